/** What the core remembers. */

import type { Found, Page, RecordLine, SkipReason } from './shared-api.ts';

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

export type MemoryPage = Found<MemoryLine>;

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
