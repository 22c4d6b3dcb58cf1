/**
 * The profile: "not me" sticks until it is taken back; the wheel is walked by keyboard; what changed over time goes with its
 * evidence; what a publisher would see is what it is then offered.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import {
  askWallet,
  bringOwn,
  button,
  choose,
  createVault,
  getCredential,
  goTo,
  offered,
  outcome,
  sampleFile,
} from './person.mjs';

let sites;
let browser;
let page;
stage(async keep => {
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, sites.urls.app, { keepUnlocked: true });
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
  // The strongest: what is weaker may come to stand in a fold when more is known.
  const shown = await list().locator(':scope > li > .segment .segment-name').first().innerText();
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
  const rest = page.locator('.segments').getByRole('button', { name: /^Show all \d+$/ });
  while ((await rest.count()) > 0) await rest.first().click();
  const text = await page.locator('.segments').first().innerText();
  for (const word of ['Demographic', 'Pregnancy', 'Gambling', 'Alcohol', 'Tobacco', 'Politics', 'Religion']) {
    assert.ok(!text.split('\n').some(line => line.trim() === word), word);
  }
});

test('the wheel is walked by keyboard, and each claim opens its records', async () => {
  await page.getByRole('tab', { name: /^Experiences/ }).focus();
  await page.keyboard.press('ArrowRight');
  const people = page.getByRole('tabpanel', { name: 'Relationships' });
  await people.getByRole('button', { name: /^Records behind Tom Ashby/ }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-selected')), 'true');
  for (const nobody of ['Netflix', 'Groupon', 'Mara Lindqvist']) {
    assert.equal(await people.getByText(nobody).count(), 0, nobody);
  }
  await page.keyboard.press('Tab');
  const claim = await page.evaluate(() => document.activeElement?.textContent ?? '');
  assert.match(claim, /^Records behind /);
  await page.keyboard.press('Enter');
  const behind = page.getByRole('dialog');
  await behind.locator('.lines > li').first().waitFor();
  await page.keyboard.press('Escape');
  await behind.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), claim);
});

test('without a credential nothing is told, and what is no site is called so', async () => {
  const preview = page.getByRole('region', { name: 'What a publisher would see' });
  await preview.getByLabel('Site', { exact: true }).fill('word');
  await button(preview, 'Show').click();
  await preview.getByText('That is no site.').waitFor();
  await preview.getByLabel('Site', { exact: true }).fill('https://www.news.example/today');
  await button(preview, 'Show').click();
  await preview.getByText('Without a credential nothing can be told to news.example').waitFor();
  assert.deepEqual(browser.complaints(), []);
});

test('what a publisher would see is what it is then offered', async () => {
  await goTo(page, 'Data');
  await bringOwn(page);
  await getCredential(page, sites.urls);
  await goTo(page, 'Profile');
  const preview = page.getByRole('region', { name: 'What a publisher would see' });
  await preview.getByLabel('Site', { exact: true }).fill(sites.urls.news);
  await preview.getByLabel('It asks for').selectOption('2');
  await button(preview, 'Show').click();
  await preview.getByRole('heading', { name: /would be told$/ }).waitFor();
  const seen = (await preview.locator('.told-now b').allTextContents()).sort();
  assert.ok(seen.length > 0);

  const reader = await page.context().newPage();
  await reader.goto(sites.urls.news);
  await reader.locator('.teaser a').first().click();
  const popup = await askWallet(reader);
  assert.deepEqual(await offered(popup), seen);
  await popup.close();
  await reader.close();
});
