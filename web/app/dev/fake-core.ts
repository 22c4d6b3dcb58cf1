/** A core in memory, for drawing screens and for tests. It decides nothing right: only the shapes are the real ones. */

import type {
  Core,
  CoreEvent,
  ImportInfo,
  RecordLine,
  SegmentView,
  Source,
  State,
} from '../../../wasm-pkg/core-api.ts';
import { background } from './fake-background.ts';
import { ikigai } from './fake-ikigai.ts';
import { keys } from './fake-keys.ts';
import { memories } from './fake-memory.ts';
import { missions } from './fake-missions.ts';
import { models } from './fake-models.ts';
import { reading } from './fake-reading.ts';
import { wallet } from './fake-wallet.ts';

export type * from '../../../wasm-pkg/core-api.ts';

const tree: [id: string, parent: string | undefined, name: string, records: number, confidence: number][] = [
  ['1', undefined, 'Demographic', 61, 0.82],
  ['2', '1', 'Household Data', 34, 0.74],
  ['3', '2', 'Home Ownership', 12, 0.66],
  ['4', '1', 'Personal Finance', 21, 0.71],
  ['5', '1', 'Education & Occupation', 6, 0.41],
  ['10', undefined, 'Interest', 402, 0.97],
  ['11', '10', 'Sports', 96, 0.93],
  ['12', '11', 'Cycling', 52, 0.95],
  ['13', '11', 'Climbing', 31, 0.81],
  ['14', '11', 'Running and Jogging', 13, 0.6],
  ['15', '10', 'Food & Drink', 88, 0.9],
  ['16', '15', 'Cooking', 60, 0.88],
  ['17', '10', 'Travel', 70, 0.87],
  ['18', '10', 'Technology & Computing', 54, 0.72],
  ['19', '10', 'Music and Audio', 40, 0.68],
  ['20', '10', 'Pets', 22, 0.91],
  ['21', '10', 'Books and Literature', 18, 0.52],
  ['22', '10', 'Home & Garden', 9, 0.38],
  ['23', '10', 'Fine Art', 5, 0.3],
  ['30', undefined, 'Purchase Intent*', 170, 0.88],
  ['31', '30', 'Consumer Packaged Goods', 80, 0.83],
  ['32', '31', 'Pet Food and Treats', 30, 0.9],
  ['33', '30', 'Travel and Tourism', 44, 0.79],
  ['34', '30', 'Sporting Goods', 28, 0.77],
  ['35', '30', 'Consumer Electronics', 18, 0.44],
];

const sources: Source[] = ['email', 'transaction', 'calendar', 'history'];

function line(at: number): RecordLine {
  const source = sources[at % sources.length] ?? 'email';
  return {
    id: `R${at}`,
    source,
    time: new Date(Date.UTC(2026, 0, 1 + (at % 180), 9)).toISOString(),
    headline:
      [
        'Your order has shipped: brake pads',
        'VELOWERK ZURICH 4410',
        'Sunday ride with Mara',
        'Gravel routes in the Jura',
      ][at % 4] ?? '',
    detail: ['orders@velowerk.example', '-84.50 CHF', 'Bahnhof, 2 people', 'velowerk.example'][at % 4] ?? '',
    sample: true,
  };
}

interface Fake {
  state: State;
  words: string[];
  passphrase: string;
  imports: ImportInfo[];
  refused: Set<string>;
  total: number;
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** The same doors as the real one's. */
export async function loadCore(): Promise<Uint8Array> {
  return new Uint8Array();
}

export async function openCore(emit: (event: CoreEvent) => void): Promise<Core> {
  const fake: Fake = {
    state: { vault: 'none', wraps: [] },
    words: [],
    passphrase: '',
    imports: [],
    refused: new Set(),
    total: 0,
  };
  const set = (state: State) => {
    fake.state = state;
    emit({ type: 'state', state });
    return state;
  };
  const looking = evidence(fake, emit);
  return {
    ...vault(fake, set),
    ...looking,
    ...ikigai(() => fake.total > 0, looking.evidence),
    ...teaching(emit),
    ...erasing(fake, set, emit),
    ...wallet(() => fake.state, emit),
    ...memories(emit),
    ...missions(emit),
    ...reading(emit),
    ...background(),
    ...keys(() => fake.state, set),
    ...models(emit),
  };
}

type Part<K extends keyof Core> = Pick<Core, K>;
type SetState = (state: State) => State;

function vault(
  fake: Fake,
  set: SetState,
): Part<
  | 'state'
  | 'trySaving'
  | 'newWords'
  | 'create'
  | 'unlock'
  | 'unlockWithWords'
  | 'unlockWithDevice'
  | 'lock'
  | 'keepUnlocked'
> {
  const open = (): State => ({ ...fake.state, vault: 'open' });
  return {
    state: async () => fake.state,
    trySaving: async () => {},
    newWords: async () => {
      fake.words = Array.from(
        { length: 24 },
        (_none, at) => ['river', 'copper', 'lantern', 'orbit', 'maple', 'quiet'][at % 6] ?? '',
      );
      return { words: fake.words, ask: [3, 11, 20] };
    },
    create: async (passphrase, answers, keepUnlocked) => {
      await wait(300);
      if (answers.some((answer, at) => answer !== fake.words[[2, 10, 19][at] ?? 0]))
        throw { code: 'wrong-words', message: 'These are not the words.', next: 'Look at your paper.' };
      fake.passphrase = passphrase;
      return set({ vault: 'open', wraps: keepUnlocked ? ['passphrase', 'words', 'device'] : ['passphrase', 'words'] });
    },
    unlock: async passphrase => {
      if (passphrase !== fake.passphrase)
        throw {
          code: 'wrong-passphrase',
          message: 'That is not the passphrase.',
          next: 'Nothing is lost. Try again, or use your 24 words.',
        };
      return set(open());
    },
    unlockWithWords: async () => set(open()),
    unlockWithDevice: async () => set(open()),
    lock: async () => set({ ...fake.state, vault: 'locked' }),
    keepUnlocked: async on =>
      set({ ...fake.state, wraps: on ? ['passphrase', 'words', 'device'] : ['passphrase', 'words'] }),
  };
}

function evidence(
  fake: Fake,
  emit: (event: CoreEvent) => void,
): Part<
  | 'examine'
  | 'importFile'
  | 'importSample'
  | 'removeSample'
  | 'cancelImport'
  | 'overview'
  | 'profile'
  | 'evidence'
  | 'records'
  | 'record'
  | 'notMe'
  | 'undoNotMe'
> {
  const page = (all: number, limit: number, why: boolean) => ({
    refining: false,
    total: all,
    items: Array.from({ length: Math.min(all, limit) }, (_none, at) =>
      why ? { ...line(at), why: 'the merchant “velowerk” sells bicycle parts', confidence: 0.9 } : line(at),
    ),
  });
  const importFile: Core['importFile'] = async file => {
    for (let part = 0; part <= 10; part++) {
      emit({
        type: 'import',
        file: file.name,
        bytes: part,
        total: 10,
        imported: part * 4,
        duplicate: part,
        skipped: 0,
      });
      await wait(40);
    }
    const counts = { duplicate: 10, skipped: 2 };
    const id = fake.imports.length + 1;
    fake.total += 40;
    fake.imports.unshift({
      id,
      file: file.name,
      format: 'csv',
      at: '2026-11-20T10:00:00Z',
      sample: true,
      complete: true,
      records: 40,
      ...counts,
    });
    emit({ type: 'changed' });
    const reasons = [
      { code: 'amount', text: 'The amount is not a number.', count: 2, examples: ['line 7', 'line 31'] },
    ];
    return { import: id, file: file.name, format: 'csv', imported: 40, cancelled: false, ...counts, reasons };
  };
  return {
    examine: async file => {
      if (!file.name.endsWith('.csv')) return { format: 'mbox' };
      const columns = ['Buchungstag', 'Text', 'Betrag', 'Saldo'];
      const sample = [
        ['31.01.2026', 'VELOWERK ZURICH', '-84,50', '1.203,10'],
        ['30.01.2026', 'COOP 2231', '-31,05', '1.287,60'],
      ];
      const csv = {
        encoding: 'utf-8',
        delimiter: ';',
        headerLines: 1,
        columns,
        sample,
        fingerprint: 'f',
        dateAmbiguous: false,
      };
      return { format: 'csv', csv };
    },
    importFile,
    importSample: files => Promise.all(files.map(file => importFile(file))),
    removeSample: async () => {
      const gone = fake.total;
      fake.total = 0;
      fake.imports = [];
      emit({ type: 'changed' });
      return gone;
    },
    cancelImport: async () => {},
    overview: async () => ({
      total: fake.total,
      sources: sources
        .map(source => ({
          source,
          records: fake.total / 4,
          first: '2026-01-03T09:00:00Z',
          last: '2026-06-28T09:00:00Z',
        }))
        .filter(total => total.records > 0),
      imports: fake.imports,
      sample: fake.total > 0,
      damaged: 0,
    }),
    profile: async () => {
      const segments =
        fake.total === 0
          ? []
          : tree.map(view).filter(({ id, parent }) => !fake.refused.has(id) && !fake.refused.has(parent ?? ''));
      return {
        segments,
        refused: [...fake.refused].map(id => ({ id, path: pathOf(id) })),
        withheld: [],
        lessons: [],
        records: fake.total,
        sample: fake.total > 0,
        unclassified: 12,
      };
    },
    evidence: async (segment, _offset, limit) => page(tree.find(([id]) => id === segment)?.[3] ?? 0, limit, true),
    records: async (_source, _query, _offset, limit) => page(fake.total, limit, false),
    record: async id => ({
      ...line(Number(id.slice(1))),
      id,
      subject: 'Your order has shipped',
      body: 'Hello,\n\n<script>alert(1)</script>\nit is on its way.',
    }),
    notMe: async segment => {
      fake.refused.add(segment);
      emit({ type: 'changed' });
    },
    undoNotMe: async segment => {
      fake.refused.delete(segment);
      emit({ type: 'changed' });
    },
  };
}

function teaching(
  emit: (event: CoreEvent) => void,
): Part<'confirm' | 'undoConfirm' | 'teachVoice' | 'profileHistory' | 'openrtb'> {
  const changed = async () => emit({ type: 'changed' });
  return {
    confirm: changed,
    undoConfirm: changed,
    teachVoice: changed,
    profileHistory: async () =>
      tree.slice(0, 3).map(([id, _parent, _name, _records, confidence]) => ({
        at: '2026-06-28T09:00:00Z',
        id,
        path: pathOf(id),
        change: 'came',
        because: 'import',
        confidence,
      })),
    openrtb: async () => ({ user: { data: [{ name: 'ownyou', ext: { segtax: 4 }, segment: [{ id: '719' }] }] } }),
  };
}

function erasing(
  fake: Fake,
  set: SetState,
  emit: (event: CoreEvent) => void,
): Part<'eraseRecord' | 'eraseImport' | 'eraseSource' | 'eraseEverything' | 'eraseUnopened'> {
  const drop = async (count: number) => {
    fake.total -= count;
    emit({ type: 'changed' });
    return count;
  };
  return {
    eraseRecord: () => drop(1),
    eraseImport: () => drop(40),
    eraseSource: () => drop(fake.total / 4),
    eraseEverything: async () => {
      const gone = fake.total;
      set({ vault: 'none', wraps: [] });
      return drop(gone);
    },
    eraseUnopened: async () => {
      await set({ vault: 'none', wraps: [] });
    },
  };
}

function pathOf(id: string): string[] {
  const node = tree.find(([own]) => own === id);
  return node ? [...(node[1] ? pathOf(node[1]) : []), node[2]] : [];
}

function view([id, parent, name, records, confidence]: (typeof tree)[number]): SegmentView {
  const path = pathOf(id);
  return {
    id,
    name,
    path,
    tier: path.length,
    ...(parent ? { parent } : {}),
    confidence,
    records,
    sources: ['email'],
    direct: true,
    confirmed: false,
    against: 0,
  };
}
