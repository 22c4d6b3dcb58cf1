/** What a person reads: counts, sizes, days. */

import { expect, test } from 'vitest';
import { asDay, counted, listed, roughly, sentence, size } from '../src/page/ui/format.ts';

test('one of a thing and many', () => {
  expect(counted(1, 'record')).toBe('1 record');
  expect(counted(0, 'record')).toBe('0 records');
  expect(counted(2, 'entry', 'entries')).toBe('2 entries');
});

test('sizes have one digit after the point below ten', () => {
  expect([0, 999, 1500, 12_345_678, 2_100_000_000].map(size)).toEqual(['0 B', '999 B', '1.5 KB', '12 MB', '2.1 GB']);
});

test('what is no time is shown as it is', () => {
  expect(asDay('soon')).toBe('soon');
  expect(asDay('2026-01-31T12:00:00Z')).toBe('31 Jan 2026');
});

test('names are listed as the core lists them', () => {
  expect(['a', 'b', 'c'].map((_name, at, all) => listed(all.slice(0, at + 1)))).toEqual(['a', 'a and b', 'a, b and c']);
});

test('a clause becomes a sentence, a sentence stays one', () => {
  expect(sentence('the vault is locked')).toBe('The vault is locked.');
  expect(sentence('Nothing is lost.')).toBe('Nothing is lost.');
});

test('about so many people: two digits that mean something', () => {
  expect([1, 42, 99.6, 612, 1449].map(roughly)).toEqual([1, 42, 100, 610, 1400]);
});
