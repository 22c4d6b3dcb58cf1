/** What judges records is fetched when there is one to judge: a page that answers a publisher never loads it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import { askWallet, bringOwn, button, closes, createVault, getCredential, offered } from './person.mjs';

let sites;
let browser;
const fetched = [];
stage(async keep => {
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  // The service worker lays up every file of the app for the time without a network; that is no page's loading.
  browser.context.on('request', request => {
    if (!request.serviceWorker()) fetched.push(new URL(request.url()).pathname);
  });
  await createVault(browser.page, sites.urls.app, { keepUnlocked: true });
});

const tables = name => fetched.filter(path => path.startsWith(`/assets/${name}-`) && path.endsWith('.tables'));

test('a vault without records has no use for it; the first import has', async () => {
  assert.equal(tables('classifier').length, 0);
  assert.ok(tables('core').length > 0);
  await bringOwn(browser.page);
  assert.ok(tables('classifier').length > 0);
});

test('a login does not load it, with nobody else there who owns the vault', async () => {
  await getCredential(browser.page, sites.urls);
  fetched.length = 0;
  const page = browser.page;
  await page.goto(`${sites.urls.news}/articles/ferry`);
  const popup = await askWallet(page);
  await offered(popup);
  assert.ok(tables('core').length > 0, 'the window opens the vault itself');
  assert.equal(tables('classifier').length, 0);
  await closes(popup, button(popup, 'Log in'));
  await page.locator('#alias').waitFor();
  assert.equal(tables('classifier').length, 0);
});
