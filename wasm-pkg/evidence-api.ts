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
  /** The person said that this is them; it is then certain, with evidence or without. */
  confirmed: boolean;
  /** When the oldest and the newest record behind it happened, RFC 3339. */
  first?: string;
  last?: string;
  /** Records that speak against it: something was cancelled or sent back. They are among `records`. */
  against: number;
}

/** Segments that are in no answer, because together they would tell what nothing may be inferred from. */
export interface Withheld {
  id: string;
  path: string[];
  /** A sentence. */
  reason: string;
}

/** What the person said of one voice: of what a record's `why` names, for one segment and those below it. */
export interface Lesson {
  /** A record's `why`. */
  voice: string;
  segment: string;
  path: string[];
  says: Says;
}

/** `wrong`: it does not speak for that segment. `right`: once is enough. */
export type Says = 'right' | 'wrong';

/** A segment came into the profile or went out of it. */
export interface ProfileChange {
  /** RFC 3339. */
  at: string;
  id: string;
  path: string[];
  change: 'came' | 'went';
  /** What made it: a file came in, records were erased, the person said so, or evidence grew old beside newer. */
  because: 'import' | 'erased' | 'edit' | 'rules';
  /** As sure as the profile was then, 0 to 1; 0 where it has none of it. */
  confidence: number;
}

/** The profile as advertisers' systems read it, docs/formats/openrtb.md. */
export interface OpenRtb {
  user: { data: { name: string; ext: { segtax: number }; segment: { id: string }[] }[] };
}

export interface ProfileView {
  segments: SegmentView[];
  refused: { id: string; path: string[] }[];
  /** Held back by the correlation check. */
  withheld: Withheld[];
  /** What the person taught the classifier, by the evidence. */
  lessons: Lesson[];
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

/** What the person teaches the profile, and what became of it over time. */
export interface Teaching {
  /** "This is me": the segment is certain, whatever the evidence. Takes a "not me" of it back. */
  confirm(segment: string): Promise<void>;
  undoConfirm(segment: string): Promise<void>;
  /** Teaches what a record's `why` is worth for a segment; without `says` the lesson is forgotten. */
  teachVoice(voice: string, segment: string, says?: Says): Promise<void>;
  /** When segments came and went, newest first; at most 500. */
  profileHistory(): Promise<ProfileChange[]>;
  /** What a publisher's systems would be given, were everything told. */
  openrtb(): Promise<OpenRtb>;
}
