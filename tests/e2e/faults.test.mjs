/** Storage that is full, fails or is gone, a window that keeps nothing, a clock that goes back: what the person is told. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { root, stage, startBrowser, startServer } from './harness.mjs';
import { mailbox } from './mailbox.mjs';
import { beginVault, button, choose, counts, createVault, heading, outcome, records, recordsAre } from './person.mjs';

let server;
stage(async keep => {
  server = await keep(startServer());
});

const banner = page => page.locator('.not-saved .banner');
const full =
  /This device's storage for the app is full\. Free some space on this device, then try again; what was saved is safe\./;

/** Brings in a mailbox of so many; what the list says of it. */
async function bring(page, count, name) {
  const file = mailbox(count, name);
  await choose(page, file);
  return await outcome(page, file.name);
}

/** Opens the data of the vault that is there. */
async function open(page) {
  await page.goto(`${server.url}/#/data`);
  await heading(page, 'Data').waitFor();
}

describe('a disk that is full', () => {
  let browser;
  let page;
  let cdp;
  /** Bytes of the app itself, in the browser's cache. */
  let before;
  stage(async keep => {
    browser = await keep(startBrowser());
    page = browser.page;
    cdp = await browser.context.newCDPSession(page);
  });

  /** Lets the origin have so many bytes; without a number, as many as there are. */
  const allow = quotaSize =>
    cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url, ...(quotaSize !== undefined && { quotaSize }) });

  test('makes no vault, says why, and makes it when there is room', async () => {
    await allow(1);
    await beginVault(page, server.url);
    await page.getByRole('checkbox', { name: /Keep unlocked/ }).check();
    await button(page, 'Create my vault').click();
    await page.getByRole('alert').filter({ hasText: full }).waitFor();
    await banner(page).filter({ hasText: full }).waitFor();

    before = (await cdp.send('Storage.getUsageAndQuota', { origin: server.url })).usage;
    await allow(before + 2_000_000);
    await button(page, 'Create my vault').click();
    await heading(page, 'Your vault is ready').waitFor();
    await banner(page).waitFor({ state: 'detached' });
    await button(page, 'Bring in my data').click();
  });

  test('stops an import: all that was confirmed stays, every tab says that nothing is saved, and what to do', async () => {
    const second = await browser.context.newPage();
    await open(second);
    assert.match(await bring(page, 6_000), full);
    for (const tab of [page, second]) await banner(tab).filter({ hasText: full }).waitFor();
    const third = await browser.context.newPage();
    await open(third);
    await banner(third).filter({ hasText: full }).waitFor();
    const there = await records(page);
    assert.ok(there > 0 && there < 6_000, `${there}`);
    await Promise.all([second.close(), third.close()]);
  });

  test('still opens the vault for reading', async () => {
    const there = await records(page);
    await page.goto('about:blank');
    await allow(before);
    // The browser knows how much room a site has until a while after its last tab.
    await setTimeout(3_000);
    await open(page);
    await banner(page).filter({ hasText: full }).waitFor();
    await recordsAre(page, there);
  });

  test('is tried again by itself; then the same file brings the rest, once', async () => {
    await allow();
    await banner(page).waitFor({ state: 'detached' });
    const there = await records(page);
    const { imported, known } = counts(await bring(page, 6_000));
    assert.deepEqual([imported, known], [6_000 - there, there]);
    await page.reload();
    await recordsAre(page, 6_000);
    assert.deepEqual(browser.complaints(), []);
  });
});

describe('a browser whose storage fails', () => {
  let browser;
  let page;
  stage(async keep => {
    // The app's scripts come from the server, where one of these tests breaks them.
    browser = await keep(startBrowser({ serviceWorkers: 'block' }));
    page = browser.page;
    await createVault(page, server.url, { keepUnlocked: true });
    await bring(page, 100, 'first');
  });

  test('loses the connection: it is opened again, and nobody notices', async () => {
    await page.workers()[0].evaluate(() => {
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function () {
        IDBDatabase.prototype.transaction = transaction;
        this.close();
        throw new DOMException(
          'Connection to Indexed Database server lost. Refresh the page to try again',
          'UnknownError',
        );
      };
    });
    assert.equal(counts(await bring(page, 100, 'second')).imported, 100);
    assert.equal(await banner(page).count(), 0);
  });

  test('cannot open its backing store: it says so, and goes on when it can', async () => {
    await page.workers()[0].evaluate(() => {
      const { transaction } = IDBDatabase.prototype;
      const failed = () => new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
      const { open } = IDBFactory.prototype;
      IDBDatabase.prototype.transaction = function () {
        this.close();
        throw failed();
      };
      IDBFactory.prototype.open = () => {
        throw failed();
      };
      self.mend = () => {
        IDBDatabase.prototype.transaction = transaction;
        IDBFactory.prototype.open = open;
      };
    });
    assert.match(await bring(page, 100, 'third'), /The browser lost its storage/);
    await banner(page)
      .getByText(/The browser lost its storage.*what was saved is safe/)
      .waitFor();
    await page.workers()[0].evaluate(() => self.mend());
    await banner(page).getByRole('button', { name: 'Try again' }).click();
    await banner(page).waitFor({ state: 'detached' });
    assert.equal(counts(await bring(page, 100, 'third')).imported, 100);
    await page.reload();
    await recordsAre(page, 300);
  });

  test('cannot open it when the app starts: it says so, and opens the vault on a click when it can', async () => {
    const broken = `{const {open} = IDBFactory.prototype; IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError') };
      self.mend = () => { IDBFactory.prototype.open = open } }`;
    await page.route('**/core.worker-*.js', async (route, request) => {
      const script = await readFile(join(root, 'web', 'app', 'dist', new URL(request.url()).pathname), 'utf8');
      const headers = { 'content-type': 'text/javascript', 'cross-origin-embedder-policy': 'require-corp' };
      await route.fulfill({ headers, body: `${broken}\n${script}` });
    });
    await page.reload();
    await heading(page, 'OwnYou could not start').waitFor();
    await page.getByText(/The browser lost its storage/).waitFor();
    await page.workers()[0].evaluate(() => self.mend());
    await button(page, 'Try again').click();
    await recordsAre(page, 300);
  });

  test('has deleted everything behind our back: it is said, and nothing pretends to be there', async () => {
    const cdp = await browser.context.newCDPSession(page);
    await cdp.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' });
    assert.match(await bring(page, 100, 'fourth'), /The browser lost its storage: the database was deleted/);
    await banner(page).getByText('The browser lost its storage').waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Create my vault' }).waitFor();
  });
});

describe('a private window', () => {
  let browser;
  stage(async keep => {
    browser = await keep(startBrowser({ args: ['--no-sandbox', '--incognito'] }));
  });

  test('works, and says that it may not last', async () => {
    const { page } = browser;
    await beginVault(page, server.url);
    await button(page, 'Create my vault').click();
    await heading(page, 'Your vault is ready').waitFor();
    await page.getByText(/has not promised to keep your data.*private window loses it when it is closed/i).waitFor();
    await button(page, 'Bring in my data').click();
    assert.equal(counts(await bring(page, 100, 'private')).imported, 100);
    await recordsAre(page, 100);
  });
});

describe('a clock that goes back', () => {
  let browser;
  let page;
  stage(async keep => {
    browser = await keep(startBrowser());
    page = browser.page;
    await createVault(page, server.url, { keepUnlocked: true });
    await bring(page, 100, 'today');
  });

  test('a year: what comes in then is there, what was there stays, also when it goes right again', async () => {
    // The core asks the worker's clock, the page its own.
    const back = () => {
      const Right = Date;
      const ago = 365 * 24 * 3600 * 1000;
      globalThis.Date = class extends Right {
        constructor(...given) {
          super(...(given.length > 0 ? given : [Right.now() - ago]));
        }
        static now = () => Right.now() - ago;
      };
    };
    await page.evaluate(back);
    await page.workers()[0].evaluate(back);
    assert.equal(counts(await bring(page, 100, 'last-year')).imported, 100);
    await recordsAre(page, 200);
    const year = new Date().getFullYear();
    const imports = page.getByRole('region', { name: 'Imports' }).getByRole('listitem');
    await imports
      .filter({ hasText: 'last-year.mbox' })
      .getByText(`${year - 1}`)
      .waitFor();
    await page.reload();
    await recordsAre(page, 200);
    await imports.filter({ hasText: 'today.mbox' }).getByText(`${year}`).waitFor();
    assert.equal(counts(await bring(page, 100, 'again')).imported, 100);
    await recordsAre(page, 300);
    assert.deepEqual(browser.complaints(), []);
  });
});

test('a screen whose code does not come says so, and is there when one comes back to it', async context => {
  const browser = await startBrowser({ serviceWorkers: 'block' });
  context.after(() => browser.close());
  const { page } = browser;
  await page.route('**/assets/outside-*.js', route => route.abort());
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Create my vault' }).click();
  await page.getByRole('alert').filter({ hasText: 'This screen could not be fetched.' }).waitFor();
  await page.unroute('**/assets/outside-*.js');
  await page.goBack();
  await page.getByRole('link', { name: 'Create my vault' }).click();
  await heading(page, 'Choose a passphrase').waitFor();
});
