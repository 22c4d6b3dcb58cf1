/** Installed and without a network: the app opens and works with the server stopped, and an update waits for a click. */

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, stage, startBrowser, startServer } from './harness.mjs';
import { bringSample, createVault, goTo, heading, lock, recordsAre, unlock } from './person.mjs';

let appDir;
let server;
let browser;
let page;
stage(async keep => {
  appDir = await mkdtemp(join(tmpdir(), 'ownyou-app-'));
  await keep({ close: () => rm(appDir, { recursive: true, force: true }) });
  await cp(join(root, 'web', 'app', 'dist'), appDir, { recursive: true });
  server = await keep(startServer({ appDir }));
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url);
});

test('it can be installed', async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const cdp = await browser.context.newCDPSession(page);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // A profile of a test counts as private browsing in some versions; nothing else is allowed.
  assert.deepEqual(
    installabilityErrors.filter(error => error.errorId !== 'in-incognito'),
    [],
  );
});

test('with the server stopped it opens, unlocks, reads files', async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();
  await page.reload();
  await heading(page, 'Unlock your vault').waitFor();
  await unlock(page);
  await goTo(page, 'Data');
  await recordsAre(page, await bringSample(page));
  await goTo(page, 'Profile');
  await page.locator('.segments .segment').first().waitFor();
});

test('an update waits for a click', async () => {
  await server.start();
  const script = join(appDir, 'sw.js');
  for (const end of ['.br', '.gz']) await rm(script + end, { force: true });
  await writeFile(script, `${await readFile(script, 'utf8')}\n// another version\n`);
  await page.reload();
  await unlock(page);
  const click = page.getByRole('button', { name: 'Update now' });
  await page.evaluate(() =>
    navigator.serviceWorker.ready.then(registration => registration.update()).then(() => undefined),
  );
  await click.waitFor();
  const before = await page.evaluate(() => navigator.serviceWorker.getRegistration().then(one => Boolean(one.waiting)));
  assert.equal(before, true);
  await Promise.all([page.waitForEvent('load'), click.click()]);
  await heading(page, 'Unlock your vault').waitFor();
  const waiting = await page.evaluate(() =>
    navigator.serviceWorker.getRegistration().then(one => Boolean(one.waiting)),
  );
  assert.equal(waiting, false);
  await unlock(page);
  await lock(page);
});
