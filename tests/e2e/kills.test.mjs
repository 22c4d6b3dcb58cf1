/** Twenty tabs, each killed at some moment of an import: what was told as new is there each time, and nothing half. */

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { stage, startBrowser, startServer } from './harness.mjs';
import { mailbox } from './mailbox.mjs';
import { choose, counts, createVault, goTo, heading, outcome, records, recordsAre } from './person.mjs';

const kills = 20;
/** Records of each mailbox. */
const size = 3_000;

let server;
let browser;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  await createVault(browser.page, server.url, { keepUnlocked: true });
});

/** A tab at the data; the one before is dead, so it owns the vault. */
async function openTab() {
  const page = await browser.context.newPage();
  await page.goto(`${server.url}/#/data`);
  await heading(page, 'Data').waitFor();
  return page;
}

/** Imports until the tab is killed, at some moment of it; the last number of new records that the person was told. */
async function importUntilKilled(page, file) {
  let told = 0;
  await page.exposeBinding('tell', (_source, number) => {
    told = number;
  });
  await page.evaluate(() => {
    const look = () => {
      const text = document.querySelector('.reading')?.textContent.match(/([\d.,]+) new/)?.[1];
      if (text) window.tell(Number(text.replace(/\D/g, '')));
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await choose(page, file);
  const crashed = page.waitForEvent('crash');
  const cdp = await page.context().newCDPSession(page);
  // The one wait for nothing that can be seen: a kill comes when it comes.
  const moment = randomInt(0, 700);
  await setTimeout(moment);
  // A crashed page never answers.
  cdp.send('Page.crash').catch(() => {});
  await crashed;
  return { told, moment };
}

test(`${kills} kills`, async t => {
  let page = browser.page;
  // Where nothing is, no number is shown.
  let total = 1;
  await goTo(page, 'Data');
  await choose(page, mailbox(total, 'first'));
  await recordsAre(page, total);
  const seen = { none: 0, part: 0, whole: 0 };
  for (let kill = 0; kill < kills; kill++) {
    const file = mailbox(size, `kill-${kill}`);
    const { told, moment } = await importUntilKilled(page, file);
    page = await openTab();
    const there = (await records(page)) - total;
    t.diagnostic(`killed ${moment} ms in: ${told} told, ${there} there`);
    assert.ok(there >= told && there <= size, `${there} of ${told} told`);
    seen[there === 0 ? 'none' : there < size ? 'part' : 'whole']++;
    // Each that is there is whole: the same file again knows it, and brings the others.
    await choose(page, file);
    const again = counts(await outcome(page, file.name));
    assert.deepEqual([again.known, again.imported, again.skipped], [there, size - there, 0]);
    total += size;
    await recordsAre(page, total);
  }
  t.diagnostic(JSON.stringify(seen));
  assert.ok(seen.part > 0, 'some kill fell into the middle of an import');
  browser.complaints();
});
