import { expect, test } from 'vitest';
import { days } from '../src/page/profile/days.ts';
import { quarter } from '../src/page/profile/wheel.ts';

const reach = (path: string) =>
  Math.max(...[...path.matchAll(/A(\d+(?:\.\d+)?) /g)].map(([, radius]) => Number(radius)));

test('a petal is as long as its claim is strong, and never shorter than can be seen', () => {
  const { petals } = quarter(0, [1, 0.5, 0]);
  const [strong, middling, weak] = petals.map(({ path }) => reach(path));
  expect(strong).toBe(190);
  expect(middling).toBeLessThan(strong ?? 0);
  expect(weak).toBeGreaterThan(60);
  expect(weak).toBeLessThan(middling ?? 0);
});

test('each quarter stays on its own side, and has no more petals than can be told apart', () => {
  const sides = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ];
  sides.forEach(([x = 0, y = 0], at) => {
    const { ground, petals } = quarter(
      at,
      Array.from({ length: 12 }, () => 0.8),
    );
    expect(petals).toHaveLength(7);
    for (const path of [ground, ...petals.map(petal => petal.path)]) {
      for (const [, px, py] of path.matchAll(/(?:M|L|A[\d.]+ [\d.]+ 0 0 [01] )(-?[\d.]+) (-?[\d.]+)/g)) {
        expect((Number(px) - 200) * x).toBeGreaterThanOrEqual(0);
        expect((Number(py) - 200) * y).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

test('a quarter without claims has no petals', () => {
  expect(quarter(2, []).petals).toEqual([]);
});

test('history is put together by day and by what made it', () => {
  const change = (at: string, id: string, change: 'came' | 'went', because: 'import' | 'erased') => ({
    at,
    id,
    path: ['Interest', id],
    change,
    because,
    confidence: 0.5,
  });
  const found = days([
    change('2026-11-02T10:00:01Z', 'c', 'went', 'erased'),
    change('2026-11-02T10:00:00Z', 'b', 'went', 'import'),
    change('2026-11-02T10:00:00Z', 'a', 'came', 'import'),
    change('2026-11-01T10:00:00Z', 'b', 'came', 'import'),
  ]);
  expect(found.map(({ because, changes }) => [because, ...changes.map(({ id }) => id)])).toEqual([
    ['erased', 'c'],
    ['import', 'a', 'b'],
    ['import', 'b'],
  ]);
});
