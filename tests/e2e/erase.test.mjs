/** Erasing: a record, an import, a kind, everything. After everything, the origin holds nothing at all. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { choose, confirm, counts, createVault, goTo, heading, outcome, recordsAre, sampleFile } from './person.mjs';

let server;
let browser;
let page;
let total = 0;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url, { keepUnlocked: true });
  const names = ['mail.mbox', 'bank.csv', 'calendar.ics'];
  await choose(page, names.map(sampleFile));
  for (const name of names) total += counts(await outcome(page, name)).imported;
});

test('one record, one import, one kind: each says how many went', async () => {
  await recordsAre(page, total);
  await page
    .getByRole('region', { name: 'Records', exact: true })
    .getByRole('button', { name: /^Erase / })
    .first()
    .click();
  await confirm(page, 'Erase');
  await page.getByText('1 record erased.').waitFor();
  await recordsAre(page, total - 1);

  await page.getByRole('button', { name: 'Erase import calendar.ics' }).click();
  const action = page.getByRole('dialog').getByRole('button', { name: /^Erase \d+ records?$/ });
  const events = Number((await action.innerText()).replace(/\D/g, ''));
  await action.click();
  await recordsAre(page, total - 1 - events);

  await page.getByRole('button', { name: 'Erase Bank', exact: true }).click();
  await confirm(page, /^Erase \d+ records$/);
  await page.getByRole('button', { name: 'Erase Bank', exact: true }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: 'Erase Mail', exact: true }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Erase Bank', exact: true }).count(), 0);
});

test('everything: nothing is left on the origin', async () => {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Erase everything…' }).click();
  const dialog = page.getByRole('dialog');
  assert.ok(await dialog.getByRole('button', { name: 'Erase everything' }).isDisabled());
  await dialog.getByRole('textbox').fill('erase');
  await confirm(page, 'Erase everything');
  await heading(page, 'See what your own data says about you').waitFor();
  await page.getByText(/Everything is erased: \d+ records/).waitFor();
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(one => one.name),
    caches: await caches.keys(),
    files: await navigator.storage.getDirectory().then(root => Array.fromAsync(root.keys())),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
  }));
  assert.deepEqual(left, { databases: [], caches: [], files: [], local: [], session: [], workers: 0, cookies: '' });
  assert.deepEqual(browser.complaints(), []);
});
