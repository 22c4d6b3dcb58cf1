/** Two tabs, one vault: both show the same, and when the owner goes the other takes over. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser, startServer } from './harness.mjs';
import { choose, counts, createVault, goTo, outcome, records, sampleFile } from './person.mjs';

let server;
let browser;
let first;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
  first = browser.page;
  await createVault(first, server.url, { keepUnlocked: true });
});
after(async () => {
  await browser?.close();
  await server?.remove();
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
  assert.equal(await records(first), imported);

  await first.close();
  await goTo(second, 'Settings');
  await goTo(second, 'Data');
  await second.getByRole('button', { name: 'Erase Bank', exact: true }).waitFor();
  await choose(second, sampleFile('calendar.ics'));
  assert.ok(counts(await outcome(second, 'calendar.ics')).imported >= 50);
});
