/**
 * Missions while nobody is there: the browser wakes the service worker (by its debugging protocol), which looks by a key
 * of its own where the person wants it, and tells of it; and nothing of that where not.
 */

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, stage, startBrowser, startServer } from './harness.mjs';
import { bringSample, button, createVault, goTo, heading, unlock } from './person.mjs';

const minute = 60_000;
const day = 24 * 60 * minute;

let server;
let browser;
let quiet;
let devtools;
let registrationId;

stage(async keep => {
  const appDir = await mkdtemp(join(tmpdir(), 'ownyou-app-'));
  await keep({ close: () => rm(appDir, { recursive: true, force: true }) });
  await cp(join(root, 'web', 'app', 'dist'), appDir, { recursive: true });
  const script = join(appDir, 'sw.js');
  for (const end of ['.br', '.gz']) await rm(script + end, { force: true });
  await writeFile(script, `(${beforeScript})();\n${await readFile(script, 'utf8')}`);
  server = await keep(startServer({ appDir }));
  browser = await keep(startBrowser());
  await browser.context.grantPermissions(['notifications'], { origin: server.url });
  await createVault(browser.page, server.url);
  await bringSample(browser.page);
  await browser.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // A page of the origin that is none of the app's: it sees notifications and storage, and owns nothing.
  quiet = await browser.context.newPage();
  await quiet.goto(`${server.url}/manifest.webmanifest`);
  devtools = await browser.context.newCDPSession(quiet);
  const registered = new Promise(resolve => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(one => one.scopeURL.startsWith(server.url) && !one.isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  registrationId = await registered;
});

/**
 * Stands before the worker's own script: each event waits for what the test has laid down (how far the clock is `ahead`,
 * at which write the worker is to hang), and says what was read and what failed.
 */
function beforeScript() {
  const listen = self.addEventListener.bind(self);
  const RealDate = Date;
  const channel = new BroadcastChannel('watched');
  self.addEventListener = (type, listener) => {
    if (!['periodicsync', 'sync', 'push'].includes(type)) return listen(type, listener);
    listen(type, event => event.waitUntil(watched(type, event, listener)));
  };
  async function watched(type, event, listener) {
    const { ahead, stuckAt } = await (await caches.match('/laid-down')).json();
    const [read, failed, work] = [[], [], []];
    let writes = 0;
    // The core asks for a new Date, the worker for its now.
    globalThis.Date = class extends RealDate {
      constructor(...given) {
        super(...(given.length > 0 ? given : [RealDate.now() + ahead]));
      }
      static now = () => RealDate.now() + ahead;
    };
    for (const name of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor']) {
      const original = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (key, ...rest) {
        read.push(`${this.name} ${typeof key === 'string' ? key : '…'}`);
        return original.call(this, key, ...rest);
      };
    }
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
      if (mode === 'readwrite' && ++writes === stuckAt) {
        channel.postMessage({ stuck: true, read, failed });
        for (;;);
      }
      return transaction.call(this, stores, mode, ...rest);
    };
    listener({ tag: event.tag, waitUntil: promise => work.push(promise) });
    for (const one of work) await one.catch(thrown => failed.push(`${type}: ${thrown?.message ?? thrown}`));
    channel.postMessage({ stuck: false, read, failed });
  }
}

const events = {
  periodicsync: () => send('ServiceWorker.dispatchPeriodicSyncEvent', { tag: 'missions' }),
  sync: () => send('ServiceWorker.dispatchSyncEvent', { tag: 'missions', lastChance: false }),
  push: () => send('ServiceWorker.deliverPushMessage', { data: 'not read' }),
};

const send = (method, rest) => devtools.send(method, { origin: server.url, registrationId, ...rest });

/** Wakes a worker that does not run by one of the three, and waits until it is through, or hangs; what it did. */
async function wake(event, { ahead = 0, stuckAt = 0 } = {}) {
  await devtools.send('ServiceWorker.stopAllWorkers');
  await quiet.evaluate(
    async laidDown => {
      const cache = await caches.open('laid-down');
      await cache.put('/laid-down', Response.json(laidDown));
      globalThis.outcome = new Promise(resolve => {
        new BroadcastChannel('watched').addEventListener('message', ({ data }) => resolve(data), { once: true });
      });
    },
    { ahead, stuckAt },
  );
  await events[event]();
  return await quiet.evaluate(() => globalThis.outcome);
}

const shown = () =>
  quiet.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/');
    const all = await registration.getNotifications();
    return all.map(({ title, body, tag, data }) => ({ title, body, tag, data }));
  });

const clear = () =>
  quiet.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/');
    for (const one of await registration.getNotifications()) one.close();
  });

/** The names of what lies in a store of a database, read raw. */
const stored = (database, store) =>
  quiet.evaluate(
    async ([database, store]) => {
      // Opening one that is not there would make it.
      if (!(await indexedDB.databases()).some(({ name }) => name === database)) return [];
      const done = request =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const found = await done(indexedDB.open(database));
      const keys = await done(found.transaction(store).objectStore(store).getAllKeys());
      found.close();
      return keys;
    },
    [database, store],
  );

const away = page => page.getByRole('checkbox', { name: /Look for missions while OwnYou is closed/ });

async function settings(page) {
  await goTo(page, 'Settings');
  await away(page).waitFor();
}

/** Closes the only tab, and waits until the vault is nobody's: its worker goes a moment after it. */
async function leave(page) {
  await page.close();
  await quiet.evaluate(() => navigator.locks.request('ownyou-vault', () => {}));
}

async function inSettings(work) {
  const page = await browser.context.newPage();
  await page.goto(server.url);
  await unlock(page);
  await settings(page);
  await work(page);
  await leave(page);
}

/** Sets the quiet hours, and waits until they are: the page says what the core has taken. */
async function setQuiet(page, from, until) {
  await page.getByLabel('From', { exact: true }).fill(from);
  await page.getByLabel('until', { exact: true }).fill(until);
  const said = from === until ? 'None: you may be told at any time.' : `Nothing is told from ${from} until ${until}.`;
  await page.getByText(said).waitFor();
}

test('not asked for, nothing is read and nothing told', async () => {
  await leave(browser.page);
  for (const event of ['periodicsync', 'sync', 'push']) {
    const { read, failed } = await wake(event, { ahead: day });
    assert.deepEqual(failed, []);
    assert.deepEqual(new Set(read), new Set(['blobs lent']), event);
  }
  assert.deepEqual(await shown(), []);
  assert.ok(!(await stored('ownyou', 'blobs')).includes('lent'));
});

test('turned on, an event with no tab open tells of a card of the sample life, and the vault stays locked', async () => {
  await inSettings(async page => {
    await away(page).check();
    await page.getByLabel('On the lock screen').waitFor();
    await setQuiet(page, '00:00', '00:00');
    await page.getByText('OwnYou looks for missions while you are away.').waitFor();
  });
  assert.ok((await stored('ownyou', 'blobs')).includes('lent'));
  assert.ok((await stored('ownyou-device', 'keys')).includes('missions'));

  assert.deepEqual((await wake('periodicsync')).failed, []);
  const told = await shown();
  assert.ok(told.length > 0 && told.length <= 2, JSON.stringify(told));
  for (const { title, body, tag, data } of told) {
    assert.equal(title, 'OwnYou');
    assert.match(body, /^Something /, 'a lock screen shows nothing of it');
    assert.equal(tag, `mission-${data}`);
  }
  const page = await browser.context.newPage();
  await page.goto(server.url);
  await heading(page, 'Unlock your vault').waitFor();
  await leave(page);
});

test('told once is not told again, and two a day are enough', async () => {
  const before = await shown();
  await clear();
  await wake('sync');
  assert.deepEqual(await shown(), []);
  await wake('push', { ahead: day });
  const next = await shown();
  const ids = before.map(({ data }) => data);
  assert.ok(next.every(({ data }) => !ids.includes(data)));
});

test('with its own words where the person agreed, and never in the quiet hours', async () => {
  await clear();
  await inSettings(async page => {
    await page.getByLabel('On the lock screen').selectOption('full');
    await setQuiet(page, '00:00', '23:59');
  });
  await wake('periodicsync', { ahead: 2 * day });
  assert.deepEqual(await shown(), []);
  await inSettings(page => setQuiet(page, '00:00', '00:00'));
  await wake('periodicsync', { ahead: 2 * day });
  for (const { title, body } of await shown()) {
    assert.notEqual(title, 'OwnYou');
    assert.ok(body.length > 10, body);
  }
});

test('killed at any write, nothing is lost and nothing told twice', async () => {
  await clear();
  const seen = new Set();
  for (let at = 1, ahead = 3 * day; ; at++, ahead += day) {
    const { stuck } = await wake('periodicsync', { ahead, stuckAt: at });
    assert.deepEqual((await wake('sync', { ahead })).failed, [], `killed at write ${at}`);
    const told = (await shown()).map(({ data }) => data);
    assert.equal(new Set(told).size, told.length, 'a card has one notification');
    for (const id of told) {
      assert.ok(!seen.has(id), 'told before');
      seen.add(id);
    }
    await clear();
    if (stuck) continue;
    assert.ok(at > 5, `a day's run has more writes than ${at - 1}`);
    break;
  }
});

test('two tabs and a worker at once: the vault stays with the tab', async () => {
  const tabs = [await browser.context.newPage(), await browser.context.newPage()];
  await Promise.all(tabs.map(tab => tab.goto(server.url)));
  await unlock(tabs[0]);
  await tabs[1].getByRole('navigation', { name: 'Main' }).waitFor();
  for (const event of ['periodicsync', 'push', 'sync']) assert.deepEqual((await wake(event)).failed, []);
  for (const tab of tabs) await goTo(tab, 'Data');
  assert.equal(await tabs[0].getByText(/open in another tab/).count(), 0);

  // And a locked tab is there: it is that tab's worker who looks, and it stays locked.
  await button(tabs[0], 'Lock now').first().click();
  for (const tab of tabs) await heading(tab, 'Unlock your vault').waitFor();
  assert.deepEqual((await wake('periodicsync', { ahead: 30 * minute })).failed, []);
  await heading(tabs[1], 'Unlock your vault').waitFor();
  await tabs[0].close();
  await leave(tabs[1]);
});

test('locked by hand, the key is gone until the vault is opened; turned off, for good', async () => {
  assert.ok(!(await stored('ownyou', 'blobs')).includes('lent'), 'locked by hand');
  assert.ok(!(await stored('ownyou-device', 'keys')).includes('missions'));
  await inSettings(async page => {
    while (!(await stored('ownyou', 'blobs')).includes('lent'));
    await away(page).uncheck();
    await page.getByText('its key is gone').waitFor();
  });
  assert.ok(!(await stored('ownyou', 'blobs')).includes('lent'));
  assert.ok(!(await stored('ownyou-device', 'keys')).includes('missions'));
  await clear();
  const { read } = await wake('periodicsync', { ahead: 60 * day });
  assert.deepEqual(new Set(read), new Set(['blobs lent']));
  assert.deepEqual(await shown(), []);
});
