/**
 * The core as TypeScript sees it: the whole typed surface of the WASM module, and nothing else.
 * Everything that decides is behind this interface, in Rust; whoever reads here only shows.
 */

export type Source = 'email' | 'transaction' | 'calendar' | 'history' | 'chat';
export type Format = 'mbox' | 'eml' | 'ics' | 'csv' | 'history';
export type WrapKind = 'passphrase' | 'words' | 'device';

/** What every method throws: a stable code for programs, what happened, and what to do next. */
export interface CoreError {
  code: string;
  message: string;
  next: string;
}

export interface State {
  vault: 'none' | 'locked' | 'open';
  /** The ways this vault can be unlocked. */
  wraps: WrapKind[];
}

export interface NewWords {
  /** 24 BIP-39 words. */
  words: string[];
  /** Three 1-based positions to ask back. */
  ask: number[];
}

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

export interface SkipReason {
  code: string;
  text: string;
  count: number;
  examples: string[];
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

export interface SourceTotal {
  source: Source;
  records: number;
  /** RFC 3339. */
  first?: string;
  last?: string;
}

export interface Overview {
  total: number;
  sources: SourceTotal[];
  imports: ImportInfo[];
  /** Sample data is in the vault. */
  sample: boolean;
  /** Stored segments that could not be read. */
  damaged: number;
}

export interface SegmentView {
  /** IAB Audience Taxonomy 1.1 id. */
  id: string;
  name: string;
  /** Names from tier 1 down to this one. */
  path: string[];
  /** 1 is the top. */
  tier: number;
  parent?: string;
  /** 0 to 1. */
  confidence: number;
  records: number;
  sources: Source[];
  /** Has evidence of its own, not only through its children. */
  direct: boolean;
}

export interface ProfileView {
  segments: SegmentView[];
  refused: { id: string; path: string[] }[];
  /** Records looked at. */
  records: number;
  /** Of these, the ones that say nothing. */
  unclassified: number;
  /** Sample data is behind some of it. */
  sample: boolean;
}

export interface RecordLine {
  id: string;
  source: Source;
  time?: string;
  headline: string;
  detail: string;
  sample: boolean;
  /** In a segment's evidence: why it speaks for the segment. */
  why?: string;
  confidence?: number;
}

export interface Page<T> {
  total: number;
  items: T[];
}

/** A whole piece of evidence, docs/formats/record.md: `id`, `source` and whatever else is known. */
export type WholeRecord = Record<string, unknown>;

export interface Core {
  state(): Promise<State>;
  /** Makes 24 words and holds them until `create`. */
  newWords(): Promise<NewWords>;
  create(passphrase: string, answers: string[], keepUnlocked: boolean): Promise<State>;
  unlock(passphrase: string): Promise<State>;
  unlockWithWords(words: string): Promise<State>;
  unlockWithDevice(): Promise<State>;
  lock(): Promise<State>;
  keepUnlocked(on: boolean): Promise<State>;

  examine(file: File): Promise<Examination>;
  /** A mapping that is given is remembered for files of the same shape. */
  importFile(file: File, mapping?: CsvMapping): Promise<Summary>;
  importSample(files: File[]): Promise<Summary[]>;
  removeSample(): Promise<number>;
  cancelImport(): Promise<void>;

  overview(): Promise<Overview>;
  profile(): Promise<ProfileView>;
  evidence(segment: string, offset: number, limit: number): Promise<Page<RecordLine>>;
  records(source: Source | undefined, query: string, offset: number, limit: number): Promise<Page<RecordLine>>;
  record(id: string): Promise<WholeRecord>;
  notMe(segment: string): Promise<void>;
  undoNotMe(segment: string): Promise<void>;

  /** Each erase answers how many records went. */
  eraseRecord(id: string): Promise<number>;
  eraseImport(id: number): Promise<number>;
  eraseSource(source: Source): Promise<number>;
  eraseEverything(): Promise<number>;
  /** Erases a locked vault, for whoever has lost passphrase and words; and this device's key. */
  eraseUnopened(): Promise<void>;
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

/** `changed`: overview and profile are to be read again. */
export type CoreEvent = { type: 'state'; state: State } | ImportProgress | { type: 'changed' };
