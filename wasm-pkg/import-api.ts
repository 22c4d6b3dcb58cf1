/** Bringing files in. */

import type { SkipReason } from './shared-api.ts';

export type Format = 'mbox' | 'eml' | 'ics' | 'csv' | 'history' | 'sqlite' | 'chat' | 'vcard' | 'ofx' | 'qif' | 'zip';

/** The order of day, month and year. */
export type DateFormat = 'dmy' | 'mdy' | 'ymd';

/** Where the amount is, and how it tells money out from money in. */
export type AmountColumns =
  | { kind: 'signed'; column: number; outgoingPositive: boolean }
  | { kind: 'split'; paidOut: number; paidIn: number }
  | { kind: 'directed'; column: number; direction: number; outgoing: string[] };

/** Something that a column tells, or that is the same for the whole file. */
export type Origin = { kind: 'column'; column: number } | { kind: 'text'; text: string };

/** Which column of a table means what; columns count from 0. */
export interface CsvMapping {
  delimiter: string;
  headerLines: number;
  date: number;
  dateFormat: DateFormat;
  time?: number;
  description: number[];
  amount: AmountColumns;
  /** `.` or `,` */
  decimal: string;
  currency?: Origin;
  account?: Origin;
  id?: number;
  status?: number;
  category?: number;
}

/** What can be seen of a table from its first bytes. */
export interface CsvExamination {
  encoding: string;
  delimiter: string;
  headerLine?: number;
  headerLines: number;
  columns: string[];
  sample: string[][];
  fingerprint: string;
  /** Day and month could be the other way round in every date seen, so a person should be asked. */
  dateAmbiguous: boolean;
  guess?: CsvMapping;
}

export interface Examination {
  format: Format;
  csv?: CsvExamination;
  /** The mapping that was used before for a file of this shape. */
  remembered?: CsvMapping;
}

export interface Summary {
  import: number;
  file: string;
  format: Format;
  imported: number;
  duplicate: number;
  skipped: number;
  cancelled: boolean;
  reasons: SkipReason[];
}

export interface ImportInfo {
  id: number;
  file: string;
  format: Format;
  /** RFC 3339. */
  at: string;
  sample: boolean;
  records: number;
  duplicate: number;
  skipped: number;
  /** The file was read to its end. */
  complete: boolean;
}

export interface ImportProgress {
  type: 'import';
  file: string;
  bytes: number;
  total: number;
  imported: number;
  duplicate: number;
  skipped: number;
}

/** The way in for files. */
export interface Imports {
  examine(file: File): Promise<Examination>;
  /** A mapping that is given is remembered for files of the same shape. */
  importFile(file: File, mapping?: CsvMapping): Promise<Summary>;
  importSample(files: File[]): Promise<Summary[]>;
  removeSample(): Promise<number>;
  cancelImport(): Promise<void>;
}
