/** Until when a card is sent away: mornings and evenings where the person is. */

import { expect, test } from 'vitest';
import { choices, firstDay, morningOf } from '../src/page/missions/snooze.ts';

/** Year, month, day, hour and minute of the local clock. */
const local = (date: Date) => [date.getFullYear(), date.getMonth() + 1, date.getDate(), date.getHours()];
const offered = (now: Date) => choices(now).map(({ name, until }) => [name, ...local(until)]);

test('on a Wednesday at noon there is this evening, tomorrow and Monday', () => {
  expect(offered(new Date(2026, 10, 25, 12))).toEqual([
    ['Later today', 2026, 11, 25, 18],
    ['Tomorrow', 2026, 11, 26, 8],
    ['Next week', 2026, 11, 30, 8],
  ]);
});

test('in the evening it is three hours, and nothing of today when today is over by then', () => {
  expect(offered(new Date(2026, 10, 25, 17))[0]).toEqual(['Later today', 2026, 11, 25, 20]);
  expect(offered(new Date(2026, 10, 25, 22))[0]).toEqual(['Tomorrow', 2026, 11, 26, 8]);
});

test('on a Sunday next week is tomorrow and not offered twice, on a Monday it is a week away', () => {
  expect(offered(new Date(2026, 10, 29, 12)).at(-1)).toEqual(['Tomorrow', 2026, 11, 30, 8]);
  expect(offered(new Date(2026, 10, 30, 12)).at(-1)).toEqual(['Next week', 2026, 12, 7, 8]);
});

test('a chosen day begins in the morning, and one that has passed is none', () => {
  const now = new Date(2026, 11, 31, 23);
  expect(firstDay(now)).toBe('2027-01-01');
  expect(morningOf('2027-01-01', now)).toEqual(new Date(2027, 0, 1, 8));
  expect(morningOf('2026-12-31', now)).toBeUndefined();
  expect(morningOf('', now)).toBeUndefined();
});
