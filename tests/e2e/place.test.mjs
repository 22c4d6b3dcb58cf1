/** Another place: noticed where the person allows it, and neither asked for nor kept where not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { createVault } from './person.mjs';

const bristol = { latitude: 51.4545, longitude: -2.5879 };
const clifton = { latitude: 51.4622, longitude: -2.6215 };
const lisbon = { latitude: 38.7223, longitude: -9.1393 };

let server;
let context;
let page;
stage(async keep => {
  server = await keep(startServer());
  const browser = await keep(startBrowser());
  ({ context, page } = browser);
  // Whether the page asks its browser, counted beside what the browser answers.
  await context.addInitScript(() => {
    globalThis.asked = 0;
    const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    navigator.geolocation.getCurrentPosition = (...args) => {
      globalThis.asked += 1;
      ask(...args);
    };
  });
  await createVault(page, server.url, { keepUnlocked: true });
  await context.setGeolocation(bristol);
});

const choice = () => page.getByRole('checkbox', { name: 'Look when I come to another place' });
const notice = () => page.getByText(/You are in another place/);
const asked = () => page.evaluate(() => globalThis.asked);
const settings = async () => {
  await page.goto(`${server.url}/#/settings`);
  await choice().waitFor();
};

/** Opens the app anew, in another place, and waits for its settings. */
async function openedIn(place) {
  await context.setGeolocation(place);
  await page.reload();
  await choice().waitFor();
}

test('refused by the browser, it stays off and says what to do', async () => {
  await settings();
  const devtools = await context.newCDPSession(page);
  const permission = { name: 'geolocation' };
  await devtools.send('Browser.setPermission', { permission, setting: 'denied', origin: server.url });
  await choice().click();
  await page.getByText('Your browser lets this site know no place.').waitFor();
  assert.equal(await choice().isChecked(), false);
});

test('nobody is asked before it is allowed', async () => {
  await context.grantPermissions(['geolocation'], { origin: server.url });
  await openedIn(bristol);
  assert.equal(await asked(), 0);
});

test('allowed, another town is noticed once, and the next street is none', async () => {
  await choice().click();
  await choice().and(page.locator(':checked')).waitFor();
  await openedIn(lisbon);
  await notice().waitFor();
  await openedIn(lisbon);
  await page.waitForFunction(() => globalThis.asked === 1);
  await openedIn(bristol);
  await notice().waitFor();
  await openedIn(clifton);
  await page.waitForFunction(() => globalThis.asked === 1);
  assert.equal(await notice().count(), 0);
});

test('turned off, nobody is asked any more', async () => {
  await choice().click();
  await choice().and(page.locator(':not(:checked)')).waitFor();
  await openedIn(lisbon);
  assert.equal(await asked(), 0);
});
