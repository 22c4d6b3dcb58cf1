/** Two tabs, one vault: both show the same, and when the owner goes the other takes over. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { choose, counts, createVault, goTo, outcome, recordsAre, sampleFile } from './person.mjs';

let server;
let browser;
let first;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  first = browser.page;
  await createVault(first, server.url, { keepUnlocked: true });
});

test('what one tab imports the other shows; closing the owner loses nothing', async () => {
  const second = await browser.context.newPage();
  await second.goto(`${server.url}/#/data`);
  await second.getByRole('heading', { name: 'Data', level: 1 }).waitFor();
  // The second tab does not own the vault, and imports all the same.
  await choose(second, sampleFile('bank.csv'));
  const { imported } = counts(await outcome(second, 'bank.csv'));
  assert.ok(imported > 200);
  await first.getByRole('button', { name: 'Erase Bank', exact: true }).waitFor();
  await recordsAre(first, imported);

  await first.close();
  await goTo(second, 'Settings');
  await goTo(second, 'Data');
  await second.getByRole('button', { name: 'Erase Bank', exact: true }).waitFor();
  await choose(second, sampleFile('calendar.ics'));
  const more = counts(await outcome(second, 'calendar.ics')).imported;
  assert.ok(more >= 50);
  await recordsAre(second, imported + more);
});
