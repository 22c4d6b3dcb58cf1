/** The whole way with the keyboard alone. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passphrase, stage, startBrowser, startServer } from './harness.mjs';
import { heading, readWords, tabTo } from './person.mjs';

let server;
let browser;
let page;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
});

const press = async pattern => {
  await tabTo(page, pattern);
  await page.keyboard.press('Enter');
};

test('create a vault, bring the sample in, see why, take a segment out, lock', async () => {
  await page.goto(server.url);
  await press(/^Create my vault$/);
  await heading(page, 'Choose a passphrase').waitFor();
  await tabTo(page, /^Passphrase$/);
  await page.keyboard.type(passphrase);
  await press(/^Next$/);
  const words = await readWords(page);
  await press(/^I have written them down$/);
  await heading(page, 'Check three of them').waitFor();
  for (let asked = 0; asked < 3; asked++) {
    await tabTo(page, /^Word \d+$/);
    const place = await page.evaluate(() => Number(document.activeElement.labels[0].textContent.match(/\d+/)[0]));
    await page.keyboard.type(words[place - 1]);
  }
  await page.keyboard.press('Enter');
  await heading(page, 'Is this your own device?').waitFor();
  await tabTo(page, /Keep unlocked/);
  await press(/^Create my vault$/);
  await heading(page, 'Your vault is ready').waitFor();
  await press(/^Bring in my data$/);
  await heading(page, 'Data').waitFor();
  await press(/^Try it with sample data$/);
  await page.getByText(/sample records brought in/).waitFor();
  await press(/^Profile$/);
  await page.locator('.segments .segment').first().waitFor();
  await press(/^Evidence for /);
  await page.getByRole('dialog').locator('.why').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(/^Not me: /);
  await page.getByText(/is taken out, and stays out/).waitFor();
  await press(/^Lock now$/);
  await heading(page, 'Unlock your vault').waitFor();
  await tabTo(page, /^Passphrase$/);
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  assert.deepEqual(browser.complaints(), []);
});

test('remember something, find it again, look at it, forget it', async () => {
  const text = 'The spare key is under the blue pot';
  const gone = name => page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
  await press(/^Memory/);
  await heading(page, 'Memory').waitFor();
  await press(/^Remember something$/);
  await tabTo(page, /^In one sentence, as you would say it$/);
  await page.keyboard.type(text);
  await press(/^Remember it$/);
  await gone('Remember something');
  // The first memory brings the field.
  await page.getByLabel('Search your memory').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('blue pot');
  await page.locator('.memories .memory').filter({ hasText: text }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'memory-query');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: text }).waitFor();
  await press(/^Forget$/);
  await press(/^Forget it$/);
  await page.getByRole('dialog', { name: 'It is forgotten' }).waitFor();
  await press(/^Good$/);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('.memory').filter({ hasText: text }).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.getElementById('main').contains(document.activeElement));
  await press(/^Lock now$/);
  await heading(page, 'Unlock your vault').waitFor();
  assert.deepEqual(browser.complaints(), []);
});

test('focus is always visible and the skip link works', async () => {
  const isVisible = async () => {
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
      return outlineStyle !== 'none' ? outlineWidth : boxShadow;
    });
    assert.ok(outline !== '0px' && outline !== 'none', outline);
  };
  await page.reload();
  await heading(page, 'Unlock your vault').waitFor();
  await tabTo(page, /^Passphrase$/);
  await isVisible();
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await press(/^Skip to content$/);
  await page.waitForFunction(() => document.activeElement.id === 'main');
  await page.keyboard.press('Tab');
  await isVisible();
  assert.equal(await page.evaluate(() => document.getElementById('main').contains(document.activeElement)), true);
});
