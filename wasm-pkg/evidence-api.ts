/** The records, what follows from them, and erasing. */

import type { ImportInfo } from './import-api.ts';
import type { Found, Page, RecordLine, Source } from './shared-api.ts';

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

/** A whole piece of evidence, docs/formats/record.md: `id`, `source` and whatever else is known. */
export type WholeRecord = Record<string, unknown>;

/** What the vault has, and what a person can do with it. */
export interface Evidence {
  overview(): Promise<Overview>;
  profile(): Promise<ProfileView>;
  evidence(segment: string, offset: number, limit: number): Promise<Page<RecordLine>>;
  /** Found for `query`, best first; an empty one: all, newest first. */
  records(source: Source | undefined, query: string, offset: number, limit: number): Promise<Found<RecordLine>>;
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
