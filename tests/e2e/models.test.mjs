/**
 * Models come over a network that breaks off, lie on the device, work without a network, and go. The small one stands for
 * all of them: how a file is got and kept is the same.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startBetween } from './between.mjs';
import { stage, startBrowser, startServer, without } from './harness.mjs';
import { button, createVault, goTo, remember } from './person.mjs';

const file = 'potion-base-8m.bin';
const path = `/models/${file}`;
const size = 7_897_009;

describe('models', { skip: without(file) }, () => {
  let between;
  let browser;
  let page;
  stage(async keep => {
    const server = await keep(startServer());
    between = await keep(startBetween(server.url));
    browser = await keep(startBrowser());
    page = browser.page;
    await createVault(page, between.url, { keepUnlocked: true });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  });

  const row = () =>
    page.getByRole('list', { name: 'Models' }).getByRole('listitem').filter({ hasText: 'Quick search' });
  const field = () => page.getByRole('searchbox', { name: 'Search your memory' });
  const found = () => page.getByRole('region', { name: 'Found' });
  const press = name =>
    row()
      .getByRole('button', { name: new RegExp(`^${name} `) })
      .click();
  const ranges = () => between.asked.filter(one => one.path === path).map(one => one.range);
  const reopen = async () => {
    await page.reload();
    await goTo(page, 'Settings');
  };

  test('before anything is downloaded, its size is told', async () => {
    await goTo(page, 'Settings');
    await row().getByText('7.9 MB to download').waitFor();
    assert.deepEqual(ranges(), []);
  });

  test('what breaks off goes on after a reload, from there', async () => {
    // The connection breaks after 3 MB, and then for good.
    let first = true;
    between.meddling(asked => {
      if (asked !== path) return undefined;
      const cut = first ? 3_000_000 : 0;
      first = false;
      return { cut };
    });
    await press('Download');
    await row().getByText('It goes on from there.').waitFor();
    await row()
      .getByText(/broke off/)
      .waitFor();
    await reopen();
    await row()
      .getByText(/^\d of 7.9 MB are here/)
      .waitFor();
    const before = ranges().length;
    between.meddling(() => undefined);
    await press('Go on');
    await row().getByText('On this device').waitFor();
    const [range, ...more] = ranges().slice(before);
    assert.deepEqual(more, []);
    const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
    assert.ok(from > 2_000_000 && from <= 3_000_000, range);
  });

  test('without a network it is there, and finds by meaning', async () => {
    await goTo(page, 'Memory');
    await remember(page, 'We slept at a small hotel in Porto');
    await remember(page, 'The bicycle needs new brake pads');
    await reopen();
    between.meddling(() => ({ cut: 0 }));
    await page.reload();
    await goTo(page, 'Settings');
    await row().getByText('On this device').waitFor();
    await goTo(page, 'Memory');
    await field().fill('lodging');
    await found().getByText('We slept at a small hotel in Porto').waitFor();
    between.meddling(() => undefined);
  });

  test('deleted it stays away until somebody asks for it', async () => {
    await goTo(page, 'Settings');
    await press('Delete');
    await button(page, 'Delete it').click();
    await row().getByText('7.9 MB to download').waitFor();
    await page.reload();
    await goTo(page, 'Memory');
    const before = ranges().length;
    await field().fill('brake');
    await found().getByText('The bicycle needs new brake pads').waitFor();
    await field().fill('lodging');
    await found().getByText('The bicycle needs new brake pads').waitFor({ state: 'detached' });
    await goTo(page, 'Settings');
    await row().getByText('7.9 MB to download').waitFor();
    assert.equal(ranges().length, before);
    const kept = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('models');
      const files = await Array.fromAsync(folder.values(), handle => handle.getFile());
      return files.reduce((sum, file) => sum + file.size, 0);
    });
    assert.ok(kept < 1000, `${kept} bytes are left`);
  });

  test('what comes wrong is thrown away, told, and got again', async () => {
    between.meddling(asked => (asked === path ? { flip: 5_000_000 } : undefined));
    await press('Download');
    await row()
      .getByRole('button', { name: /^Get it again/ })
      .waitFor();
    await reopen();
    between.meddling(() => undefined);
    await press('Get it again');
    await row().getByText('On this device').waitFor();
  });

  test('a server that knows no parts gives all of it again', async () => {
    await press('Delete');
    await button(page, 'Delete it').click();
    let first = true;
    between.meddling(asked => {
      if (asked !== path) return undefined;
      const cut = first ? 3_000_000 : size + 1;
      first = false;
      return { cut, plain: true };
    });
    await press('Download');
    await row().getByText('On this device').waitFor();
  });

  test('the transformer shows that it computes what it should', async () => {
    between.meddling(() => undefined);
    await button(page, 'Download MiniLM-L6').click();
    await button(page, 'Delete MiniLM-L6').waitFor();
    await button(page, 'Run a check').click();
    await page.getByText('It works as it should.').waitFor();
    await page.reload();
    await button(page, 'Delete MiniLM-L6').waitFor();
    await button(page, 'Run a check').waitFor();
  });

  test('nobody complained but of the connection', () => {
    assert.deepEqual(
      browser.complaints().filter(text => !/net::ERR_|Failed to load resource/.test(text)),
      [],
    );
  });
});
