/** Columns to roles and back: what the core guessed survives the dialog untouched. */

import type { CsvExamination, CsvMapping } from '@ownyou/wasm/core-api';
import { expect, test } from 'vitest';
import { draftOf, missing, rolesFor, toMapping } from '../src/page/data/mapping.ts';

const csv: CsvExamination = {
  encoding: 'utf-8',
  delimiter: ';',
  headerLine: 3,
  headerLines: 3,
  columns: ['Buchung', 'Zeit', 'Empfänger', 'Text', 'Soll', 'Haben', 'Whg', 'Art', 'Nr', 'Stand'],
  sample: [],
  fingerprint: 'F',
  dateAmbiguous: false,
};

const split: CsvMapping = {
  delimiter: ';',
  headerLines: 3,
  date: 0,
  dateFormat: 'dmy',
  time: 1,
  description: [2, 3],
  amount: { kind: 'split', paidOut: 4, paidIn: 5 },
  decimal: ',',
  currency: { kind: 'column', column: 6 },
  account: { kind: 'text', text: 'DE00' },
  category: 7,
  id: 8,
  status: 9,
};

const others: CsvMapping['amount'][] = [
  { kind: 'signed', column: 4, outgoingPositive: true },
  { kind: 'signed', column: 5, outgoingPositive: false },
  { kind: 'directed', column: 4, direction: 5, outgoing: ['debit', 'soll'] },
];

test.each([split, ...others.map(amount => ({ ...split, amount }))])('what is not touched stays: %j', known => {
  expect(toMapping(draftOf(csv, known), csv, known)).toEqual(known);
});

test('from nothing: everything is missing, then nothing is', () => {
  const draft = draftOf(csv, undefined);
  expect(missing(draft)).toBe('Still to say: the date, the description, the amount (or money out and money in).');
  const roles = draft.roles.with(0, 'date').with(2, 'description').with(4, 'out');
  expect(missing({ ...draft, roles })).toBe('Still to say: the amount (or money out and money in).');
  const whole = { ...draft, roles: roles.with(5, 'in') };
  expect(missing(whole)).toBeUndefined();
  expect(toMapping(whole, csv, undefined)).toEqual({
    delimiter: ';',
    headerLines: 3,
    date: 0,
    dateFormat: 'ymd',
    description: [2],
    amount: { kind: 'split', paidOut: 4, paidIn: 5 },
    decimal: '.',
  });
});

test('words for the direction can be chosen only where the core knows them', () => {
  expect(rolesFor(undefined)).not.toContain('direction');
  expect(rolesFor(others[2] && { ...split, amount: others[2] })).toContain('direction');
});
