/** The memory of the core in memory: a made-up life, found by its letters alone. */

import type {
  AuditLine,
  CoreEvent,
  EntityLine,
  Memories,
  MemoryFilter,
  MemoryKind,
  MemoryLine,
  MemoryView,
  RecordLine,
  Tier,
} from '../../../wasm-pkg/core-api.ts';

type Told = [
  kind: MemoryKind,
  text: string,
  context: string,
  from?: string | undefined,
  to?: string | undefined,
  more?: Partial<Pick<MemoryLine, 'tier' | 'state' | 'conflict' | 'strength' | 'confidence' | 'sources'>>,
];

const life: Told[] = [
  ['fact', 'You live in Zurich, in Kreis 5.', 'home', '2025-02-01', undefined, { sources: 14, strength: 4.8 }],
  ['fact', 'You lived in Basel.', 'home', '2021-09-01', '2025-01-31', { state: 'ended', strength: 1.4 }],
  ['fact', 'You work at Velowerk as a mechanical engineer.', 'work', '2024-05-01', undefined, { sources: 31 }],
  ['fact', 'You worked at Hauser & Söhne.', 'work', '2021-10-01', '2024-04-30', { state: 'ended', strength: 1 }],
  ['fact', 'You flew from Zurich to Lisbon with TAP.', 'travel', '2026-05-14', '2026-05-21', { sources: 3 }],
  ['fact', 'You are booked into Casa do Bairro in Porto for four nights.', 'travel', '2026-12-27', '2026-12-31'],
  ['fact', 'You spent a week in the Jura on a bicycle with Mara.', 'travel', '2025-07-12', '2025-07-19'],
  [
    'fact',
    'You pay for Spotify Premium each month, 12.95 CHF.',
    'subscriptions',
    '2023-03-05',
    undefined,
    { sources: 32 },
  ],
  [
    'fact',
    'You paid for Netflix each month, 18.90 CHF.',
    'subscriptions',
    '2024-11-02',
    '2026-03-02',
    { state: 'ended' },
  ],
  ['fact', 'You are a member of the climbing hall Gaswerk.', 'sports', '2025-09-10', '2026-09-09', { state: 'ended' }],
  [
    'rule',
    'You want flights with one stop at most.',
    'travel',
    '2026-01-20',
    undefined,
    { confidence: 0.72, sources: 4 },
  ],
  ['rule', 'You like letters short and without exclamation marks.', 'writing', '2025-11-02', undefined, { sources: 0 }],
  [
    'relationship',
    'Mara is a close friend; you ride together on Sundays.',
    'people',
    '2023-06-01',
    undefined,
    { tier: 'private' },
  ],
  ['relationship', 'Jonas Keller is your dentist.', 'health', '2022-02-15', undefined, { tier: 'private', sources: 5 }],
  ['fact', 'Mara’s birthday is on 9 April.', 'people', undefined, undefined, { sources: 2 }],
  [
    'fact',
    'You take vitamin D in the winter months.',
    'health',
    '2025-11-20',
    undefined,
    { tier: 'private', confidence: 0.55 },
  ],
  ['fact', 'You bought a Brompton C Line for 1,890 CHF.', 'shopping', '2026-04-03', undefined, { sources: 2 }],
  ['fact', 'Your shoes are size 43.', 'shopping', '2026-02-11', undefined, { conflict: true, confidence: 0.62 }],
  ['fact', 'Your shoes are size 42.', 'shopping', '2025-10-04', undefined, { conflict: true, confidence: 0.58 }],
  ['fact', 'You like oat milk in your coffee.', 'food', '2026-10-12', undefined, { state: 'review', confidence: 0.61 }],
  [
    'rule',
    'You do not want meetings before nine.',
    'work',
    '2026-11-02',
    undefined,
    { state: 'review', confidence: 0.7 },
  ],
  [
    'relationship',
    'Elena Rossi is your landlady.',
    'home',
    '2025-02-01',
    undefined,
    { state: 'review', confidence: 0.66 },
  ],
  ['entity', 'Mara Widmer', 'people', undefined, undefined, { sources: 44 }],
  ['episode', 'You wanted flights to Lisbon with one stop at most; three were found.', 'travel', '2026-04-20'],
  ['fact', 'You saw “Stiller” at the Schauspielhaus with Mara and Jonas.', 'culture', '2026-03-14'],
  [
    'fact',
    'You subscribe to the newsletter of the Alpine Club.',
    'sports',
    '2024-08-19',
    undefined,
    { tier: 'public', strength: 0.6 },
  ],
];

const people: [name: string, kind: string, mentions: number][] = [
  ['Mara Widmer', 'person', 44],
  ['Velowerk', 'organization', 31],
  ['Zurich', 'place', 28],
  ['Lisbon', 'place', 12],
  ['Spotify', 'organization', 11],
  ['Jonas Keller', 'person', 9],
  ['Basel', 'place', 7],
  ['Elena Rossi', 'person', 5],
  ['Hauser & Söhne', 'organization', 4],
  ['Porto', 'place', 3],
];

const evidence: RecordLine[] = [
  {
    id: 'R0',
    source: 'email',
    time: '2026-05-02T09:00:00Z',
    headline: 'Your booking is confirmed',
    detail: 'noreply@tap.example',
    sample: false,
  },
  {
    id: 'R1',
    source: 'email',
    time: '2026-05-12T09:00:00Z',
    headline: 'Check in now',
    detail: 'noreply@tap.example',
    sample: false,
  },
  {
    id: 'R2',
    source: 'transaction',
    time: '2026-05-03T09:00:00Z',
    headline: 'TAP AIR PORTUGAL',
    detail: '-214.00 CHF',
    sample: false,
  },
];

const audit: AuditLine[] = [
  {
    at: '2026-11-03T09:12:00Z',
    agent: 'Travel agent',
    action: 'read',
    namespace: 'memory.semantic',
    tier: 'private',
    granted: false,
    reason: 'private is for nobody but you',
  },
  {
    at: '2026-11-02T18:40:00Z',
    agent: 'Travel agent',
    action: 'search',
    namespace: 'memory.relationships',
    tier: 'sensitive',
    granted: true,
    reason: 'to find flights that fit your meetings',
  },
];

const spaces: Record<MemoryKind, string> = {
  fact: 'memory.semantic',
  episode: 'memory.episodes',
  rule: 'memory.procedural',
  entity: 'memory.entities',
  relationship: 'memory.relationships',
};

const at = (day: string) => `${day}T09:00:00Z`;

function told([kind, text, context, from, to, more]: Told, n: number): MemoryLine {
  const known = from && from < '2026-11-01' ? from : `2026-1${n % 2}-${String(1 + (n % 20)).padStart(2, '0')}`;
  return {
    id: `M${n}`,
    kind,
    namespace: spaces[kind],
    text,
    context,
    ...(from ? { from: at(from) } : {}),
    ...(to ? { to: at(to) } : {}),
    known: at(known),
    strength: 3,
    confidence: 0.93,
    tier: 'sensitive',
    sources: 1,
    state: 'kept',
    conflict: false,
    sample: false,
    ...more,
  };
}

const matches = (line: MemoryLine, query: string, filter: MemoryFilter) => {
  const words = query.toLowerCase().split(/\s+/);
  const about = entities[Number(filter.about?.slice(1))]?.name.split(' ')[0] ?? '';
  return (
    words.every(word => line.text.toLowerCase().includes(word)) &&
    (filter.state ? line.state === filter.state : line.state === 'kept' || line.state === 'ended') &&
    (filter.kinds?.includes(line.kind) ?? true) &&
    (filter.contexts?.includes(line.context) ?? true) &&
    (filter.tiers?.includes(line.tier) ?? true) &&
    (filter.asOf === undefined || line.known <= filter.asOf) &&
    line.text.includes(about)
  );
};

const entities: EntityLine[] = people.map(([name, kind, mentions], n) => ({ id: `E${n}`, name, kind, mentions }));

/** Better results come a moment after the first: here, the same in the other order. */
function refiner(emit: (event: CoreEvent) => void): (query: string) => 'first' | 'better' {
  const known = new Set<string>();
  return query => {
    if (query === '' || known.has(query)) return 'better';
    known.add(query);
    setTimeout(() => emit({ type: 'refined' }), 1500);
    return 'first';
  };
}

export function memories(emit: (event: CoreEvent) => void): Memories {
  let lines = life.map(told).sort((a, b) => (b.from ?? b.known).localeCompare(a.from ?? a.known));
  const find = (id: string) => {
    const line = lines.find(one => one.id === id);
    if (!line)
      throw { code: 'memory-unknown', message: 'This memory is not here any more.', next: 'Search for another.' };
    return line;
  };
  const set = async (id: string, change: Partial<MemoryLine>): Promise<MemoryLine> => {
    const line = { ...find(id), ...change };
    lines = lines.map(one => (one.id === id ? line : one));
    emit({ type: 'memory' });
    return line;
  };
  const add = async (text: string, context = '', tier: Tier = 'sensitive', from?: string) => {
    const line = { ...told(['fact', text, context], lines.length + 100), sources: 0, tier, ...(from ? { from } : {}) };
    lines = [line, ...lines];
    emit({ type: 'memory' });
    return line;
  };
  const take = (id: string) => {
    lines = lines.filter(one => one.id !== id);
    emit({ type: 'memory' });
  };
  return {
    ...asking(() => lines, find, refiner(emit)),
    remember: add,
    editMemory: (id, { from, to, ...rest }) => set(id, { ...rest, ...(from ? { from } : {}), ...(to ? { to } : {}) }),
    correctMemory: async (id, text, from) => {
      const old = await set(id, { state: 'ended', to: from ?? at('2026-11-21') });
      return add(text, old.context, old.tier, from);
    },
    mergeMemories: async (keep, other) => {
      const sources = find(keep).sources + find(other).sources;
      take(other);
      return set(keep, { sources });
    },
    forgetMemory: async id => {
      take(id);
      const removed = { facts: 1, vectors: 1, postings: 6, mentions: 2, snapshots: 1 };
      return { id: 'F-7Q2M', at: at('2026-11-21'), removed };
    },
    acceptMemory: id => set(id, { state: 'kept' }),
    archiveMemory: async id => void (await set(id, { state: 'archived' })),
    restoreMemory: async id => void (await set(id, { state: 'kept' })),
    exportMemories: async () => new Blob(lines.map(line => `${JSON.stringify(line)}\n`)),
    importMemories: async () => ({ added: 3, known: lines.length, skipped: 0, reasons: [] }),
    reflect: async () => ({ done: true, merged: 1, archived: 2, proposed: 0 }),
  };
}

type Asking = Pick<Memories, 'memories' | 'memory' | 'memoryOverview' | 'memoryAudit'>;

function asking(all: () => MemoryLine[], find: (id: string) => MemoryLine, refine: ReturnType<typeof refiner>): Asking {
  const total = (state: MemoryLine['state']) => all().filter(line => line.state === state).length;
  const tally = (name: 'kind' | 'context' | 'namespace') => {
    const shown = all().filter(line => matches(line, '', {}));
    return Object.entries(Object.groupBy(shown, line => line[name])).map(
      ([key, some]) => [key, some?.length ?? 0] as const,
    );
  };
  return {
    memories: async (query, filter, offset, limit) => {
      const found = all().filter(line => matches(line, query, filter));
      const first = refine(query) === 'first';
      if (!first && query !== '') found.reverse();
      return { total: found.length, items: found.slice(offset, offset + limit), refining: first };
    },
    memory: async id => viewOf(find(id), all()),
    memoryOverview: async () => ({
      total: total('kept') + total('ended'),
      kinds: { fact: 0, episode: 0, rule: 0, entity: 0, relationship: 0, ...Object.fromEntries(tally('kind')) },
      contexts: tally('context').map(([name, count]) => ({ name, count })),
      review: total('review'),
      conflicts: 1,
      archived: total('archived'),
      namespaces: tally('namespace').map(([name, count]) => ({ name, count, limit: 10_000 })),
      entities,
    }),
    memoryAudit: async () => ({ total: audit.length, items: audit }),
  };
}

function viewOf(line: MemoryLine, all: MemoryLine[]): MemoryView {
  return {
    line,
    subject: 'you',
    relation: 'likes',
    object: '',
    extractor: line.sources > 0 ? 'receipts@1' : 'you',
    evidence: evidence.slice(0, line.sources),
    history: line.sources > 10 ? [{ ...line, text: `${line.text.slice(0, -1)}, it seems.` }] : [],
    conflicts: line.conflict ? all.filter(other => other.conflict && other.id !== line.id) : [],
    about: [{ id: 'E0', name: 'Mara Widmer', kind: 'person' }],
    used: line.sources > 2 ? [{ by: 'Travel agent', at: at('2026-10-04') }] : [],
  };
}
