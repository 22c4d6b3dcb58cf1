/** The files on their way in: one after the other, each with what became of it. */

import type { CoreError, CsvMapping, Examination, Summary } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { asProblem } from '../../shared/problem.ts';
import { core } from '../core.ts';
import { keepWhatCame } from '../ui/storage.ts';

export interface Entry {
  id: number;
  file: File;
  /** `columns`: waits until the person has said what the columns are. */
  step: 'waiting' | 'reading' | 'columns' | 'done' | 'failed';
  examination?: Examination;
  summary?: Summary;
  error?: CoreError;
}

export const queue = signal<Entry[]>([]);
/** The entry whose columns are being asked for. */
export const asking = signal<number | undefined>(undefined);

let lastId = 0;
let running = false;

export function enqueue(files: Iterable<File>): void {
  const entries = Array.from(files, (file): Entry => ({ id: ++lastId, file, step: 'waiting' }));
  queue.value = [...queue.value, ...entries];
  void run();
}

/** Takes out what is finished. */
export function clearFinished(): void {
  queue.value = queue.value.filter(entry => entry.step === 'waiting' || entry.step === 'reading');
}

/** Takes out everything, for when the vault is erased. */
export function forget(): void {
  queue.value = [];
  asking.value = undefined;
  mappings.clear();
}

/** Stops the file that is being read, and forgets the ones that wait. What is in, stays. */
export async function cancel(): Promise<void> {
  queue.value = queue.value.filter(entry => entry.step !== 'waiting');
  await core.cancelImport();
}

/** The person has said what the columns are; what was read with other columns goes first. */
export async function useColumns(id: number, mapping: CsvMapping): Promise<void> {
  asking.value = undefined;
  const before = queue.value.find(entry => entry.id === id)?.summary;
  if (before) await core.eraseImport(before.import);
  set(id, { step: 'waiting' });
  mappings.set(id, mapping);
  await run();
}

const mappings = new Map<number, CsvMapping>();

async function run(): Promise<void> {
  if (running) return;
  running = true;
  for (let next = waiting(); next; next = waiting()) await take(next);
  running = false;
}

function waiting(): Entry | undefined {
  return queue.value.find(entry => entry.step === 'waiting');
}

async function take({ id, file }: Entry): Promise<void> {
  set(id, { step: 'reading' });
  const mapping = mappings.get(id);
  mappings.delete(id);
  try {
    const examination = await core.examine(file);
    set(id, { examination });
    if (!mapping && unclear(examination)) {
      set(id, { step: 'columns' });
      asking.value ??= id;
      return;
    }
    const summary = await core.importFile(file, mapping ?? examination.remembered);
    set(id, { step: 'done', summary });
    if (summary.imported > 0) void keepWhatCame();
  } catch (thrown) {
    set(id, { step: 'failed', error: asProblem(thrown) });
  }
}

/** The core has no columns for this file, or says that a person should be asked. */
function unclear({ csv, remembered }: Examination): boolean {
  return csv !== undefined && remembered === undefined && (csv.guess === undefined || csv.dateAmbiguous);
}

function set(id: number, change: Partial<Entry>): void {
  queue.value = queue.value.map(entry => (entry.id === id ? { ...entry, ...change } : entry));
}
