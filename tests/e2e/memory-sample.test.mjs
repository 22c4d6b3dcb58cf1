/** What the sample life teaches: remembered as it comes in, each with its evidence, and gone with it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { bringSample, createVault, goTo, lookIntoRecord } from './person.mjs';

let server;
let browser;
let page;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url);
  await bringSample(page);
  await goTo(page, 'Memory');
});

const timeline = () => page.getByRole('region', { name: 'Timeline' });
const found = () => page.getByRole('region', { name: 'Found' });
const field = () => page.getByRole('searchbox', { name: 'Search your memory' });

test('it is on the timeline, marked as a sample, with names beside', async () => {
  await timeline().locator('.memory').nth(5).waitFor();
  await page.getByRole('complementary', { name: 'Sample data' }).waitFor();
  await page
    .getByRole('heading', { name: /^20\d\d$/, level: 2 })
    .first()
    .waitFor();
  await page.getByRole('complementary', { name: 'People & places' }).getByRole('button').nth(2).waitFor();
});

test('a journey is found by where it went, and says which records it is from', async () => {
  await field().pressSequentially('lisbon', { delay: 15 });
  await found()
    .locator('.memory')
    .filter({ hasText: 'Lisbon' })
    .filter({ hasText: /from \d+ record/ })
    .first()
    .click();
  const panel = page.getByRole('dialog');
  await panel.getByText(/^From \d+ (mail|payment|date|page)/).waitFor();
  await lookIntoRecord(page);
});

test('the sample goes, and what was drawn from it goes with it', async () => {
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Remove sample data' }).click();
  await page.getByText(/sample records removed/).waitFor();
  await goTo(page, 'Memory');
  await page.getByText('Nothing remembered yet').waitFor();
  assert.deepEqual(browser.complaints(), []);
});
