/** A backup made in one browser and brought back in another; damaged ones are refused, and nothing is lost by them. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { passphrase, stage, startBrowser, startServer } from './harness.mjs';
import { bringSample, button, choose, createVault, goTo, heading, outcome, recordsAre, sampleFile } from './person.mjs';

let server;
let one;
let other;
let page;
let elsewhere;
let words;
let records;
let backup;
stage(async keep => {
  server = await keep(startServer());
  one = await keep(startBrowser());
  other = await keep(startBrowser());
  page = one.page;
  elsewhere = other.page;
  words = await createVault(page, server.url);
  records = await bringSample(page);
});

const asFile = buffer => ({ name: 'my.ownyou', mimeType: 'application/octet-stream', buffer });

/** Fills in the form of a restore and sends it. */
async function bringBack(where, buffer, secret, action = 'Bring it back') {
  await where.getByLabel('Backup file').setInputFiles(asFile(buffer));
  await where.getByLabel('Passphrase or 24 words', { exact: true }).fill(secret);
  await button(where, action).click();
}

const problem = where => where.getByRole('alert').innerText();

test('where files cannot be chosen for saving, the backup is a download', async () => {
  await page.evaluate(() => {
    window.showSaveFilePicker = undefined;
  });
  await goTo(page, 'Settings');
  await page.getByText('No backup was made in this browser yet.').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Make a backup').click()]);
  assert.match(download.suggestedFilename(), /^ownyou-\d{4}-\d\d-\d\d\.ownyou$/);
  backup = await readFile(await download.path());
  assert.equal(backup.subarray(0, 13).toString(), 'OWNYOU-BACKUP');
  assert.equal(backup.includes('spotify'), false);
  await page.getByText('The last backup is of today.').waitFor();
});

test('where they can, it is written into the file', async () => {
  await page.evaluate(async () => {
    // The browser's dialog cannot be driven; a file of the origin's own is the same kind of handle.
    const folder = await navigator.storage.getDirectory();
    window.showSaveFilePicker = async ({ suggestedName }) => folder.getFileHandle(suggestedName, { create: true });
  });
  await button(page, 'Make a backup').click();
  // While it is written there is a second file beside it, which takes its place at the end: also between being listed
  // and being looked at.
  const [name, bytes] = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    for (;;) {
      const all = await Array.fromAsync(folder.entries());
      // The models have a folder of their own.
      const files = all.filter(([, handle]) => handle.kind === 'file');
      const file = await files[0]?.[1].getFile().catch(() => undefined);
      if (files.length === 1 && file?.size > 0) return [file.name, file.size];
      await new Promise(requestAnimationFrame);
    }
  });
  assert.match(name, /\.ownyou$/);
  // The keyring's random parts and the note of the last backup differ, the data do not.
  assert.ok(Math.abs(bytes - backup.length) < 2_000, `${bytes} and ${backup.length}`);
  await page.evaluate(() => {
    window.showSaveFilePicker = async () => {
      throw new DOMException('The person turned back.', 'AbortError');
    };
  });
  await button(page, 'Make a backup').click();
  await button(page, 'Make a backup').waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
});

test('cut, damaged, another file or the wrong passphrase: refused, with the reason', async () => {
  await elsewhere.goto(server.url);
  await elsewhere.getByRole('link', { name: 'I have a backup file' }).click();
  await heading(elsewhere, 'Bring your backup back').waitFor();
  await bringBack(elsewhere, backup.subarray(0, backup.length - 100), passphrase);
  assert.match(await problem(elsewhere), /cut short/);
  const damaged = Buffer.from(backup);
  damaged[Math.floor(backup.length / 2)] ^= 1;
  await bringBack(elsewhere, damaged, passphrase);
  await elsewhere.getByRole('alert').filter({ hasText: 'damaged' }).waitFor();
  assert.equal(await button(elsewhere, 'Bring back what can be read').count(), 1);
  await bringBack(elsewhere, Buffer.from('a letter'), passphrase);
  await elsewhere.getByRole('alert').filter({ hasText: 'no backup' }).waitFor();
  await bringBack(elsewhere, backup, 'not the passphrase');
  await elsewhere.getByRole('alert').filter({ hasText: 'passphrase' }).waitFor();
  assert.deepEqual(await elsewhere.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
});

test('in another browser everything is back, by the words', async () => {
  await elsewhere.evaluate(() => {
    window.parts = [];
    new BroadcastChannel('ownyou').addEventListener('message', ({ data: { event } }) => {
      if (event?.type === 'backup') window.parts.push(event);
    });
  });
  await bringBack(elsewhere, backup, words.join(' '));
  await elsewhere.getByText(/^Your backup of .* is back\.$/).waitFor();
  // It is read twice, and how far that is was told all the way.
  const parts = await elsewhere.evaluate(() => window.parts);
  assert.equal(parts.at(-1).bytes, 2 * backup.length);
  assert.equal(parts.at(-1).total, 2 * backup.length);
  await goTo(elsewhere, 'Data');
  await recordsAre(elsewhere, records);
  await goTo(elsewhere, 'Settings');
  await elsewhere.getByRole('row', { name: /Records/ }).waitFor();
  await elsewhere.reload();
  await heading(elsewhere, 'Unlock your vault').waitFor();
  await elsewhere.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await button(elsewhere, 'Unlock').click();
  await elsewhere.getByRole('navigation', { name: 'Main' }).waitFor();
  assert.deepEqual(other.complaints(), []);
});

test('over a vault only because the person says so, and a damaged one leaves it as it was', async () => {
  await goTo(elsewhere, 'Data');
  await choose(elsewhere, sampleFile('bank.csv'));
  await outcome(elsewhere, 'bank.csv');
  await goTo(elsewhere, 'Settings');
  await button(elsewhere, 'Bring a backup back…').click();
  await bringBack(elsewhere, backup.subarray(0, 5_000), passphrase, 'Replace this vault');
  await elsewhere.getByRole('dialog').getByRole('alert').waitFor();
  await bringBack(elsewhere, backup, passphrase, 'Replace this vault');
  await elsewhere.getByText(/^Your backup of .* is back\.$/).waitFor();
  await goTo(elsewhere, 'Data');
  await recordsAre(elsewhere, records);
});
