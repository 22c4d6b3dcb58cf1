/**
 * The vault in Chromium, by the core that the app ships, in a page of its own: `vault.open.15k`, `vault.open.100k` (a
 * fresh module, from the device's key to the answer of the first search, the module's own start not counted) and
 * `vault.append.p95` (a fact that the person states, until it is confirmed).
 */

import { startBrowser } from '../../tests/e2e/harness.mjs';
import { serveGenerated } from './generated.mjs';
import { figure, percentile } from './measure.mjs';

const sizes = { '15k': 15_000, '100k': 100_000 };
const opens = 7;
const facts = 300;

/** In the page: a vault with so many records, of about 600 bytes each. */
async function fill(count) {
  const core = await newVault();
  const nouns = 'garden bicycle train violin kitchen harbour lantern meadow pepper saddle window puppet'.split(' ');
  const word = n => `${nouns[n % nouns.length]}${n % 977}`;
  const mail = n =>
    `From a@example.com Mon Jun  1 08:00:00 2026\nMessage-ID: <m${n}@example.com>\n` +
    `Date: Mon, 1 Jun 2026 08:${String(n % 60).padStart(2, '0')}:00 +0200\nFrom: Shop ${n % 300} <shop@example.com>\n` +
    `To: me@example.com\nSubject: About the ${word(n)} and the ${word(n * 7 + 3)}\n\n` +
    `${Array.from({ length: 40 }, (_none, at) => word(n * 31 + at * at)).join(' ')}\n\n`;
  for (let from = 0; from < count; from += 10_000) {
    const mails = Array.from({ length: Math.min(10_000, count - from) }, (_none, at) => mail(from + at));
    const { imported } = await core.importFile(new File(mails, `mails-${from}.mbox`));
    if (imported !== mails.length) throw new Error(`${imported} of ${mails.length} came in`);
  }
}

/** In a fresh page: milliseconds to the first answer. */
async function open(expected) {
  const openCore = await startCore();
  const begun = performance.now();
  const core = await openCore();
  const { total } = await core.records(undefined, 'violin293', 0, 20);
  const took = performance.now() - begun;
  if (total === 0) throw new Error('nothing was found');
  const all = (await core.overview()).total;
  if (all !== expected) throw new Error(`${all} records instead of ${expected}`);
  return took;
}

/** In a fresh page: milliseconds of each fact. */
async function append(count) {
  const core = await (await startCore())();
  const samples = [];
  for (let at = 0; at < count; at++) {
    const begun = performance.now();
    await core.remember(`My locker at the ${at}th swimming pool has the number ${at * 7919}`);
    samples.push(performance.now() - begun);
  }
  return samples;
}

export async function figures() {
  const server = await serveGenerated();
  const list = [];
  try {
    for (const [name, count] of Object.entries(sizes)) {
      const browser = await startBrowser();
      browser.context.setDefaultTimeout(0);
      await browser.page.goto(server.url);
      await browser.page.evaluate(fill, count);
      const samples = [];
      for (let run = 0; run < opens; run++) {
        await browser.page.reload();
        samples.push(await browser.page.evaluate(open, count));
      }
      list.push(figure(`vault.open.${name}`, 'ms', samples));
      if (name === '15k') {
        await browser.page.reload();
        const samples = await browser.page.evaluate(append, facts);
        const value = Number(percentile(samples, 95).toPrecision(4));
        list.push({ id: 'vault.append.p95', value, unit: 'ms', n: samples.length });
      }
      await browser.close();
    }
  } finally {
    server.close();
  }
  return list;
}
