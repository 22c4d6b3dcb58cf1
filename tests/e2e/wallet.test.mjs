/** Afterwards: the wallet's book of who was told what, no more answers to a site, and an end to the list. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import {
  account,
  askWallet,
  bringOwn,
  confirm,
  createVault,
  getCredential,
  goTo,
  heading,
  keepAnswers,
  logIn,
  logOut,
  offered,
  refuse,
} from './person.mjs';

let sites;
let browser;
let wallet;
let page;
let answers;
const told = {};
const known = {};
stage(async keep => {
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  wallet = browser.page;
  await createVault(wallet, sites.urls.app, { keepUnlocked: true });
  await bringOwn(wallet);
  await getCredential(wallet, sites.urls);
  await goTo(wallet, 'Wallet');
  answers = await keepAnswers(browser.context);
  page = await browser.context.newPage();
});

const region = (where, name) => where.getByRole('region', { name, exact: true });
const logins = where => region(where, 'Where you logged in').locator('.lines > li');
const site = (where, paper) =>
  region(where, 'Sites')
    .locator('.lines > li')
    .filter({ hasText: `${paper}.localhost` });

test('each login is in the list as it happened, newest first', async () => {
  await wallet.getByText(/^Nowhere yet/).waitFor();
  for (const paper of ['news', 'blog']) {
    const url = sites.urls[paper];
    await page.goto(`${url}/account`);
    told[paper] = await logIn(page);
    known[paper] = await account(page, url);
    await logOut(page, url);
  }
  // The wallet was open all the time, in a tab of its own.
  await logins(wallet).nth(1).waitFor();
  const lines = await logins(wallet).evaluateAll(items =>
    items.map(item => ({
      origin: item.querySelector('b').textContent,
      at: item.querySelector('time').dateTime,
      pseudonym: item.querySelector('code').textContent,
      told: item.querySelector('p:last-child').textContent.split(', ').sort(),
    })),
  );
  assert.deepEqual(
    lines.map(({ origin }) => origin),
    [sites.urls.blog, sites.urls.news],
  );
  for (const [line, paper] of [
    [lines[0], 'blog'],
    [lines[1], 'news'],
  ]) {
    assert.match(line.pseudonym, /^[\w-]{8,}$/);
    assert.ok(known[paper].sub.startsWith(line.pseudonym), line.pseudonym);
    assert.deepEqual(line.told, told[paper]);
    assert.ok(Math.abs(Date.parse(line.at) - Date.now()) < 120_000, line.at);
  }
});

test('each site is there with all it was ever told', async () => {
  await wallet.bringToFront();
  for (const paper of ['news', 'blog']) {
    await site(wallet, paper)
      .getByText(/^1 login · /)
      .waitFor();
    await site(wallet, paper)
      .getByText(/^Told .* people looks like this$/)
      .click();
    const names = await site(wallet, paper)
      .locator('details li')
      .evaluateAll(items => items.map(item => item.firstChild.textContent.trim()));
    assert.deepEqual(names.sort(), told[paper]);
  }
});

test('a blocked site gets the same no as any other, and is told nothing', async () => {
  const url = `${sites.urls.news}/account`;
  await page.bringToFront();
  await page.goto(url);
  const asked = await askWallet(page);
  await offered(asked);
  answers.length = 0;
  await refuse(page, asked, 'No');
  const saidNo = answers.splice(0);
  assert.equal(saidNo.length, 1);

  const second = await browser.context.newPage();
  await second.goto(`${sites.urls.app}/#/wallet`);
  await second.getByRole('button', { name: 'Block news.localhost' }).click();
  await confirm(second, 'Block it');
  await site(second, 'news').getByText('Blocked', { exact: true }).waitFor();
  await site(wallet, 'news').getByText('Blocked', { exact: true }).waitFor();
  await second.close();

  await page.bringToFront();
  await page.goto(url);
  const blocked = await askWallet(page);
  await heading(blocked, 'You have blocked this site').waitFor();
  assert.equal(await blocked.getByRole('button', { name: 'Log in', exact: true }).count(), 0);
  await refuse(page, blocked, 'Close');
  assert.deepEqual(answers, saidNo);
  assert.equal(await logins(wallet).count(), 2);
});

test('an unblocked site may ask again, and is told the same as ever', async () => {
  await wallet.bringToFront();
  await wallet.getByRole('button', { name: 'Unblock news.localhost' }).click();
  await wallet.getByRole('button', { name: 'Block news.localhost' }).waitFor();
  await page.bringToFront();
  await page.goto(`${sites.urls.news}/account`);
  assert.deepEqual(await logIn(page), told.news);
  assert.deepEqual(await account(page, sites.urls.news), { ...known.news, logins: 2 });
  await logins(wallet).nth(2).waitFor();
});

test('the list is forgotten; what each site was told stays counted', async () => {
  await wallet.bringToFront();
  await wallet.getByRole('button', { name: 'Forget this list…' }).click();
  await wallet.getByRole('dialog').getByText('What each site was told stays counted').waitFor();
  await confirm(wallet, 'Forget the list');
  await wallet.getByText('3 logins forgotten.').waitFor();
  await wallet.getByText(/^Nowhere yet/).waitFor();
  assert.equal(await logins(wallet).count(), 0);
  await wallet.reload();
  await wallet.getByText(/^Nowhere yet/).waitFor();
  for (const paper of ['news', 'blog'])
    await site(wallet, paper)
      .getByText(/^Told /)
      .waitFor();
  await page.bringToFront();
  await logOut(page, sites.urls.news);
  await page.bringToFront();
  await page.goto(`${sites.urls.news}/account`);
  assert.deepEqual(await logIn(page), told.news);
  assert.deepEqual(browser.complaints(), []);
});
