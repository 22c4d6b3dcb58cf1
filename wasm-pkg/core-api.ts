/**
 * The core as TypeScript sees it: the whole typed surface of the WASM module, and nothing else.
 * Everything that decides is behind this interface, in Rust; whoever reads here only shows.
 */

import type { Models } from './engine-api.ts';

export type Source = 'email' | 'transaction' | 'calendar' | 'history' | 'chat' | 'contact';
export type Format = 'mbox' | 'eml' | 'ics' | 'csv' | 'history' | 'sqlite' | 'chat' | 'vcard' | 'ofx' | 'qif' | 'zip';
export type WrapKind = 'passphrase' | 'words' | 'passkey' | 'device';

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

/** What a page needs to ask an authenticator. */
export interface Passkeys {
  /** WebAuthn's ids, base64url. */
  credentials: string[];
  /** What their PRF is asked. */
  input: string;
}

/** One way into the vault. */
export interface WayView {
  id: string;
  kind: WrapKind;
  /** What the person called it. */
  name: string;
  /** RFC 3339; none: with the vault. */
  added?: string;
}

export interface KeysView {
  ways: WayView[];
  /** Minutes without anybody after which the vault locks; none: never. */
  lockAfter?: number;
  /** A new root is being brought in. */
  renewing: boolean;
}

export type StorageKind = 'records' | 'memories' | 'indexes' | 'wallet' | 'keys' | 'other';

export interface StorageView {
  /** Bytes. */
  total: number;
  /** The most first. */
  kinds: { kind: StorageKind; bytes: number }[];
}

export interface BackupView {
  /** RFC 3339: the last one made here. */
  at?: string;
  days?: number;
  /** There is data, and it has gone without a backup for two weeks. */
  due: boolean;
}

export interface Restored {
  /** RFC 3339. */
  made?: string;
  /** The file was to the last byte what was written. */
  whole: boolean;
  /** What could not be read, by its place. */
  unreadable: string[];
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

/** A scene that the person chose, with a phrase: it shows them that a window is theirs, and is never sent. */
export interface Picture {
  /** u32: draws the scene. */
  seed: number;
  /** At most 60 characters, may be empty. */
  phrase: string;
}

export interface WalletView {
  credential: 'none' | 'current' | 'expired';
  renewalDue: boolean;
  /** Origin of who issued it, or of who would. */
  issuer?: string;
  /** ISO week, e.g. `2026-W47`. */
  epoch?: string;
  /** RFC 3339: publishers accept it until then. */
  until?: string;
  /** What the issuer checked, e.g. `invited`. */
  assurance?: string;
  /** How recognisable everything that any site was ever told makes one, if they put it together. */
  toldBits: number;
  /** When the person may start anew, where the issuer said so: `from` then on, `again` if they do now. RFC 3339. */
  anew?: { now: boolean; from: string; again: string };
  /** What the last renewal failed with. */
  problem?: CoreError;
  picture?: Picture;
}

/** What a page saw of who asks. The core decides what follows from it. */
export interface Carrier {
  /** `event.origin` of the opener's message; none where the request came in the address. */
  sender?: string;
  /** This page is framed, or its opener is. */
  embedded: boolean;
}

/** A segment that a site would be told. */
export interface SegmentOffer {
  /** IAB Audience Taxonomy 1.1 id. */
  id: string;
  name: string;
  /** Names from tier 1 down to this one. */
  path: string[];
  /** How recognisable it makes one by itself. */
  bits: number;
}

export interface PresentView {
  /** `refused`: a bad request, and `problem` says why. */
  status: 'ask' | 'locked' | 'no-vault' | 'no-credential' | 'blocked' | 'refused';
  /** Exact: scheme, host and port. */
  origin?: string;
  /** Registrable domain, or the host where there is none. */
  site?: string;
  /** The host as a person reads it, where it is punycode. */
  unicode?: string;
  /** The browser says that it is this origin; else it is only claimed. */
  verified: boolean;
  firstVisit: boolean;
  /** Not encrypted: this machine's own names, in development. */
  insecure: boolean;
  /** What the segments are wanted for: `ads`, `content`, `measurement`. */
  purposes: string[];
  segments: SegmentOffer[];
  /** How recognisable all the segments together make one. */
  bits: number;
  /** About one in so many people has them all. */
  people: number;
  /** The first 8 characters of the pseudonym at this origin. */
  pseudonym?: string;
  /** RFC 3339: the last login there. */
  known?: string;
  problem?: CoreError;
}

/** How a request is answered. */
export interface Reply {
  /** To post on the port, as it is. */
  message?: object;
  /** Where to go, when there is no port. */
  navigate?: string;
}

/** One login: what was told to whom. */
export interface DisclosureLine {
  id: string;
  /** RFC 3339. */
  at: string;
  origin: string;
  site: string;
  pseudonym: string;
  segments: { id: string; name: string }[];
  carrier: 'popup' | 'callback';
  /** Under a name from before the person started anew. */
  old: boolean;
}

/** All that a site was ever told. */
export interface SiteLine {
  site: string;
  /** RFC 3339. */
  first: string;
  last: string;
  logins: number;
  blocked: boolean;
  /** `first`: RFC 3339, when it was told first. */
  told: { id: string; name: string; first: string }[];
  bits: number;
  /** All of it under a name from before the person started anew. */
  old: boolean;
}

export type MemoryKind = 'fact' | 'episode' | 'rule' | 'entity' | 'relationship';
/** Who may be shown it: every agent, an agent that says why, nobody but the person. */
export type Tier = 'public' | 'sensitive' | 'private';
/** `ended`: it no longer holds, by its own dates. `review`: waits for the person's word, and no agent sees it. */
export type MemoryState = 'kept' | 'review' | 'archived' | 'ended';

/** One memory in a list. Times are RFC 3339. */
export interface MemoryLine {
  id: string;
  kind: MemoryKind;
  namespace: string;
  /** A sentence; an entity's name. */
  text: string;
  /** `travel`, `shopping`, … */
  context: string;
  /** It held from then on, where that is known, and until `to`. */
  from?: string;
  to?: string;
  /** When it was learnt. */
  known: string;
  /** 0 to 5 as last confirmed; now, after fading. */
  strength: number;
  /** 0 to 1. */
  confidence: number;
  tier: Tier;
  /** How many records it rests on. */
  sources: number;
  state: MemoryState;
  /** Another memory says otherwise of the same time. */
  conflict: boolean;
  /** It rests on the sample life alone. */
  sample: boolean;
}

export interface MemoryFilter {
  kinds?: MemoryKind[];
  contexts?: string[];
  tiers?: Tier[];
  /** What held at any time between the two. */
  from?: string;
  to?: string;
  /** As it was known then; without `from` and `to`, what was held to be true then. */
  asOf?: string;
  /** Id of an entity. */
  about?: string;
  /** Without it: `kept` and `ended`. */
  state?: MemoryState;
}

export interface MemoryPage extends Page<MemoryLine> {
  /** Better results are coming: ask again on the event `memory`. */
  refining: boolean;
}

export interface MemoryView {
  line: MemoryLine;
  /** `you`, or an entity's name. */
  subject: string;
  relation: string;
  object: string;
  /** What found it, with its version, e.g. `receipts@1`; `you`, or an agent's name. */
  extractor: string;
  /** The records it rests on. */
  evidence: RecordLine[];
  /** What was held before, newest first: earlier wordings of this one, and those that it followed. */
  history: MemoryLine[];
  /** Those that say otherwise of the same time. */
  conflicts: MemoryLine[];
  /** Who and what it is about. */
  about: { id: string; name: string; kind: string }[];
  /** Who was shown it, newest first. */
  used: { by: string; at: string }[];
}

export interface EntityLine {
  id: string;
  name: string;
  kind: string;
  /** Memories that are about it. */
  mentions: number;
}

export interface MemoryOverview {
  /** Kept and ended ones. */
  total: number;
  kinds: Record<MemoryKind, number>;
  contexts: { name: string; count: number }[];
  review: number;
  conflicts: number;
  archived: number;
  namespaces: { name: string; count: number; limit: number }[];
  /** The 50 most mentioned. */
  entities: EntityLine[];
}

/** What a person may change by hand. `null` takes a date away. */
export interface MemoryChange {
  text?: string;
  context?: string;
  tier?: Tier;
  from?: string | null;
  to?: string | null;
}

/** What forgetting removed. It holds nothing of what was forgotten. */
export interface Receipt {
  id: string;
  at: string;
  removed: { facts: number; vectors: number; postings: number; mentions: number; snapshots: number };
}

export interface MemoryTransfer {
  added: number;
  /** Were here already. */
  known: number;
  skipped: number;
  reasons: SkipReason[];
}

/** What one round of tidying did; `done: false` when there is more to do. */
export interface Reflection {
  done: boolean;
  merged: number;
  archived: number;
  /** Rules proposed from what the person said of an agent's work: in the review inbox. */
  proposed: number;
}

/** One access of an agent that was refused, or granted for a reason it gave. */
export interface AuditLine {
  at: string;
  agent: string;
  action: 'read' | 'write' | 'search';
  namespace: string;
  tier: Tier;
  granted: boolean;
  reason: string;
}

/** What the core remembers, and what a person can do with it. */
export interface Memories {
  /** Found for `query`, best first; an empty one: all, newest first, by when it began, else by when it was learnt. */
  memories(query: string, filter: MemoryFilter, offset: number, limit: number): Promise<MemoryPage>;
  memory(id: string): Promise<MemoryView>;
  memoryOverview(): Promise<MemoryOverview>;
  /** Without a tier: `private` where the context is health or a journal, else `sensitive` or `public` by context. */
  remember(text: string, context?: string, tier?: Tier): Promise<MemoryLine>;
  editMemory(id: string, change: MemoryChange): Promise<MemoryLine>;
  /** The old one ends `from` then on (now, where not given), and the new one begins. */
  correctMemory(id: string, text: string, from?: string): Promise<MemoryLine>;
  /** Of two that say the same, or two entities that are one: `keep` takes over what `other` rests on. */
  mergeMemories(keep: string, other: string): Promise<MemoryLine>;
  forgetMemory(id: string): Promise<Receipt>;
  /** Out of the review inbox; `forgetMemory` refuses it. */
  acceptMemory(id: string): Promise<MemoryLine>;
  archiveMemory(id: string): Promise<void>;
  restoreMemory(id: string): Promise<void>;
  memoryAudit(offset: number, limit: number): Promise<Page<AuditLine>>;
  exportMemories(format: 'jsonl' | 'markdown' | 'pam'): Promise<Blob>;
  /** Our own JSON lines, or Portable AI Memory 1.0. */
  importMemories(file: File): Promise<MemoryTransfer>;
  /** Merges, fades, archives: one round of it. */
  reflect(): Promise<Reflection>;
}

/** Everything that a page can ask of the owner of the vault. */
export interface Core extends Memories, Models {
  state(): Promise<State>;
  /** Writes a little, to see whether the storage takes it; what comes of it is told as `saving`. */
  trySaving(): Promise<void>;
  /** Makes 24 words and holds them until `create`. */
  newWords(): Promise<NewWords>;
  create(passphrase: string, answers: string[], keepUnlocked: boolean): Promise<State>;
  /** Makes a vault of words that somebody has already: the same person at every site, without their data. */
  createFromWords(words: string, passphrase: string, keepUnlocked: boolean): Promise<State>;
  unlock(passphrase: string): Promise<State>;
  unlockWithWords(words: string): Promise<State>;
  unlockWithDevice(): Promise<State>;
  /** `credential`: WebAuthn's id; `answer`: what its PRF answered. */
  unlockWithPasskey(credential: Uint8Array, answer: Uint8Array): Promise<State>;
  /** What an authenticator is asked with; also while locked. */
  passkeys(): Promise<Passkeys>;
  /** Closes the vault here; this device's key may open it again. */
  lock(): Promise<State>;
  /** For the person's own wish: this device's key opens nothing until somebody has opened the vault in another way. */
  lockNow(): Promise<State>;
  keepUnlocked(on: boolean): Promise<State>;
  /** Somebody is there; milliseconds since 1970. */
  touch(now: number): Promise<void>;
  /** Locks the vault if nobody was there for as long as the person set, and nothing is under way. */
  tick(now: number): Promise<void>;

  keys(): Promise<KeysView>;
  /** `proof`: the passphrase before, or the 24 words. */
  changePassphrase(proof: string, passphrase: string): Promise<State>;
  /** The words that the vault was made with. */
  addWords(words: string): Promise<State>;
  /** `first` and `again`: what the passkey's PRF answered, asked twice. */
  addPasskey(name: string, credential: Uint8Array, first: Uint8Array, again: Uint8Array): Promise<State>;
  removeWay(id: string): Promise<State>;
  /** Replaces the key that everything is sealed with, and seals everything again. */
  renewRoot(proof: string): Promise<State>;
  /** Minutes without anybody; none: the vault never locks by itself. */
  lockAfter(minutes?: number): Promise<void>;

  storage(): Promise<StorageView>;
  backup(): Promise<BackupView>;
  /** Into a file that the person chose. */
  backUpTo(file: FileSystemFileHandle): Promise<BackupView>;
  /** To be downloaded; then `backedUp` says that it was. */
  backUp(): Promise<Blob>;
  backedUp(): Promise<BackupView>;
  /** `secret`: the backup's passphrase, or the 24 words. `partial`: also of a damaged one, what can be read. */
  restoreBackup(file: File, secret: string, replace: boolean, partial: boolean): Promise<Restored>;

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

  wallet(): Promise<WalletView>;
  /** With an invite code, a new credential; without, the one that belongs to this person's words. */
  getCredential(invite?: string): Promise<WalletView>;
  /** Does nothing unless it is time. */
  renewIfDue(): Promise<WalletView>;
  /** Likewise, but without the random while that hides when somebody came back: for the person's own wish. */
  renew(): Promise<WalletView>;
  /** A credential under other names at all sites. Asked again after a lost answer, it is the same. */
  startAnew(): Promise<WalletView>;
  /** Also while locked: it is sealed by the device's key alone. */
  picture(): Promise<Picture | undefined>;
  setPicture(picture: Picture): Promise<void>;

  /** Decides what can be done about a request (JSON). To be called again after unlocking. */
  present(request: string, carrier: Carrier): Promise<PresentView>;
  /** Logs in, telling these of the segments that were offered. */
  presentYes(request: string, carrier: Carrier, segments: string[]): Promise<Reply>;
  /** Needs no vault, and says nothing of why. */
  presentNo(request: string, carrier: Carrier): Promise<Reply>;

  disclosures(offset: number, limit: number): Promise<Page<DisclosureLine>>;
  sites(): Promise<SiteLine[]>;
  block(site: string, on: boolean): Promise<void>;
  /** Answers how many went. What each site was told stays counted, so that it is never told more. */
  forgetDisclosures(): Promise<number>;
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

/** The storage took a write again, or refused one; what was confirmed before is safe. */
export interface Saving {
  type: 'saving';
  problem?: CoreError;
}

/**
 * `changed`: overview and profile are to be read again; `wallet`: wallet, disclosures and sites; `memory`: memories;
 * `models`: the models, told at most four times a second.
 */
export type CoreEvent =
  | { type: 'state'; state: State }
  | ImportProgress
  | Saving
  | { type: 'changed' }
  | { type: 'wallet' }
  | { type: 'memory' }
  | { type: 'models' };
