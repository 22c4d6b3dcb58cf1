/** Tabs, one vault: all show the same, all write at once, and when the owner goes another takes over. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { mailbox } from './mailbox.mjs';
import { choose, counts, createVault, goTo, outcome, recordsAre, sampleFile } from './person.mjs';

let server;
let browser;
let first;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  first = browser.page;
  await createVault(first, server.url, { keepUnlocked: true });
});

test('what one tab imports the other shows; closing the owner loses nothing', async () => {
  const second = await browser.context.newPage();
  await second.goto(`${server.url}/#/data`);
  await second.getByRole('heading', { name: 'Data', level: 1 }).waitFor();
  // The second tab does not own the vault, and imports all the same.
  await choose(second, sampleFile('bank.csv'));
  const { imported } = counts(await outcome(second, 'bank.csv'));
  assert.ok(imported > 200);
  await first.getByRole('button', { name: 'Erase Bank', exact: true }).waitFor();
  await recordsAre(first, imported);

  await first.close();
  await goTo(second, 'Settings');
  await goTo(second, 'Data');
  await second.getByRole('button', { name: 'Erase Bank', exact: true }).waitFor();
  await choose(second, sampleFile('calendar.ics'));
  const more = counts(await outcome(second, 'calendar.ics')).imported;
  assert.ok(more >= 50);
  await recordsAre(second, imported + more);
});

for (const count of [2, 5]) {
  test(`${count} tabs that write at once: everything that was confirmed is there`, async () => {
    const browser = await startBrowser();
    try {
      await createVault(browser.page, server.url, { keepUnlocked: true });
      const others = Array.from({ length: count - 1 }, () => browser.context.newPage());
      const tabs = [browser.page, ...(await Promise.all(others))];
      await Promise.all(tabs.map(tab => tab.goto(`${server.url}/#/data`)));
      const brought = await Promise.all(
        tabs.map(async (tab, n) => {
          const file = mailbox(800, `tab-${n}`);
          await choose(tab, file);
          return counts(await outcome(tab, file.name)).imported;
        }),
      );
      assert.deepEqual(brought, Array(count).fill(800));
      for (const tab of tabs) await recordsAre(tab, 800 * count);

      // Each erases what it brought itself, all at once, but for the first.
      await Promise.all(tabs.slice(1).map((tab, n) => eraseImport(tab, `tab-${n + 1}.mbox`)));
      for (const tab of tabs) await recordsAre(tab, 800);
      // The same is on the disk.
      await Promise.all(tabs.slice(1).map(tab => tab.close()));
      await browser.page.reload();
      await recordsAre(browser.page, 800);
      assert.deepEqual(browser.complaints(), []);
    } finally {
      await browser.close();
    }
  });
}

async function eraseImport(page, name) {
  await page.getByRole('button', { name: `Erase import ${name}`, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Erase/ })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
