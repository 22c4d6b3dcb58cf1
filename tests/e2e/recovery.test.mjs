/** The 24 words alone, on an empty browser: the same name at the publisher, and the credential given back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import { account, bringOwn, button, createVault, getCredential, goTo, heading, logIn } from './person.mjs';

let sites;
let one;
let other;
stage(async keep => {
  sites = await keep(startSites());
  one = await keep(startBrowser());
  other = await keep(startBrowser());
});

test('the words alone give the same pseudonym at a site that knows one', async () => {
  const { app, news } = sites.urls;
  const words = await createVault(one.page, app);
  await bringOwn(one.page);
  await getCredential(one.page, sites.urls);
  const reader = await one.context.newPage();
  await reader.goto(`${news}/articles/ferry`);
  await logIn(reader);
  const known = await account(reader, news);
  assert.equal(known.logins, 1);

  const { page } = other;
  await page.goto(app);
  await page.getByRole('link', { name: 'I have 24 words' }).click();
  await heading(page, 'Come back with your 24 words').waitFor();
  await page.getByLabel('New passphrase', { exact: true }).fill('seven loud teapots');
  const field = page.getByLabel('Your 24 words');
  await field.fill(words.with(0, words[1]).join(' '));
  await button(page, 'Come back').click();
  await page.getByRole('alert').waitFor();
  await field.fill(words.join(' '));
  await button(page, 'Come back').click();
  await heading(page, 'You are back').waitFor();
  await button(page, 'Get my credential back').click();
  await page.getByRole('heading', { name: 'You can log in' }).waitFor();
  await goTo(page, 'Data');
  await bringOwn(page);
  const again = await other.context.newPage();
  await again.goto(`${news}/articles/ferry`);
  await logIn(again);
  const back = await account(again, news);
  assert.equal(back.sub, known.sub);
  assert.equal(back.logins, 2);
  assert.deepEqual(other.complaints(), []);
});
