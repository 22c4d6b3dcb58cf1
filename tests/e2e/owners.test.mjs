/** One owner: it sleeps, is busy, goes in the middle of something, and what the person in another tab sees of it. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { stage, startBrowser, startServer, startSites } from './harness.mjs';
import { confirmedSoFar, mailbox } from './mailbox.mjs';
import {
  account,
  askWallet,
  bringOwn,
  button,
  choose,
  closes,
  counts,
  createVault,
  getCredential,
  goTo,
  heading,
  offered,
  outcome,
  records,
  recordsAre,
  unlock,
} from './person.mjs';
import { processOf } from './renderer.mjs';

let server;
stage(async keep => {
  server = await keep(startServer());
});

/** Another tab at the data, while the first owns the vault. */
async function secondTab(browser) {
  const tab = await browser.context.newPage();
  await tab.goto(`${server.url}/#/data`);
  await heading(tab, 'Data').waitFor();
  return tab;
}

/** Types a search that finds so many records, and waits until it says so; how long that took, in milliseconds. */
async function search(page, text, found) {
  const begun = performance.now();
  await page.getByRole('searchbox', { name: 'Search' }).fill(text);
  await (found ? recordsAre(page, found) : page.getByText('Nothing found.').waitFor());
  return performance.now() - begun;
}

/** A bank file with a payment at each of these. */
const payments = (...shops) => ({
  name: `${shops[0].toLowerCase()}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(['Date,Description,Amount', ...shops.map(shop => `2026-05-01,${shop},-1.00`), ''].join('\n')),
});

/** Brings them in; answers how many are new. */
async function bring(page, ...shops) {
  const file = payments(...shops);
  await choose(page, file);
  return counts(await outcome(page, file.name)).imported;
}

describe('an owner that is asleep', () => {
  let browser;
  let first;
  let second;
  let owner;
  stage(async keep => {
    browser = await keep(startBrowser());
    first = browser.page;
    await createVault(first, server.url, { keepUnlocked: true });
    assert.equal(await bring(first, 'Bakery', 'Locksmith', 'Florist'), 3);
  });
  beforeEach(async () => {
    second = await secondTab(browser);
    owner = await processOf(browser, first);
  });
  afterEach(async () => {
    owner.wake();
    await second.close();
  });

  test('loses the vault to the tab that is seen, within two seconds; awake again it goes on there', async t => {
    owner.sleep();
    const took = await search(second, 'Locksmith', 1);
    t.diagnostic(`answered ${Math.round(took)} ms after the owner fell asleep`);
    assert.ok(took < 2_000, `${took} ms`);
    assert.equal(await bring(second, 'Tram', 'Tailor'), 2);

    owner.wake();
    await recordsAre(first, 5);
    assert.equal(await bring(first, 'Museum'), 1);
    await search(second, '', 6);
    assert.deepEqual(browser.complaints(), []);
  });

  test('does not do later what was asked of it in its sleep', async () => {
    owner.sleep();
    await button(second, 'Erase Bank').click();
    await second
      .getByRole('dialog')
      .getByRole('button', { name: /^Erase/ })
      .click();
    await second.getByText('The vault moved to another tab before this was done.').waitFor();
    await second.keyboard.press('Escape');
    await recordsAre(second, 6);
    owner.wake();
    await search(first, 'Museum', 1);
    await search(first, '', 6);
    assert.equal(await bring(first, 'Kiosk'), 1);
    await recordsAre(second, 7);
    assert.deepEqual(browser.complaints(), []);
  });

  test('leaves the import that begins just then to the next owner', async () => {
    owner.sleep();
    assert.equal(await bring(second, 'Bookshop', 'Cinema'), 2);
    owner.wake();
    await recordsAre(first, 9);
  });
});

describe('an owner without a key on this device', () => {
  let browser;
  let first;
  let second;
  let owner;
  stage(async keep => {
    browser = await keep(startBrowser());
    first = browser.page;
    await createVault(first, server.url);
    assert.equal(await bring(first, 'Bakery'), 1);
    second = await secondTab(browser);
    owner = await processOf(browser, first);
  });

  test('keeps the vault through a step that takes three seconds', async () => {
    const [worker] = first.workers();
    const busy = worker.evaluate(() => {
      const end = performance.now() + 3_000;
      while (performance.now() < end);
    });
    await search(second, 'nothing of the kind', 0);
    await busy;
    // Had the vault moved, it would have to be unlocked.
    await search(second, '', 1);
    await search(first, '', 1);
  });

  test('loses it asleep, and the next one asks for the passphrase; awake again it shows what the other unlocked', async () => {
    owner.sleep();
    await heading(second, 'Unlock your vault').waitFor();
    await unlock(second);
    await heading(second, 'Data').waitFor();
    assert.equal(await bring(second, 'Tram'), 1);
    owner.wake();
    await recordsAre(first, 2);
    assert.deepEqual(browser.complaints(), []);
  });
});

describe('an owner that goes while another tab imports', () => {
  let browser;
  stage(async keep => {
    browser = await keep(startBrowser());
    await createVault(browser.page, server.url, { keepUnlocked: true });
  });

  test('what was told as new is there, the rest comes with the same file', async () => {
    const second = await secondTab(browser);
    await choose(second, mailbox(12_000));
    const confirmed = await confirmedSoFar(second);
    await browser.page.close();
    assert.match(await outcome(second, 'large.mbox'), /moved to another tab.*What was saved is safe/);
    await second.reload();
    await heading(second, 'Data').waitFor();
    const there = await records(second);
    assert.ok(there >= confirmed && there < 12_000, `${there} of ${confirmed} confirmed`);
    await choose(second, mailbox(12_000));
    const again = counts(await outcome(second, 'large.mbox'));
    assert.deepEqual([again.known, again.imported], [there, 12_000 - there]);
    assert.deepEqual(browser.complaints(), []);
  });
});

describe('while a login waits', () => {
  let sites;
  let browser;
  let page;
  stage(async keep => {
    sites = await keep(startSites());
    browser = await keep(startBrowser());
    await createVault(browser.page, sites.urls.app, { keepUnlocked: true });
    await bringOwn(browser.page);
    await getCredential(browser.page, sites.urls);
    page = await browser.context.newPage();
  });

  test('the owner falls asleep: the login goes on, and is noted once', async () => {
    const { news } = sites.urls;
    await page.goto(`${news}/account`);
    const popup = await askWallet(page);
    const all = await offered(popup);
    const owner = await processOf(browser, browser.page);
    owner.sleep();
    await closes(popup, button(popup, 'Log in'));
    await page.locator('#alias').waitFor();
    owner.wake();
    const { logins, told } = await account(page, news);
    assert.deepEqual({ logins, told }, { logins: 1, told: all });
    await goTo(browser.page, 'Wallet');
    const lines = browser.page.getByRole('region', { name: 'Where you logged in' }).locator('.lines > li');
    await lines.first().waitFor();
    assert.equal(await lines.count(), 1);
  });

  test('the owner is closed: the login goes on', async () => {
    const { blog } = sites.urls;
    await page.goto(`${blog}/account`);
    const popup = await askWallet(page);
    const all = await offered(popup);
    await browser.page.close();
    await closes(popup, button(popup, 'Log in'));
    await page.locator('#alias').waitFor();
    assert.deepEqual((await account(page, blog)).told, all);
  });
});
