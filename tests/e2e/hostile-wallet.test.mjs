/** A window that is no wallet, or a bad one, answers a publisher's page: nobody is logged in, and it can be tried again. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { root, stage, startBrowser, startSites } from './harness.mjs';
import { startAttacker } from './hostile/server.mjs';
import { button } from './person.mjs';

let sites;
let attacker;
let browser;
let page;
const verified = [];
stage(async keep => {
  attacker = await keep(startAttacker());
  sites = await keep(startSites());
  // Popups are blocked here as for everyone, unless somebody clicked.
  browser = await keep(startBrowser({ ignoreDefaultArgs: ['--disable-popup-blocking'] }));
  page = browser.page;
  browser.context.on(
    'request',
    request => request.url().endsWith('/ownyou/verify') && verified.push(request.postData()),
  );
  const script = await readFile(join(root, 'tests', 'e2e', 'hostile', 'wallet.js'), 'utf8');
  const body = `<!doctype html><title>Not a wallet</title><script>${script}</script>`;
  await browser.context.route(`${sites.urls.app}/present`, route => route.fulfill({ contentType: 'text/html', body }));
});
beforeEach(async () => {
  await page.goto(`${sites.urls.news}/account`);
  verified.length = 0;
});
afterEach(async () => {
  const [, ...others] = browser.context.pages();
  await Promise.all(others.map(other => other.close()));
  await page.reload();
  assert.equal(await page.locator('#sub').count(), 0, 'nobody is logged in');
  await button(page, 'Log in with OwnYou').waitFor();
});

/** The window of the bad wallet, once its script is there. */
async function badWallet(name = 'Log in with OwnYou') {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, name).click()]);
  await popup.waitForURL(`${sites.urls.app}/present*`);
  await popup.waitForFunction(() => window.fake);
  return popup;
}

/** The same, asked. */
async function askedWallet(name) {
  const popup = await badWallet(name);
  await popup.evaluate(() => fake.ready());
  await popup.waitForFunction(() => fake.port);
  return popup;
}

/** The window goes there by itself, and so keeps its opener. */
async function goes(popup, address) {
  // Not while it is being told to: the word that it has heard must come back before it goes.
  await popup.evaluate(to => void setTimeout(() => location.assign(to)), address);
  await popup.waitForURL(address);
  await popup.waitForFunction(() => window.fake);
}

/** The element says `text`, and its button opens a window again. */
async function canTryAgain(text) {
  await page.getByText(text).waitFor();
  const popup = await askedWallet('Try again');
  assert.equal((await popup.evaluate(() => fake.requests)).length, 1);
}

/** The window gets a word back for one that it says after all others; had there been a request, it would be before that. */
async function toldNothing(popup) {
  await page.evaluate(() => {
    addEventListener('message', ({ data, source }) => data === 'heard?' && source.postMessage('heard', '*'));
  });
  await popup.evaluate(() => opener.postMessage('heard?', '*'));
  await popup.waitForFunction(() => fake.requests.length > 0);
  assert.deepEqual(await popup.evaluate(() => fake.requests.splice(0)), ['heard']);
}

const no = '{"ownyou":1,"type":"error","error":"access_denied"}';
const response = (tokens, state = 'STATE') =>
  `{"ownyou":1,"type":"response","state":"${state}","vp_token":{"ownyou":${JSON.stringify(tokens)}}}`;

describe('who says that it is ready', () => {
  test('with another channel is told nothing', async () => {
    const popup = await badWallet();
    await popup.evaluate(() => ['', 'ab'.repeat(16), 7, null].map(channel => fake.ready(channel)));
    await popup.evaluate(() => fake.ready());
    await popup.waitForFunction(() => fake.port);
    assert.equal(await popup.evaluate(() => fake.requests.length), 1);
    await popup.evaluate(text => fake.answer(text), no);
    await page.getByText('You are not logged in.').waitFor();
    assert.deepEqual(verified, []);
  });

  test('from another origin is told nothing, in the very window that was opened', async () => {
    const popup = await badWallet();
    const channel = await popup.evaluate(() => fake.channel);
    await goes(popup, `${attacker.at('evil')}/wallet.html#v=1&channel=${channel}`);
    await popup.evaluate(() => fake.ready());
    await toldNothing(popup);
    await goes(popup, `${sites.urls.app}/present#v=1&channel=${channel}`);
    await popup.evaluate(() => fake.ready());
    await popup.waitForFunction(() => fake.port);
    assert.equal(await popup.evaluate(() => fake.requests.length), 1);
  });

  test('from another window of the wallet’s is told nothing', async () => {
    const popup = await badWallet();
    const channel = await popup.evaluate(() => fake.channel);
    const [other] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(url => void open(url, '_blank', 'popup'), `${sites.urls.app}/present#channel=${channel}`),
    ]);
    await other.waitForFunction(() => window.fake);
    await other.evaluate(() => fake.ready());
    await popup.evaluate(() => fake.ready());
    await popup.waitForFunction(() => fake.port);
    assert.deepEqual(await other.evaluate(() => fake.requests), []);
  });
});

describe('what it answers', () => {
  for (const [name, answer] of Object.entries({
    'to another request': response(['AAAA'], 'B'.repeat(22)),
    'two tokens': response(['AAAA', 'BBBB']),
    'no token': response([]),
    'a token that is no text': response([7]),
    'a token in other letters': response(['<img src=x onerror=alert(1)>']),
    'a token of a megabyte': response(['A'.repeat(1_000_000)]),
    text: '"response"',
    nothing: 'null',
    'a success of its own': '{"ownyou":1,"type":"response","state":"STATE","sub":"admin","segments":[]}',
  })) {
    test(`${name}: not heard, and no server is asked`, async () => {
      const popup = await askedWallet();
      await popup.evaluate(([text, end]) => fake.answer(text, end), [answer, no]);
      await canTryAgain('You are not logged in.');
      assert.deepEqual(verified, []);
    });
  }

  test('a token that is none: the server does not believe it', async () => {
    const popup = await askedWallet();
    await popup.evaluate(text => fake.answer(text), response(['A'.repeat(772)]));
    await canTryAgain('This site did not accept the answer.');
    assert.equal(verified.length, 1);
  });

  test('twice: only the first is heard', async () => {
    const popup = await askedWallet();
    await popup.evaluate(texts => fake.answer(...texts), [response(['AAAA']), response(['BBBB']), no]);
    await canTryAgain('This site did not accept the answer.');
    assert.deepEqual(
      verified.map(text => JSON.parse(text).vp_token.ownyou),
      [['AAAA']],
    );
  });
});

describe('the window', () => {
  test('closed by the person: as before, and it opens again', async () => {
    const popup = await askedWallet();
    await popup.close();
    await button(page, 'Log in with OwnYou').waitFor();
    await askedWallet();
    assert.deepEqual(verified, []);
  });

  test('blocked by the browser: it says so, and offers to go on in this tab', async () => {
    // Clicked by a script, on its own: the browser opens no window for that.
    const tab = await browser.context.newPage();
    await tab.addInitScript(() => {
      customElements.whenDefined('ownyou-login').then(() => {
        const click = () => document.querySelector('ownyou-login')?.shadowRoot.querySelector('button').click();
        if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', click);
        else click();
      });
    });
    await tab.goto(`${sites.urls.news}/account`);
    await tab.getByText('Your browser opened no window.').waitFor();
    await button(tab, 'Continue in this tab').click();
    await tab.waitForURL(`${sites.urls.app}/present*`);
    await tab.close();
  });
});
