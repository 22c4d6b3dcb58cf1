/** How far away a card's moment is, in words, and where its buttons lead. */

import { expect, test } from 'vitest';
import { isWeb, mailto } from '../src/page/missions/address.ts';
import { soon } from '../src/page/missions/words.ts';

const now = new Date(2026, 10, 25, 23, 30);
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

test('days are those of the calendar, not 24 hours', () => {
  expect(soon(at(25, 1), now)).toBe('today');
  expect(soon(at(26, 0), now)).toBe('tomorrow');
  expect(soon(at(30, 23), now)).toBe('in 5 days');
});

test('what has passed or is far away is not said', () => {
  expect(soon(at(24, 23), now)).toBeUndefined();
  expect(soon(at(58, 12), now)).toBeUndefined();
});

test('a letter is one address, whatever is in it', () => {
  const letter = { type: 'write', to: 'a+b@c.example', subject: 'Q&A?', body: 'Hello,\n50 %' } as const;
  const read = new URL(mailto(letter));
  expect(decodeURIComponent(read.pathname)).toBe(letter.to);
  expect(read.searchParams.get('subject')).toBe(letter.subject);
  expect(read.searchParams.get('body')).toBe(letter.body);
});

test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', ''])('%s is no address of the web', url => {
  expect(isWeb(url)).toBe(false);
});
