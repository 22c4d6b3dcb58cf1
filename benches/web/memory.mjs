/**
 * Search over 100,000 memories in Chromium, ours (words, vectors, all of docs/search.md) and everybody else's (words) in one page
 * and one run (`memory/page.js`): `memory.search.p50`, `memory.search.p95`, `memory.index.bytes`,
 * `memory.index.load`, `memory.vector.recall10`.
 */

import { copyFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { against, figure, percentile } from './measure.mjs';
import { inPage } from './page.mjs';

const count = 100_000;
const questions = 200;
const rounds = 3;

const model = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ownyou', 'models', 'potion-base-8m.bin');

export async function figures() {
  const { all } = await inPage('memory', { count, questions, rounds }, folder =>
    copyFile(model, join(folder, 'potion-base-8m.bin')),
  );
  const list = [];
  for (const share of [50, 95]) {
    const step = `memory.search.p${share}`;
    const [own, ...peers] = all.times.map(({ id, name, samples }) => ({
      id: id === 'ownyou' ? step : `peer.${id}.${step}`,
      value: Number(percentile(samples, share).toPrecision(4)),
      unit: 'ms',
      n: samples.length,
      ...(id === 'ownyou' ? {} : { name }),
    }));
    list.push(against(own, peers), ...peers);
  }
  const mean = all.recall.reduce((sum, one) => sum + one, 0) / all.recall.length;
  return [
    ...list,
    figure('memory.index.bytes', 'bytes', [all.bytes]),
    figure('memory.index.load', 'ms', [all.reloaded]),
    { id: 'memory.vector.recall10', value: Number(mean.toFixed(4)), unit: 'share', n: all.recall.length },
  ];
}
