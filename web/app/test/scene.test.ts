/** The picture of a person: the same for ever, and different from other people's. */

import { expect, test } from 'vitest';
import { inWords, scene } from '../src/page/picture/scene.ts';

test('a number draws the same scene for ever', () => {
  expect(scene(7)).toEqual(scene(7));
  // People know theirs by sight: whoever changes this changes everybody's picture.
  expect([0, 1, 20_261_121, 2 ** 32 - 1].map(seed => inWords(scene(seed)))).toMatchInlineSnapshot(`
    [
      "A green sailing boat in the middle: mountains by day, with a sun",
      "A white kite in the middle: dunes at night, with a sun",
      "A blue kite on the right: dunes in a storm, with a crescent moon",
      "A white kite on the right: islands in the northern lights, with a full moon",
    ]
  `);
});

test('scenes differ, also those of neighbours', () => {
  const words = Array.from({ length: 500 }, (_none, seed) => inWords(scene(seed)));
  expect(new Set(words).size).toBeGreaterThan(470);
  const parts = Array.from({ length: 500 }, (_none, seed) => scene(seed));
  for (const part of ['sky', 'light', 'land', 'thing', 'tint'] as const) {
    expect(new Set(parts.map(drawn => drawn[part])).size).toBeGreaterThanOrEqual(6);
  }
});

test('everything stays in the picture, whatever the number', () => {
  for (const seed of [0, 1, 2 ** 31, 2 ** 32 - 1, 123_456_789]) {
    const { lightAt, thingAt, far, near, specks } = scene(seed);
    const places = [lightAt, thingAt, ...far, ...near, ...specks.flatMap(({ x, y }) => [x, y])];
    for (const place of places) expect(place >= 0 && place < 1).toBe(true);
  }
});
