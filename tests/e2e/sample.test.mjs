/** The sample life: one click in, something to see with reasons, one click out. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { bringSample, createVault, goTo, lookIntoRecord, recordsAre } from './person.mjs';

let server;
let browser;
let page;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url);
});

test('the sample fills the data page and the profile, marked as a sample', async () => {
  const total = await bringSample(page);
  assert.ok(total > 1200, `${total} records`);
  await recordsAre(page, total);
  for (const kind of ['Mail', 'Bank', 'Calendar', 'Browsing']) {
    await page.getByRole('button', { name: `Erase ${kind}`, exact: true }).waitFor();
  }
  await goTo(page, 'Profile');
  await page.getByRole('complementary', { name: 'Sample data' }).waitFor();
  // At least so many.
  await page.locator('.segments .segment').nth(10).waitFor();
  await page.locator('.map .tile').nth(3).waitFor();
});

test('evidence is one click away, with reasons, and a record opens as text', async () => {
  await page.locator('.segments .segment-open').first().click();
  const panel = page.getByRole('dialog');
  await panel.locator('.why').first().waitFor();
  for (const why of await panel.locator('.why').allInnerTexts()) assert.ok(why.trim().length > 3);
  await lookIntoRecord(page);
});

test('on whichever day it is brought in, what is ahead in it is ahead', async () => {
  await goTo(page, 'Missions');
  for (const title of [/^Your trip to Gothenburg/, /^Your Audible trial ends in \d+ days$/, /^Is your passport good/])
    await page.getByRole('heading', { name: title }).waitFor();
});

test('one click takes it out again', async () => {
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Remove sample data' }).click();
  await page.getByText(/sample records removed/).waitFor();
  await page.getByRole('button', { name: 'Try it with sample data' }).waitFor();
  await goTo(page, 'Profile');
  await page.getByText('Nothing here yet').waitFor();
  assert.deepEqual(browser.complaints(), []);
});
