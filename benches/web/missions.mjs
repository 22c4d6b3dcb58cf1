/**
 * What is due, run in Chromium over some 15,000 records by the core that the app ships, in a page of its own:
 * `missions.due.none`, where nothing is; `missions.daily.first`, the daily run that is the first of a session, which reads
 * every record; `missions.daily`, the next. The records are the sample life's mails and payments of several years, and visits.
 */

import { readFile } from 'node:fs/promises';
import { startBrowser } from '../../tests/e2e/harness.mjs';
import { serveGenerated } from './generated.mjs';
import { figure } from './measure.mjs';

const sample = new URL('../../tests/data/sample/', import.meta.url);

const opens = 5;
/** Mailboxes and statements: as many files of the sample life, each of another year, or with other Message-IDs. */
const mailboxes = 27;
const statements = 16;
const visits = 4100;

async function life() {
  const [mail, bank] = await Promise.all(
    ['mail.mbox', 'bank.csv'].map(name => readFile(new URL(name, sample), 'latin1')),
  );
  const ofYear = (text, year) => text.replaceAll('2026', String(year));
  const history = Array.from({ length: visits }, (_none, at) => ({
    title: `Page ${at}`,
    url: `https://site${at % 200}.example.com/${at}`,
    time_usec: (1_640_000_000 + at * 3600) * 1e6,
  }));
  return [
    ...Array.from({ length: mailboxes }, (_none, at) => ({
      name: 'mail.mbox',
      text: ofYear(mail, 2026 - Math.floor(at / 3)).replaceAll('Message-ID: <', `Message-ID: <${at}.`),
    })),
    ...Array.from({ length: statements }, (_none, at) => ({ name: 'bank.csv', text: ofYear(bank, 2026 - at) })),
    { name: 'BrowserHistory.json', text: JSON.stringify({ 'Browser History': history }) },
  ];
}

/** In the page: brings all of it into a new vault, and says how many records that is. */
async function fill(files) {
  const core = await newVault();
  let records = 0;
  for (const { name, text } of files) {
    const bytes = Uint8Array.from(text, letter => letter.charCodeAt(0));
    records += (await core.importFile(new File([bytes], name))).imported;
  }
  while ((await core.runDue('tick')).busy) await new Promise(resolve => setTimeout(resolve, 100));
  return records;
}

/** In a fresh page, whose clock stands `days` ahead after opening: milliseconds of a run where nothing is due, and of two daily ones. */
async function run(days) {
  const openCore = await startCore();
  const RealDate = Date;
  const day = 24 * 3600 * 1000;
  let ahead = days * day;
  // The core's clock is a new Date.
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length > 0 ? given : [RealDate.now() + ahead]));
    }
  };
  const core = await openCore();
  const looked = async expected => {
    const begun = performance.now();
    const { looked, busy } = await core.runDue('tick');
    const took = performance.now() - begun;
    if (busy || looked.length > 0 !== expected) throw new Error(`busy: ${busy}, looked: ${looked}`);
    return took;
  };
  const none = await looked(false);
  ahead += day;
  const first = await looked(true);
  ahead += day;
  return { none, first, next: await looked(true) };
}

export async function figures() {
  const server = await serveGenerated();
  try {
    const browser = await startBrowser();
    browser.context.setDefaultTimeout(0);
    await browser.page.goto(server.url);
    const records = await browser.page.evaluate(fill, await life());
    const samples = [];
    for (let open = 0; open < opens; open++) {
      await browser.page.reload();
      samples.push(await browser.page.evaluate(run, open * 2));
    }
    await browser.close();
    const of = (id, step) => ({
      ...figure(
        id,
        'ms',
        samples.map(sample => sample[step]),
      ),
      records,
    });
    return [of('missions.due.none', 'none'), of('missions.daily.first', 'first'), of('missions.daily', 'next')];
  } finally {
    server.close();
  }
}
