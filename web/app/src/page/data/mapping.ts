/** A bank file's columns as the dialog shows them (a role for each column) and as the core takes them (a mapping). */

import type { AmountColumns, CsvExamination, CsvMapping, DateFormat, Origin } from '@ownyou/wasm';

export const roleNames = {
  '': 'Not needed',
  date: 'Date',
  time: 'Time of day',
  description: 'Description',
  amount: 'Amount',
  out: 'Money out',
  in: 'Money in',
  direction: 'Out or in, in words',
  currency: 'Currency',
  account: 'Account',
  category: 'Category',
  id: 'Number of the payment',
  status: 'Status',
};

export type Role = keyof typeof roleNames;

export const roles = Object.keys(roleNames) as Role[];

/** How dates can be written, with the last day of January. Names of months are understood in every order. */
export const dateFormats: Record<DateFormat, string> = { ymd: '2026-01-31', dmy: '31.01.2026', mdy: '01/31/2026' };

export interface Draft {
  roles: Role[];
  dateFormat: DateFormat;
  decimal: string;
  /** Money out is written as a positive number, as card issuers do. */
  outgoingPositive: boolean;
}

/** Where the dialog begins: at what the core guesses or remembers, or at nothing. */
export function draftOf(csv: CsvExamination, known: CsvMapping | undefined): Draft {
  const draft: Draft = {
    roles: csv.columns.map(() => ''),
    dateFormat: known?.dateFormat ?? 'ymd',
    decimal: known?.decimal ?? '.',
    outgoingPositive: known?.amount.kind === 'signed' && known.amount.outgoingPositive,
  };
  for (const [role, column] of known ? places(known) : []) if (column !== undefined) draft.roles[column] = role;
  return draft;
}

function places(mapping: CsvMapping): [Role, number | undefined][] {
  const { date, time, description, currency, account, category, id, status } = mapping;
  return [
    ['date', date],
    ['time', time],
    ...description.map((column): [Role, number] => ['description', column]),
    ...amountPlaces(mapping.amount),
    ['currency', columnOf(currency)],
    ['account', columnOf(account)],
    ['category', category],
    ['id', id],
    ['status', status],
  ];
}

function amountPlaces(amount: AmountColumns): [Role, number][] {
  if (amount.kind === 'split') {
    return [
      ['out', amount.paidOut],
      ['in', amount.paidIn],
    ];
  }
  const places: [Role, number][] = [['amount', amount.column]];
  return amount.kind === 'directed' ? [...places, ['direction', amount.direction]] : places;
}

function columnOf(origin: Origin | undefined): number | undefined {
  return origin?.kind === 'column' ? origin.column : undefined;
}

/** The roles to choose from. Words for the direction are the core's to know, so only where it has found them. */
export function rolesFor(known: CsvMapping | undefined): Role[] {
  return roles.filter(role => role !== 'direction' || known?.amount.kind === 'directed');
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

/** The core's mapping; to be called when nothing is missing. What no column tells stays as it was known. */
export function toMapping(draft: Draft, csv: CsvExamination, known: CsvMapping | undefined): CsvMapping {
  const place = (role: Role) => draft.roles.indexOf(role);
  const mapping: CsvMapping = {
    delimiter: csv.delimiter,
    headerLines: csv.headerLines,
    date: place('date'),
    dateFormat: draft.dateFormat,
    description: draft.roles.flatMap((role, column) => (role === 'description' ? [column] : [])),
    amount: amountOf(draft, known),
    decimal: draft.decimal,
  };
  for (const role of ['time', 'category', 'id', 'status'] as const) if (place(role) >= 0) mapping[role] = place(role);
  for (const role of ['currency', 'account'] as const) {
    const text = known?.[role]?.kind === 'text' ? known[role] : undefined;
    const origin = place(role) >= 0 ? ({ kind: 'column', column: place(role) } as const) : text;
    if (origin) mapping[role] = origin;
  }
  return mapping;
}

function amountOf(draft: Draft, known: CsvMapping | undefined): AmountColumns {
  const place = (role: Role) => draft.roles.indexOf(role);
  if (place('amount') < 0) return { kind: 'split', paidOut: place('out'), paidIn: place('in') };
  if (place('direction') >= 0 && known?.amount.kind === 'directed') {
    return { ...known.amount, column: place('amount'), direction: place('direction') };
  }
  return { kind: 'signed', column: place('amount'), outgoingPositive: draft.outgoingPositive };
}
