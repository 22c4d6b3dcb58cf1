/** The queue of files, over the core in memory: order, columns that must be asked for, errors, taking columns back. */

import type { Core, CsvMapping } from '@ownyou/wasm/core-api';
import { beforeEach, expect, test, vi } from 'vitest';

const { core } = vi.hoisted(() => ({ core: {} as Core }));
vi.mock('../src/page/core.ts', () => ({ core }));
/** A browser that keeps what it has anyway. */
vi.stubGlobal('navigator', { storage: { persisted: async () => true } });

const { openCore } = await import('../dev/fake-core.ts');
const { asking, cancel, clearFinished, enqueue, queue, useColumns } = await import('../src/page/data/queue.ts');

const mapping = { date: 0 } as CsvMapping;
const file = (name: string) => new File(['x'], name);
const steps = () => queue.value.map(entry => `${entry.file.name} ${entry.step}`);

beforeEach(async () => {
  Object.assign(core, await openCore(() => {}));
  queue.value = [];
  asking.value = undefined;
});

test('files are read one after the other', async () => {
  enqueue([file('a.mbox'), file('b.mbox')]);
  expect(steps()).toEqual(['a.mbox reading', 'b.mbox waiting']);
  await expect.poll(steps, { timeout: 3000 }).toEqual(['a.mbox done', 'b.mbox done']);
  expect(queue.value.map(entry => entry.summary?.imported)).toEqual([40, 40]);
});

test('columns that nobody knows are asked for, and the next file does not wait', async () => {
  enqueue([file('bank.csv'), file('b.mbox')]);
  await expect.poll(steps, { timeout: 3000 }).toEqual(['bank.csv columns', 'b.mbox done']);
  const id = queue.value[0]?.id ?? 0;
  expect(asking.value).toBe(id);
  const importFile = vi.spyOn(core, 'importFile');
  await useColumns(id, mapping);
  expect(importFile).toHaveBeenCalledWith(expect.objectContaining({ name: 'bank.csv' }), mapping);
  expect(steps()).toEqual(['bank.csv done', 'b.mbox done']);
});

test('dates that read both ways are asked for, unless the columns are remembered', async () => {
  const { csv } = await core.examine(file('bank.csv'));
  if (!csv) throw new Error('the core in memory knows this file');
  const unclear = { format: 'csv' as const, csv: { ...csv, guess: mapping, dateAmbiguous: true } };
  vi.spyOn(core, 'examine')
    .mockResolvedValueOnce(unclear)
    .mockResolvedValueOnce({ ...unclear, remembered: mapping });
  enqueue([file('one.csv'), file('two.csv')]);
  await expect.poll(steps, { timeout: 3000 }).toEqual(['one.csv columns', 'two.csv done']);
});

test('other columns for a file that is in: the first reading is erased before the second', async () => {
  enqueue([file('bank.csv')]);
  await expect.poll(() => asking.value).toBeDefined();
  const id = asking.value ?? 0;
  await useColumns(id, mapping);
  const order: string[] = [];
  vi.spyOn(core, 'eraseImport').mockImplementation(async () => order.push('erase'));
  const importFile = core.importFile;
  vi.spyOn(core, 'importFile').mockImplementation((...args) => {
    order.push('import');
    return importFile(...args);
  });
  await useColumns(id, { ...mapping, date: 1 });
  expect(order).toEqual(['erase', 'import']);
});

test('a file that cannot be read says why, and the rest goes on', async () => {
  const problem = { code: 'not-known', message: 'This is no file we know.', next: 'Choose another.' };
  vi.spyOn(core, 'examine').mockRejectedValueOnce(problem);
  enqueue([file('a.bin'), file('b.mbox')]);
  await expect.poll(steps, { timeout: 3000 }).toEqual(['a.bin failed', 'b.mbox done']);
  expect(queue.value[0]?.error).toEqual(problem);
});

test('cancel forgets what waits and stops what is read', async () => {
  const cancelImport = vi.spyOn(core, 'cancelImport');
  enqueue([file('a.mbox'), file('b.mbox')]);
  await cancel();
  expect(cancelImport).toHaveBeenCalledOnce();
  await expect.poll(steps, { timeout: 3000 }).toEqual(['a.mbox done']);
  clearFinished();
  expect(queue.value).toEqual([]);
});
