/** The layout of the map: areas are as the weights, nothing overlaps, nothing sticks out. */

import { expect, test } from 'vitest';
import { type Rect, squarify } from '../src/page/profile/treemap.ts';

const room: Rect = { x: 10, y: 20, width: 600, height: 400 };
const weights = [402, 170, 96, 61, 20, 9, 9, 5, 1, 1];
const placed = squarify(weights, weight => weight, room);

test('every weight has its share of the room', () => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  expect(placed).toHaveLength(weights.length);
  for (const { item, rect } of placed) {
    expect(rect.width * rect.height).toBeCloseTo((item / total) * room.width * room.height, 5);
  }
});

test('nothing sticks out and nothing overlaps', () => {
  const slack = 1e-6;
  for (const [at, { rect }] of placed.entries()) {
    expect(rect.x).toBeGreaterThanOrEqual(room.x - slack);
    expect(rect.y).toBeGreaterThanOrEqual(room.y - slack);
    expect(rect.x + rect.width).toBeLessThanOrEqual(room.x + room.width + slack);
    expect(rect.y + rect.height).toBeLessThanOrEqual(room.y + room.height + slack);
    for (const { rect: other } of placed.slice(at + 1)) {
      const wide = Math.min(rect.x + rect.width, other.x + other.width) - Math.max(rect.x, other.x);
      const high = Math.min(rect.y + rect.height, other.y + other.height) - Math.max(rect.y, other.y);
      expect(Math.min(wide, high)).toBeLessThanOrEqual(slack);
    }
  }
});

test('six equal weights in 3 × 2 are squares', () => {
  for (const { rect } of squarify(Array(6).fill(1), weight => weight, { x: 0, y: 0, width: 300, height: 200 })) {
    expect(rect.width / rect.height).toBeCloseTo(1, 5);
  }
});

test('no room, no tiles', () => {
  expect(squarify(weights, weight => weight, { ...room, width: 0 })).toEqual([]);
  expect(squarify([], weight => weight, room)).toEqual([]);
});
