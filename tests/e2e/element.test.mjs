/**
 * `<ownyou-login>` by itself, on a page with a strict policy: keyboard, what a screen reader is told, several of them, taken
 * away while open, themes and sizes. The wallet's window is a stand-in that answers when it is told to.
 */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import { button } from './person.mjs';

const login = { sub: 'S'.repeat(64), segments: [], assurance: 'invited' };
/** Says that it is ready, and answers with `yes()` or `no()`. */
const wallet = `<!doctype html><title>Wallet</title><script>
  const channel = new URLSearchParams(location.hash.slice(1)).get('channel');
  addEventListener('message', ({ data, ports: [port] }) => {
    const vp_token = { ownyou: ['T0ken'] };
    self.yes = () => port.postMessage({ ownyou: 1, type: 'response', state: data.request.state, vp_token });
    self.no = () => port.postMessage({ ownyou: 1, type: 'error', error: 'access_denied' });
    document.title = 'Asked';
  });
  opener.postMessage({ ownyou: 1, type: 'ready', channel }, '*');
</script>`;

let sites;
let browser;
let page;
stage(async keep => {
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  await browser.context.route(`${sites.urls.app}/present*`, route =>
    route.fulfill({ contentType: 'text/html', body: wallet }),
  );
});
beforeEach(async () => {
  await page?.close();
  page = await browser.context.newPage();
  // The page stays, so that its last word can be heard.
  await page.route('**/reader.js', route => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.goto(`${sites.urls.news}/account`);
  await button(page, 'Log in with OwnYou').waitFor();
  browser.complaints();
});

const element = () => page.locator('ownyou-login').first();
const status = () => element().getByRole('status');
/** The wallet's window, once it has been asked. */
async function asked(where = page) {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(where, 'Log in with OwnYou').click()]);
  await popup.waitForFunction(() => document.title === 'Asked');
  return popup;
}
/** Has the wallet answer, a moment later: the page closes its window then, and this call is over. */
const answers = (popup, word) => popup.evaluate(said => void setTimeout(self[said]), word);
/** Holds what the page asks at `path` until it is released. */
async function hold(path, answer) {
  let release;
  const held = new Promise(resolve => {
    release = resolve;
  });
  await page.route(`**${path}*`, async route => {
    await held;
    await (answer ? route.fulfill(answer) : route.continue());
  });
  return release;
}
const focused = () =>
  page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.textContent ?? document.activeElement.tagName);
const style = (selector, property) =>
  element().evaluate(
    (each, [inside, name]) => getComputedStyle(each.shadowRoot.querySelector(inside))[name],
    [selector, property],
  );

test('from the keyboard alone: to the button, into the window, and out again', async () => {
  await page.locator('ownyou-login').evaluate(each => each.focus());
  assert.equal(await focused(), 'Log in with OwnYou');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Log in with OwnYou');
  assert.equal(await style('button', 'outlineStyle'), 'solid');
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
  await button(page, 'Continue in the OwnYou window').waitFor();
  // A window that is just coming up takes the keys to itself.
  await popup.waitForLoadState();
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Cancel');
  await Promise.all([popup.waitForEvent('close'), page.keyboard.press('Space')]);
  await button(page, 'Log in with OwnYou').waitFor();
  assert.equal(await focused(), 'Log in with OwnYou');
});

test('a screen reader hears what it is at, and how it ended', async () => {
  const opening = await hold('/ownyou/challenge');
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Log in with OwnYou').click()]);
  const busy = page.getByRole('button', { name: 'Opening OwnYou…', disabled: true });
  await busy.waitFor();
  assert.equal(await busy.getAttribute('aria-busy'), 'true');
  opening();
  await status()
    .getByText(/^Waiting for you in the OwnYou window/)
    .waitFor();
  assert.equal(await page.getByRole('button', { name: /^Continue/ }).getAttribute('aria-busy'), 'false');

  const checking = await hold('/ownyou/verify', { json: login });
  await popup.waitForFunction(() => self.yes);
  await answers(popup, 'yes');
  await page.getByRole('button', { name: 'Logging in…', disabled: true }).waitFor();
  await status().getByText('Logging in…').waitFor();
  await page.evaluate(() => {
    self.told = new Promise(resolve => {
      document.addEventListener('ownyou-login', ({ detail }) => resolve(detail), true);
    });
  });
  checking();
  assert.deepEqual(await page.evaluate(() => self.told), login);
  await status().getByText('You are logged in.').waitFor();
  const done = page.getByRole('button', { name: 'Logged in', disabled: true });
  assert.equal(await done.getAttribute('aria-busy'), 'false');
  assert.deepEqual(browser.complaints(), []);
});

test('a no is said, and the button is there to try again', async () => {
  const popup = await asked();
  await answers(popup, 'no');
  await status().getByText('You are not logged in.').waitFor();
  await button(page, 'Try again').waitFor();
});

test('whoever is on the button that goes away stays on the element', async () => {
  const popup = await asked();
  await button(page, 'Cancel').focus();
  await answers(popup, 'no');
  await button(page, 'Try again').waitFor();
  assert.equal(await focused(), 'Try again');
});

test('two on a page: one login at a time, and each can begin the next', async () => {
  await element().evaluate(each => each.after(each.cloneNode()));
  const second = page.locator('ownyou-login').nth(1);
  const popup = await asked(element());
  let opened = 0;
  page.on('popup', () => (opened += 1));
  await button(second, 'Log in with OwnYou').click();
  assert.equal(opened, 0, 'the window that is open comes to the front');
  await button(second, 'Log in with OwnYou').waitFor();
  await popup.close();
  await button(element(), 'Log in with OwnYou').waitFor();
  const next = await asked(second);
  await answers(next, 'no');
  await second.getByText('You are not logged in.').waitFor();
  assert.equal(await status().textContent(), '', 'the other says nothing of it');
});

test('taken out of the page while open, it gives the login up; put back, it begins anew', async () => {
  const popup = await asked();
  const closed = popup.waitForEvent('close');
  await element().evaluate(each => {
    self.kept = each;
    each.remove();
  });
  await closed;
  await page.evaluate(() => document.querySelector('main').append(self.kept));
  await button(page, 'Log in with OwnYou').waitFor();
  await asked();
});

test('its colours and corners are the page’s to choose, and follow light and dark where it does not', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await style('button', 'backgroundColor');
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.notEqual(await style('button', 'backgroundColor'), light);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'body{--ownyou-color:rgb(10,20,30);--ownyou-on-color:rgb(250,250,250);--ownyou-radius:3px}' +
        'ownyou-login::part(button){font-style:italic}',
    );
    document.adoptedStyleSheets = [sheet];
  });
  assert.equal(await style('button', 'backgroundColor'), 'rgb(10, 20, 30)');
  assert.equal(await style('button', 'color'), 'rgb(250, 250, 250)');
  assert.equal(await style('button', 'borderRadius'), '3px');
  assert.equal(await style('button', 'fontStyle'), 'italic');
  assert.equal(await style('[part=cancel]', 'fontStyle'), 'normal');
  assert.deepEqual(browser.complaints(), []);
});

test('it fits 320 pixels in every step, with large text too, and nothing in it moves', async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= 320);
  assert.ok(await fits());
  const { height } = await button(page, 'Log in with OwnYou').boundingBox();
  assert.ok(height >= 44, String(height));
  // Where colours are forced, what is drawn by its background has a border.
  assert.notEqual(await style('button', 'borderTopColor'), 'rgba(0, 0, 0, 0)');
  const popup = await asked();
  assert.ok(await fits());
  await answers(popup, 'no');
  await button(page, 'Try again').waitFor();
  assert.ok(await fits());
  assert.equal(await style('button', 'transitionDuration'), '0s');
  assert.equal(await element().evaluate(each => each.shadowRoot.getAnimations().length), 0);
});
