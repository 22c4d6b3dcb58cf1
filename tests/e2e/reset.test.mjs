/** Starting anew: another name at every site, once; and nothing of the old one in what sites and issuer get to see. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import {
  account,
  askWallet,
  bringOwn,
  createVault,
  getCredential,
  goTo,
  heading,
  keepAnswers,
  lock,
  logIn,
  logOut,
} from './person.mjs';

let sites;
let browser;
let wallet;
let page;
let words;
let answers;
/** What the issuer answered to resets, as text. */
const given = [];
const old = {};
const fresh = {};

stage(async keep => {
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  browser.context.on('response', async response => {
    if (response.url() === `${sites.urls.issuer}/reset` && response.request().method() === 'POST') {
      given.push({ status: response.status(), text: await response.text() });
    }
  });
  answers = await keepAnswers(browser.context);
  wallet = browser.page;
  words = await createVault(wallet, sites.urls.app, { keepUnlocked: true });
  await bringOwn(wallet);
  await getCredential(wallet, sites.urls);
  await goTo(wallet, 'Wallet');
  page = await browser.context.newPage();
});

const region = name => wallet.getByRole('region', { name, exact: true });
const logins = () => region('Where you logged in').locator('.lines > li');
const dialog = () => wallet.getByRole('dialog', { name: 'Start anew at every site?' });

/** Logs in at a paper where nobody is logged in, and out again; what it knows. */
async function visit(paper) {
  const url = sites.urls[paper];
  await page.bringToFront();
  await page.goto(`${url}/account`);
  const told = await logIn(page);
  const known = await account(page, url);
  await logOut(page, url);
  return { ...known, offered: told };
}

test('a person is known at two papers', async () => {
  for (const paper of ['news', 'blog']) old[paper] = await visit(paper);
  assert.equal((await visit('news')).logins, 2);
  old.answers = answers.splice(0);
});

test('what it means is said first, and nothing happens without an explicit yes', async () => {
  await wallet.bringToFront();
  await region('Start anew at every site').getByRole('button', { name: 'Start anew…' }).click();
  const said = ['No site recognises you.', /stays with your old name/, /^It cannot be undone, and .* again only from /];
  for (const hasText of said) await dialog().getByRole('listitem').filter({ hasText }).waitFor();
  assert.equal(await dialog().getByRole('button', { name: 'Start anew', exact: true }).isDisabled(), true);
  await wallet.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  assert.equal(given.length, 0);
});

test('without the issuer nothing changes, and it is said', async () => {
  await sites.issuer.stop();
  await wallet.getByRole('button', { name: 'Start anew…' }).click();
  await dialog().getByRole('checkbox').check();
  await dialog().getByRole('button', { name: 'Start anew', exact: true }).click();
  await dialog().getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
  browser.complaints();
  await sites.issuer.start();
  await dialog().getByRole('button', { name: 'Keep my names' }).click();
  assert.equal((await visit('news')).sub, old.news.sub);
  answers.length = 0;
});

test('by the keyboard alone, a person starts anew', async () => {
  await wallet.bringToFront();
  await wallet.getByRole('button', { name: 'Start anew…' }).focus();
  await wallet.keyboard.press('Enter');
  await dialog().waitFor();
  const focused = () => wallet.evaluate(() => document.activeElement.type ?? document.activeElement.className);
  for (let steps = 0; (await focused()) !== 'checkbox'; steps++) {
    assert.ok(steps < 10, 'the checkbox is reached');
    await wallet.keyboard.press('Tab');
  }
  await wallet.keyboard.press('Space');
  await wallet.keyboard.press('Tab');
  await wallet.keyboard.press('Tab');
  await wallet.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
  await wallet.getByRole('status').filter({ hasText: 'You have started anew' }).waitFor();
  await wallet.getByRole('heading', { name: 'You can log in' }).waitFor();
  assert.equal(given.length, 1);
  assert.equal(given[0].status, 200);
});

test('what there was is under an old name', async () => {
  assert.equal(await logins().count(), 4);
  for (const line of await logins().all()) await line.getByText('Old name', { exact: true }).waitFor();
  for (const line of await region('Sites').locator('.lines > li').all()) {
    await line.getByText('Old name', { exact: true }).waitFor();
  }
});

test('at every site the person is a newcomer under another name', async () => {
  for (const paper of ['news', 'blog']) {
    fresh[paper] = await visit(paper);
    assert.equal(fresh[paper].logins, 1);
    assert.notEqual(fresh[paper].sub, old[paper].sub);
  }
  assert.deepEqual(await visit('news'), { ...fresh.news, logins: 2 });
  await wallet.bringToFront();
  await logins().nth(6).waitFor();
  assert.equal(await logins().filter({ hasText: 'Old name' }).count(), 4);
  assert.equal(await region('Sites').getByText('Old name', { exact: true }).count(), 0);
});

test('old and new name have nothing in common, nor has the answer of the issuer', () => {
  /** All runs of eight bytes of the texts in base64url that are in a text. */
  const pieces = text => {
    const found = new Set();
    for (const [encoded] of text.matchAll(/[\w-]{40,}/g)) {
      const bytes = Buffer.from(encoded, 'base64url');
      for (let at = 0; at + 8 <= bytes.length; at++) found.add(bytes.toString('hex', at, at + 8));
    }
    return found;
  };
  const tokens = list => list.map(answer => JSON.parse(answer).vp_token.ownyou[0]);
  // Of a token, what is neither the same for everyone (schema, week) nor said of oneself: pseudonym and proof.
  const known = list =>
    list.flatMap(token => {
      const bytes = Buffer.from(token, 'base64url');
      return [bytes.subarray(27, 75), bytes.subarray(83)].map(part => part.toString('base64url'));
    });
  const [before, since] = [old.answers, answers].map(list => known(tokens(list)));
  assert.deepEqual([old.answers.length, answers.length], [3, 3]);
  const olds = pieces([...before, old.news.sub, old.blog.sub].join(' '));
  const news = pieces([...since, fresh.news.sub, fresh.blog.sub].join(' '));
  const issued = pieces(given[0].text);
  assert.ok(olds.size > 1000 && news.size > 1000 && issued.size > 90);
  assert.deepEqual(
    [...news].filter(piece => olds.has(piece)),
    [],
  );
  assert.deepEqual(
    [...issued].filter(piece => olds.has(piece) || news.has(piece)),
    [],
  );
});

test('a second time is too early, and it says from when', async () => {
  const { resets } = JSON.parse(given[0].text);
  assert.equal(resets.weeks, 26);
  const card = region('Start anew at every site');
  await card.getByText(/You can do it again from .*\d{4}.* on\./).waitFor();
  assert.equal(await card.getByRole('button').count(), 0);
  await wallet.reload();
  await card.getByText(/You can do it again from .*\d{4}.* on\./).waitFor();
});

test('opened with the 24 words, the vault gives the new name', async () => {
  await lock(wallet);
  await wallet.getByRole('button', { name: 'Use my 24 words' }).click();
  await wallet.getByLabel('Your 24 words').fill(words.join(' '));
  await wallet.getByRole('button', { name: 'Unlock', exact: true }).click();
  await wallet.getByRole('navigation', { name: 'Main' }).waitFor();
  assert.deepEqual(await visit('blog'), { ...fresh.blog, logins: 2 });
  const popup = await (async () => {
    await page.goto(`${sites.urls.news}/account`);
    return askWallet(page);
  })();
  await heading(popup, /^Log in to/).waitFor();
  assert.ok(fresh.news.sub.startsWith((await popup.locator('code').first().innerText()).replace('…', '')));
  await popup.close();
  assert.deepEqual(browser.complaints(), []);
});
