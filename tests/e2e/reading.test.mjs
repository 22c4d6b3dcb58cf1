/**
 * The transformer reads what is here, by itself: it goes on after a reload and a lock, waits when it is told to, and finds
 * by meaning what shares no word with the question, among memories and among records.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stage, startBrowser, startServer, without } from './harness.mjs';
import { bringSample, button, createVault, goTo, lock, remember, unlock } from './person.mjs';

const file = 'minilm-l6-i8.bin';

describe('reading', { skip: without(file) }, () => {
  let browser;
  let page;
  stage(async keep => {
    const server = await keep(startServer());
    browser = await keep(startBrowser());
    page = browser.page;
    await createVault(page, server.url);
    await bringSample(page);
  });

  const models = () => page.getByRole('list', { name: 'Models' });
  const row = () => models().getByRole('listitem').filter({ hasText: 'It runs on every device' });
  const bar = () => page.getByRole('progressbar', { name: 'Reading of your memories and records' });
  const read = () => page.getByText(/^[\d,]+ of [\d,]+ read$/);
  const found = () => page.getByRole('region', { name: 'Found' });
  const field = () => page.getByRole('searchbox', { name: 'Search your memory' });

  /** How many are read, and of how many. */
  async function numbers() {
    const [done, total] = (await read().innerText()).replaceAll(',', '').match(/\d+/g).map(Number);
    return { done, total };
  }

  /** Waits until more than so many are read. */
  async function moreThan(least) {
    await page.waitForFunction(
      ([least]) => {
        const line = [...document.querySelectorAll('p.numbers')].find(line => / read$/.test(line.textContent));
        return line && Number(line.textContent.replaceAll(',', '').match(/\d+/)[0]) > least;
      },
      [least],
      { timeout: 120_000 },
    );
    return await numbers();
  }

  test('with its model here it begins, and tells how far it is', async () => {
    await goTo(page, 'Memory');
    await remember(page, 'My sister teaches children to play the violin');
    await goTo(page, 'Settings');
    await row()
      .getByRole('button', { name: /^Download / })
      .click();
    await bar().waitFor();
    const { total } = await moreThan(0);
    assert.ok(total > 100, `${total} to read`);
  });

  test('paused it waits, also after a lock', async () => {
    // So many are written at a time; what is read and not written goes with a lock.
    await moreThan(128);
    await button(page, 'Pause').click();
    await page.getByText('You have paused it.').waitFor();
    const { done } = await numbers();
    await lock(page);
    await unlock(page);
    await goTo(page, 'Settings');
    await page.getByText('You have paused it.').waitFor();
    const after = await numbers();
    assert.ok(after.done <= done && after.done >= 128, `${after.done} of ${done} were kept`);
    await button(page, 'Go on').click();
    await moreThan(after.done);
  });

  test('locked and reloaded in the middle it goes on where it was, to the end', async () => {
    const { done } = await moreThan(0);
    await lock(page);
    await page.reload();
    await unlock(page);
    await goTo(page, 'Settings');
    // What was read and not written yet is read again.
    await moreThan(Math.max(done - 128, 0));
    await page.getByText(/^All [\d,]+ read$/).waitFor({ timeout: 300_000 });
  });

  test('a memory is found by a question that shares no word with it', async () => {
    await goTo(page, 'Memory');
    await field().fill('music lessons for kids');
    await found().getByText('My sister teaches children to play the violin').waitFor();
    await page.locator('section[aria-busy=false]', { hasText: 'My sister' }).waitFor();
  });

  test('so is a record', async () => {
    await goTo(page, 'Data');
    const records = page.getByRole('region', { name: 'Records', exact: true });
    await page.getByRole('searchbox', { name: 'Search' }).fill('animal doctor');
    await records.getByText('Pepper: vet, booster').first().waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await goTo(page, 'Memory');
    await field().fill('music lessons for kids');
  });

  test('forgotten it is not found any more', async () => {
    await found().getByText('My sister teaches children to play the violin').click();
    await button(page, 'Forget').click();
    await button(page, 'Forget it').click();
    await found().getByText('My sister teaches').waitFor({ state: 'detached' });
    assert.deepEqual(browser.complaints(), []);
  });
});
