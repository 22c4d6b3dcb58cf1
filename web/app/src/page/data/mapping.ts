/** A bank file's columns as the dialog shows them (a role for each column) and as the core takes them (a mapping). */

import type { CsvExamination, CsvMapping } from '@ownyou/wasm';

export const roles = ['', 'date', 'description', 'amount', 'out', 'in', 'currency', 'account'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  '': 'Not needed',
  date: 'Date',
  description: 'Description',
  amount: 'Amount, with its sign',
  out: 'Money out',
  in: 'Money in',
  currency: 'Currency',
  account: 'Account',
};

/** The shapes of dates that banks write, in the core's notation, with the last day of January as a person sees it. */
export const dateFormats: readonly [string, string][] = [
  ['%Y-%m-%d', '2026-01-31'],
  ['%d/%m/%Y', '31/01/2026'],
  ['%m/%d/%Y', '01/31/2026'],
  ['%d.%m.%Y', '31.01.2026'],
  ['%d-%m-%Y', '31-01-2026'],
  ['%Y/%m/%d', '2026/01/31'],
  ['%d %b %Y', '31 Jan 2026'],
  ['%Y%m%d', '20260131'],
  ['%d/%m/%y', '31/01/26'],
  ['%m/%d/%y', '01/31/26'],
  ['%d.%m.%y', '31.01.26'],
];

export interface Draft {
  roles: Role[];
  dateFormat: string;
  decimal: '.' | ',';
}

/** Where the dialog begins: at what the core guesses or remembers, or at nothing. */
export function draftOf(csv: CsvExamination, known: CsvMapping | undefined): Draft {
  const chosen = csv.columns.map((_name, at): Role => (known ? roleOf(known, at) : ''));
  return { roles: chosen, dateFormat: known?.dateFormat ?? '%Y-%m-%d', decimal: known?.decimal ?? '.' };
}

function roleOf(mapping: CsvMapping, at: number): Role {
  const { amount } = mapping;
  if (mapping.date === at) return 'date';
  if (mapping.description.includes(at)) return 'description';
  if ('signed' in amount && amount.signed === at) return 'amount';
  if ('split' in amount && amount.split.out === at) return 'out';
  if ('split' in amount && amount.split.in === at) return 'in';
  if (mapping.currency === at) return 'currency';
  return mapping.account === at ? 'account' : '';
}

/** What the mapping still needs, as a sentence; nothing when it is whole. */
export function missing(draft: Draft): string | undefined {
  const has = (role: Role) => draft.roles.includes(role);
  const lacks: string[] = [];
  if (!has('date')) lacks.push('the date');
  if (!has('description')) lacks.push('the description');
  if (!has('amount') && !(has('out') && has('in'))) lacks.push('the amount (or money out and money in)');
  return lacks.length > 0 ? `Still to say: ${lacks.join(', ')}.` : undefined;
}

/** The core's mapping; to be called when nothing is missing. */
export function toMapping(draft: Draft, csv: CsvExamination): CsvMapping {
  const place = (role: Role) => draft.roles.indexOf(role);
  const optional = (name: 'currency' | 'account') => (place(name) < 0 ? {} : { [name]: place(name) });
  return {
    date: place('date'),
    dateFormat: draft.dateFormat,
    description: draft.roles.flatMap((role, at) => (role === 'description' ? [at] : [])),
    amount: place('amount') >= 0 ? { signed: place('amount') } : { split: { out: place('out'), in: place('in') } },
    decimal: draft.decimal,
    ...optional('currency'),
    ...optional('account'),
    headerLines: csv.guess?.headerLines ?? 1,
    delimiter: csv.guess?.delimiter ?? ',',
  };
}
