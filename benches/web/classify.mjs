/**
 * Ten thousand records classified in Chromium by the core's classifier, on one thread: `classify.10k`. They are our labelled
 * ones in turn; the tables are read before, parsing JSON is not counted.
 */

import { readFile } from 'node:fs/promises';
import { startBrowser } from '../../tests/e2e/harness.mjs';
import { serveGenerated } from './generated.mjs';
import { figure } from './measure.mjs';

const count = 10_000;
const times = 7;
/** In the page: milliseconds of each time, the first of which fills the caches. */
async function classify({ lines, times }) {
  const { default: start, Records } = await import('/suite.js');
  await start({ module_or_path: '/suite_bg.wasm' });
  const tables = async name => new Uint8Array(await (await fetch(`/${name}.tables`)).arrayBuffer());
  const records = await Records.read(await tables('core'), () => tables('classifier'), lines);
  const samples = [];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    if (records.classify() === 0) throw new Error('nothing was said');
    samples.push(performance.now() - begun);
  }
  return samples;
}

export async function figures() {
  const labelled = (await readFile(new URL('../../tests/data/profile.jsonl', import.meta.url), 'utf8'))
    .trimEnd()
    .split('\n');
  const lines = Array.from({ length: count }, (_none, at) => labelled[at % labelled.length]).join('\n');
  const server = await serveGenerated();
  try {
    const browser = await startBrowser();
    await browser.page.goto(server.url);
    const samples = await browser.page.evaluate(classify, { lines, times });
    await browser.close();
    return [figure('classify.10k', 'ms', samples)];
  } finally {
    server.close();
  }
}
