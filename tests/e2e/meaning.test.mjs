/** Search by meaning as a person goes about it: offered, downloaded, stopped, checked, read, asked, deleted, with and without a
 * network. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startBetween } from './between.mjs';
import { stage, startBrowser, startServer, without } from './harness.mjs';
import { button, confirm, createVault, goTo, remember, tabTo, unlock } from './person.mjs';

const name = 'MiniLM-L6';
const file = 'minilm-l6-i8.bin';
const path = `/models/${file}`;
/** A question, and what it means; the two share no word. */
const meant = 'lodging';
const said = 'We slept at a small hotel in Porto';

let server;
let between;
let browser;
let page;
const meaning = () => page.getByRole('region', { name: 'Search by meaning' });
const model = () =>
  meaning()
    .getByRole('listitem')
    .filter({ has: page.getByText(name, { exact: true }) });
const offer = () => page.getByRole('complementary', { name: 'Search by meaning' });
const field = () => page.getByRole('searchbox', { name: 'Search your memory' });
const found = () => page.getByRole('region', { name: 'Found' });
const askedFor = () => between.asked.filter(one => one.path === path);
/** What becomes of the model on its way, from now on. */
const meddle = how => between.meddling(asked => (asked === path ? how : undefined));

/** What the browser says of the device from now on, also to pages that are yet to come. */
async function device(says) {
  await page.evaluate(says => window.deviceSays(says), says);
}

/** Stands in for the browser's word on visibility and battery: `deviceSays({ hidden, level })` changes it. */
function feignDevice() {
  const now = { hidden: false, level: 1, ...JSON.parse(sessionStorage.device ?? '{}') };
  const battery = Object.assign(new EventTarget(), { charging: false });
  Object.defineProperty(battery, 'level', { get: () => now.level });
  Object.defineProperty(Navigator.prototype, 'getBattery', { value: async () => battery });
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (now.hidden ? 'hidden' : 'visible') });
  window.deviceSays = says => {
    sessionStorage.device = JSON.stringify(Object.assign(now, says));
    battery.dispatchEvent(new Event('levelchange'));
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

/** How many MB of the model the screen says are here. */
async function here(where) {
  const text = await where.getByText(/ of \d+ MB/).innerText();
  return Number(/(\d+) of/.exec(text)[1]);
}

describe('search by meaning', { skip: without(file) }, () => {
  stage(async keep => {
    server = await keep(startServer());
    between = await keep(startBetween(server.url));
    browser = await keep(startBrowser());
    page = browser.page;
    await browser.context.addInitScript(feignDevice);
    await createVault(page, between.url);
    await goTo(page, 'Memory');
    for (const text of [said, 'The bicycle needs new brake pads', 'Mara takes oat milk']) await remember(page, text);
  });

  test('a search offers the model with its size, once; nothing is fetched before', async () => {
    await goTo(page, 'Memory');
    await field().fill('brake pads');
    await offer()
      .getByText(/A model of \d+ MB/)
      .waitFor();
    await offer().getByRole('button', { name: 'No, thanks' }).click();
    await offer().waitFor({ state: 'detached' });
    await page.reload();
    await unlock(page);
    await goTo(page, 'Memory');
    await field().fill('brake pads');
    await found().locator('.memory').first().waitFor();
    assert.equal(await offer().count(), 0);
    assert.deepEqual(askedFor(), []);
  });

  test('a download tells its size first, how far it is, stops, and goes on from there', async () => {
    await goTo(page, 'Settings');
    await model()
      .getByText(/^\d+ MB to download$/)
      .waitFor();
    meddle({ hold: 8e6 });
    await button(page, `Download ${name}`).click();
    await model().getByRole('progressbar').waitFor();
    await model()
      .getByText(/^[5-8] of \d+ MB/)
      .waitFor();
    await button(page, `Stop ${name}`).click();
    await model()
      .getByText(/are here\. It goes on from there\.$/)
      .waitFor();
    const before = await here(model());
    assert.ok(before > 0);
    assert.equal(await model().getByRole('alert').count(), 0);
    await page.reload();
    await unlock(page);
    await goTo(page, 'Settings');
    await model()
      .getByText(/are here\. It goes on from there\.$/)
      .waitFor();
    assert.equal(await here(model()), before);
    const already = askedFor().length;
    meddle();
    await device({ hidden: true });
    await button(page, `Go on ${name}`).click();
    await model()
      .getByText(/^On this device/)
      .waitFor();
    const first = Number(/bytes=(\d+)-/.exec(askedFor()[already].range)[1]);
    assert.ok(first >= before * 1e6, 'what was here is not fetched again');
  });

  test('a check shows three pairs of sentences as close as they are', async () => {
    await meaning()
      .getByText(/^The processor\. /)
      .waitFor();
    await button(page, 'Run a check').click();
    await meaning().getByText('It works as it should.').waitFor();
    assert.equal(await meaning().locator('.pairs > li').count(), 3);
    assert.match(await meaning().locator('.figures').innerText(), /A question\s+[\d.]+ ms/);
  });

  test('reading rests while nobody sees the app, on a low battery, and as the person says; else it goes on', async () => {
    await meaning().getByText('It waits while no tab of the app is in view').waitFor();
    await button(page, 'Pause').click();
    await meaning().getByText('You have paused it.').waitFor();
    await device({ hidden: false });
    await page.reload();
    await unlock(page);
    await goTo(page, 'Settings');
    await meaning().getByText('You have paused it.').waitFor();
    await device({ level: 0.1 });
    await button(page, 'Go on').click();
    await meaning().getByText('It waits to save your battery').waitFor();
    await goTo(page, 'Memory');
    await page.getByText(/^Waits for power: [\d,]+ of [\d,]+$/).waitFor();
    await goTo(page, 'Data');
    await page.getByText(/^Waits for power: [\d,]+ of [\d,]+$/).waitFor();
    await device({ level: 0.9 });
    await goTo(page, 'Settings');
    await meaning()
      .getByText(/^All [\d,]+ read$/)
      .waitFor();
  });

  test('a search finds what is meant and not said; nothing was sent anywhere', async () => {
    await goTo(page, 'Memory');
    await field().fill(meant);
    await found().locator('.memory').first().filter({ hasText: said }).waitFor();
    assert.deepEqual(
      between.asked.filter(({ method }) => method !== 'GET'),
      [],
    );
    assert.deepEqual(browser.complaints(), []);
  });

  test('without a network everything goes on, and a download says what is wrong', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await server.stop();
    await page.reload();
    await unlock(page);
    await goTo(page, 'Memory');
    await field().fill(meant);
    await found().locator('.memory').first().filter({ hasText: said }).waitFor();
    await goTo(page, 'Settings');
    await model()
      .getByText(/^On this device/)
      .waitFor();
    await button(page, 'Run a check').click();
    await meaning().getByText('It works as it should.').waitFor();
    await button(page, 'Download MiniLM-L6 for graphics cards').click();
    await meaning()
      .getByRole('alert')
      .filter({ hasText: /network/ })
      .waitFor();
    await server.start();
  });

  test('deleted and got again with the keyboard alone; the focus stays', async () => {
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    await tabTo(page, /^Delete MiniLM-L6$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: `Delete ${name}?` }).waitFor();
    await tabTo(page, /^Delete it$/);
    await page.keyboard.press('Enter');
    await model()
      .getByText(/^\d+ MB to download$/)
      .waitFor();
    assert.equal(await focused(), `Download ${name}`);
    meddle({ flip: 5e6 });
    await page.keyboard.press('Enter');
    await button(page, `Get it again ${name}`).waitFor();
    assert.equal(await focused(), `Get it again ${name}`);
    meddle();
    await page.keyboard.press('Enter');
    await model()
      .getByText(/^On this device/)
      .waitFor();
    assert.equal(await focused(), `Delete ${name}`);
  });

  test('a server without models says so, and search goes on by words', async () => {
    await button(page, `Delete ${name}`).click();
    await confirm(page, 'Delete it');
    meddle({ status: 404 });
    await button(page, `Download ${name}`).click();
    await model()
      .getByText(/does not have it/)
      .waitFor();
    await goTo(page, 'Memory');
    await field().fill('brake pads');
    await found().locator('.memory').first().waitFor();
    meddle();
    await goTo(page, 'Settings');
    await button(page, `Try again ${name}`).click();
    await model()
      .getByText(/^On this device/)
      .waitFor();
  });
});
