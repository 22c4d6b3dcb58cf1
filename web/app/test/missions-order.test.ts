/** Cards stay where they are while the person is among them. */

import { expect, test } from 'vitest';
import { inPlace } from '../src/page/missions/order.ts';

const cards = (ids: string) => [...ids].map(id => ({ id }));
const order = (before: string, now: string) =>
  inPlace([...before], cards(now))
    .map(({ id }) => id)
    .join('');

test.each([
  ['', 'abc', 'abc', 'at first as they are given'],
  ['abc', 'cab', 'abc', 'better liked is no reason to move'],
  ['abc', 'ac', 'ac', 'what is gone leaves no gap'],
  ['abc', 'xabyc', 'xabyc', 'new ones stand where they would'],
  ['abc', 'cxyab', 'abcxy', 'beside the one that they follow'],
])('%s, then %s: %s, %s', (before, now, then) => {
  expect(order(before, now)).toBe(then);
});
