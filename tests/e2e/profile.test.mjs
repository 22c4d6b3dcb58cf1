/** "Not me" sticks: over a reload, over the next import, until it is taken back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { choose, createVault, goTo, outcome, sampleFile } from './person.mjs';

let server;
let browser;
let page;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url, { keepUnlocked: true });
  await choose(page, sampleFile('mail.mbox'));
  await outcome(page, 'mail.mbox');
});

const list = () => page.locator('.segments').first();
const segment = name =>
  list()
    .getByRole('button', { name: `Not me: ${name}`, exact: true })
    .first();

test('a refused segment is gone after a reload and after the next import', async () => {
  await goTo(page, 'Profile');
  const shown = await page.locator('.segments .segment-name').last().innerText();
  const name = shown.replace(/^Evidence for\s+/, '');
  await list()
    .getByRole('button', { name: `Not me: ${name}`, exact: true })
    .last()
    .click();
  await page.getByText(`${name} is taken out, and stays out.`).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await segment(name).waitFor();
  await list()
    .getByRole('button', { name: `Not me: ${name}`, exact: true })
    .last()
    .click();
  await page.getByRole('button', { name: `Put back ${name}`, exact: true }).waitFor();
  const left = await page.locator('.segments .segment').count();

  await page.reload();
  await page.getByRole('button', { name: `Put back ${name}`, exact: true }).waitFor();
  assert.equal(await page.locator('.segments .segment').count(), left);

  await goTo(page, 'Data');
  await choose(page, sampleFile('bank.csv'));
  await outcome(page, 'bank.csv');
  await goTo(page, 'Profile');
  await page.getByRole('button', { name: `Put back ${name}`, exact: true }).click();
  await segment(name).waitFor();
  assert.deepEqual(browser.complaints(), []);
});

test('the map can be walked in and out', async () => {
  const inside = page.locator('.map .map-head').first();
  await inside.click();
  await page.getByRole('navigation', { name: 'Place in the map' }).getByRole('button', { name: 'All' }).click();
  await page.locator('.map .map-head').first().waitFor();
});

test('no segment of the deny list is ever shown', async () => {
  const text = await page.locator('.segments').first().innerText();
  for (const word of ['Demographic', 'Pregnancy', 'Gambling', 'Alcohol', 'Tobacco', 'Politics', 'Religion']) {
    assert.ok(!text.split('\n').some(line => line.trim() === word), word);
  }
});
