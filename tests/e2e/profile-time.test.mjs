/** What came into the profile is shown over time, and leaves no trace when its evidence is erased. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { bringSample, createVault, goTo } from './person.mjs';

let browser;
let page;
stage(async keep => {
  const server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url, { keepUnlocked: true });
});

test('what a file brought is shown as having come', async () => {
  await bringSample(page);
  await goTo(page, 'Profile');
  const time = page.getByRole('region', { name: 'Over time' });
  await time.getByText('a file came in').first().waitFor();
  assert.ok((await time.locator('.came').count()) > 0);
  await page.getByRole('region', { name: 'What brings you joy' }).waitFor();
});

test('erased, it is gone from there too', async () => {
  await page.getByRole('button', { name: 'Remove sample data' }).click();
  await page.getByText('Nothing here yet').waitFor();
  await page.getByRole('region', { name: 'Over time' }).waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'What brings you joy' }).waitFor({ state: 'detached' });
  assert.deepEqual(browser.complaints(), []);
});
