/** What a memory's numbers and times are called, and days as the fields of a form have them. */

import type { MemoryKind, MemoryLine, MemoryState, RecordLine, Source, Tier } from '@ownyou/wasm';
import { asDay, counted, dayHere } from '../ui/format.ts';

export const kinds: Record<MemoryKind, { one: string; many: string }> = {
  fact: { one: 'Fact', many: 'Facts' },
  episode: { one: 'Done for you', many: 'Done for you' },
  rule: { one: 'Rule', many: 'Rules' },
  entity: { one: 'Name', many: 'Names' },
  relationship: { one: 'Relationship', many: 'Relationships' },
};

/** The kinds that can become one with a memory of this kind: a fact that names somebody is a relationship. */
export function likes(kind: MemoryKind): MemoryKind[] {
  return kind === 'fact' || kind === 'relationship' ? ['fact', 'relationship'] : [kind];
}

const drawers: Record<string, MemoryKind> = {
  'memory.semantic': 'fact',
  'memory.episodes': 'episode',
  'memory.procedural': 'rule',
  'memory.entities': 'entity',
  'memory.relationships': 'relationship',
};

/** What lies in a namespace. */
export function drawer(namespace: string): string {
  const kind = drawers[namespace];
  return kind ? kinds[kind].many : namespace;
}

export const tiers: Record<Tier, { name: string; hint: string }> = {
  public: { name: 'Open', hint: 'Any agent that works for you may read it.' },
  sensitive: { name: 'Sensitive', hint: 'An agent may read it only where it says why, and that is written down.' },
  private: { name: 'Private', hint: 'For your eyes. No agent ever reads it.' },
};

export const states: Record<MemoryState, string> = {
  kept: 'True today',
  ended: 'No longer true',
  review: 'To review',
  archived: 'Archived',
};

/** A confidence in words. */
export function sureness(confidence: number): string {
  if (confidence >= 0.9) return 'Very sure';
  if (confidence >= 0.7) return 'Fairly sure';
  return confidence >= 0.5 ? 'Not quite sure' : 'A guess';
}

/** Strength as steps from 1 to 4 for the picture, and as a word: it is 1 when new, 5 at most, and towards 0 it goes. */
export function vigour(strength: number): { step: number; word: string } {
  if (strength < 0.5) return { step: 1, word: 'fading' };
  if (strength < 1.5) return { step: 2, word: 'steady' };
  return strength < 3 ? { step: 3, word: 'strong' } : { step: 4, word: 'vivid' };
}

/** When it was true, as a clause: `since 3 Mar 2024`; an episode has one day. Empty where nothing is known of it. */
export function validity({ kind, from, to }: Pick<MemoryLine, 'kind' | 'from' | 'to'>): string {
  const last = to === undefined ? undefined : asDay(lastOf(to));
  if (from === undefined) return last === undefined ? '' : `until ${last}`;
  if (last !== undefined) return asDay(from) === last ? last : `${asDay(from)} – ${last}`;
  return kind === 'episode' ? asDay(from) : `since ${asDay(from)}`;
}

/** The last second of what was true until `to`, which is the first moment after it. */
export function lastOf(to: string): string {
  const end = Date.parse(to);
  return Number.isNaN(end) ? to : new Date(end - 1000).toISOString();
}

const named: Record<Source, string> = {
  email: 'mail',
  transaction: 'payment',
  calendar: 'date',
  history: 'page',
  chat: 'chat',
  contact: 'contact',
};

/** `3 mails, 1 payment`, the most first. */
export function gathered(evidence: Pick<RecordLine, 'source'>[]): string {
  const totals = new Map<Source, number>();
  for (const { source } of evidence) totals.set(source, (totals.get(source) ?? 0) + 1);
  return [...totals]
    .sort(([, a], [, b]) => b - a)
    .map(([source, total]) => counted(total, named[source]))
    .join(', ');
}

/** Who found it: `receipts@1`, `you`, or an agent's name. */
export function reader(extractor: string): string {
  const [name, version] = extractor.split('@');
  return version === undefined ? extractor : `${name}, version ${version}`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The day of a time here, as a date field has it. */
export function dayOf(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? '' : dayHere(at);
}

/** The first, or with `last` the last, second of a date field's day here: RFC 3339. */
export function edgeOf(day: string, last = false): string {
  const clock = last ? '23:59:59' : '00:00:00';
  const offset = -new Date(`${day}T${clock}`).getTimezoneOffset();
  const minutes = Math.abs(offset);
  return `${day}T${clock}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
