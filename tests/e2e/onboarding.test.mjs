/** From an empty browser to an open vault, and the ways back in. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { passphrase, stage, startBrowser, startServer } from './harness.mjs';
import { answerWords, beginVault, createVault, goTo, heading, lock, readWords, unlock } from './person.mjs';

let server;
let browser;
let page;
stage(async keep => {
  server = await keep(startServer());
});
beforeEach(async () => {
  browser = await startBrowser();
  page = browser.page;
});
afterEach(() => browser.close());

test('the way in can be walked back, and says what is wrong', async () => {
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Check this browser' }).click();
  await page.getByText('Firefox').first().waitFor();
  await page.getByText('Safari').first().waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Create my vault' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Next' }).click();
  const words = await readWords(page);
  assert.equal(words.length, 24);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByText(/^Copied/).waitFor();
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await heading(page, 'Check three of them').waitFor();
  const fields = await page.getByLabel(/^Word \d+$/).all();
  assert.equal(fields.length, 3);
  for (const field of fields) await field.fill('zebra');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('alert').waitFor();
  await answerWords(page, words);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Create my vault' }).click();
  // The core refuses the short passphrase and the person is back at that step.
  await heading(page, 'Choose a passphrase').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /shorter than \d+ characters/);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Create my vault' }).click();
  await heading(page, 'Your vault is ready').waitFor();
  assert.deepEqual(browser.complaints(), []);
});

for (const [answer, said] of [
  [true, /^The browser has agreed to keep your data/],
  [false, /^The browser has not promised to keep your data/],
]) {
  test(`the browser is asked to keep the vault, and what it says is said: ${answer}`, async () => {
    await page.addInitScript(agrees => {
      window.asked = 0;
      StorageManager.prototype.persist = async () => {
        window.asked++;
        return agrees;
      };
      StorageManager.prototype.persisted = async () => agrees && window.asked > 0;
    }, answer);
    await beginVault(page, server.url);
    assert.equal(await page.evaluate(() => window.asked), 0);
    await page.getByRole('button', { name: 'Create my vault' }).click();
    await heading(page, 'Your vault is ready').waitFor();
    await page.getByRole('status').filter({ hasText: said }).waitFor();
    assert.equal(await page.evaluate(() => window.asked), 1);
    await page.getByRole('button', { name: 'Bring in my data' }).click();
    await goTo(page, 'Settings');
    const again = page.getByRole('button', { name: 'Ask the browser to keep it' });
    if (answer) await page.getByText('The browser keeps your data until you remove it.').waitFor();
    else await again.click();
    assert.equal(await page.evaluate(() => window.asked), answer ? 1 : 2);
    assert.equal(await again.count(), answer ? 0 : 1);
  });
}

test('the browser’s offer to install the app waits in the settings', async () => {
  await createVault(page, server.url);
  const offered = await page.evaluate(() => {
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    offer.prompt = async () => {
      window.prompted = true;
      return { outcome: 'accepted' };
    };
    return dispatchEvent(offer);
  });
  assert.equal(offered, false, 'the browser does not ask by itself');
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Install OwnYou' }).click();
  await page.waitForFunction(() => window.prompted);
});

test('lock, wrong passphrase, right passphrase, 24 words', async () => {
  const words = await createVault(page, server.url);
  await lock(page);
  await page.getByLabel('Passphrase', { exact: true }).fill('four red bicycles');
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await unlock(page);
  await page.reload();
  await heading(page, 'Unlock your vault').waitFor();
  await page.getByRole('button', { name: 'Use my 24 words' }).click();
  const field = page.getByLabel('Your 24 words');
  await field.fill(words.with(3, 'bycicle').join(' '));
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  assert.match(await page.getByRole('alert').innerText(), /4/);
  await field.fill(`  ${words.join('  \n').toUpperCase()} `);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  assert.deepEqual(browser.complaints(), []);
});

test('a device that keeps it unlocked opens by itself, until told otherwise', async () => {
  await createVault(page, server.url, { keepUnlocked: true });
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await goTo(page, 'Settings');
  await page.getByRole('checkbox', { name: /Keep unlocked/ }).uncheck();
  await page.getByText('The passphrase is asked for again.').waitFor();
  await page.reload();
  await heading(page, 'Unlock your vault').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Unlock with this device' }).count(), 0);
  await unlock(page);
});

test('whoever has lost passphrase and words can erase the vault and begin again', async () => {
  await createVault(page, server.url);
  await lock(page);
  await page.getByText('I have lost both').click();
  await page.getByRole('button', { name: 'Erase this vault…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('erase');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase this vault' }).click();
  await heading(page, 'See what your own data says about you').waitFor();
  assert.deepEqual(await page.evaluate(() => indexedDB.databases().then(all => all.map(one => one.name))), []);
  await createVault(page, server.url);
});
