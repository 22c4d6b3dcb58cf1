/** Times in plain words, to the five fields and back. */

import { expect, test } from 'vitest';
import { fields, inWords, type Plain } from '../src/page/settings/cron.ts';

const at = (plain: Partial<Plain>): Plain => ({ every: 'day', time: '08:05', weekday: 0, date: 28, ...plain });

test.each([
  [at({}), '5 8 * * *', 'Every day at 08:05'],
  [at({ every: 'week' }), '5 8 * * 0', 'Every Sunday at 08:05'],
  [at({ every: 'month' }), '5 8 28 * *', 'On day 28 of every month at 08:05'],
])('%o', (plain, cron, words) => {
  expect(fields(plain)).toBe(cron);
  expect(inWords(cron)).toBe(words);
});

test('7 is Sunday too, and what is not plain is shown as it is', () => {
  expect(inWords('0 10 * * 7')).toBe('Every Sunday at 10:00');
  expect(inWords('0 10 * * SUN')).toBe('Every Sunday at 10:00');
  for (const cron of ['0 10 * * DAY', '*/5 * * * *', '0 9 1 * 1', 'x']) expect(inWords(cron)).toBe(cron);
});
