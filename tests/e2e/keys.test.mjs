/** The ways into a vault: a passkey, another passphrase, one removed, a new key underneath, and locking. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { passphrase, stage, startBrowser, startServer } from './harness.mjs';
import { bringSample, button, confirm, createVault, goTo, heading, lock, recordsAre, unlock } from './person.mjs';

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

/** A security key that answers by itself: WebAuthn's virtual authenticator. */
async function securityKey(options = {}) {
  const cdp = await browser.context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
      ...options,
    },
  });
}

const ways = () => page.getByRole('list', { name: 'Ways in' }).locator('b').allTextContents();
const isOpen = () => page.getByRole('navigation', { name: 'Main' }).waitFor();
const isLocked = () => heading(page, 'Unlock your vault').waitFor();

async function addPasskey(name) {
  await button(page, 'Add a passkey…').click();
  await page.getByLabel('Its name').fill(name);
  await button(page, 'Make it').click();
}

/** The page's clock, so many minutes on; it is looked at as when somebody comes back to the tab. */
function later(minutes) {
  return page.evaluate(ms => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + ms;
    document.dispatchEvent(new Event('visibilitychange'));
  }, minutes * 60_000);
}

test('a passkey opens the vault until it is removed', async () => {
  await securityKey();
  await createVault(page, server.url);
  await goTo(page, 'Settings');
  await addPasskey('Blue key');
  await page.getByText('The passkey opens your vault.').waitFor();
  assert.deepEqual(await ways(), ['Passphrase', '24 words', 'Passkey “Blue key”']);
  await lock(page);
  await page.getByRole('button', { name: 'Unlock with a passkey' }).click();
  await isOpen();
  await button(page, 'Remove Passkey “Blue key”').click();
  await confirm(page, 'Remove it');
  await page.waitForFunction(() => document.querySelectorAll('[aria-label="Ways in"] li').length === 2);
  await lock(page);
  assert.equal(await page.getByRole('button', { name: 'Unlock with a passkey' }).count(), 0);
  await unlock(page);
  assert.deepEqual(browser.complaints(), []);
});

for (const [what, said, answer] of [
  ['answers differently every time', /answered differently/, () => crypto.getRandomValues(new Uint8Array(32)).buffer],
  ['answers with zeros', /an empty key/, () => new ArrayBuffer(32)],
  ['has no PRF', /cannot make a key/, () => undefined],
]) {
  test(`a passkey that ${what} is not built on`, async () => {
    await securityKey();
    await page.addInitScript(`
      const answer = ${answer};
      PublicKeyCredential.prototype.getClientExtensionResults = () => ({ prf: { results: { first: answer() } } });
    `);
    await createVault(page, server.url);
    await goTo(page, 'Settings');
    await addPasskey('Odd key');
    await page.getByRole('dialog').getByRole('alert').filter({ hasText: said }).waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await ways(), ['Passphrase', '24 words']);
  });
}

test('another passphrase, by who knows the one before or the words', async () => {
  const words = await createVault(page, server.url);
  await goTo(page, 'Settings');
  await button(page, 'Change…').click();
  const proof = page.getByLabel('Your passphrase, or your 24 words', { exact: true });
  await proof.fill('not the one');
  await page.getByLabel('New passphrase', { exact: true }).fill('seven loud teapots');
  await button(page, 'Change it').click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await proof.fill(words.join(' '));
  await button(page, 'Change it').click();
  await page.getByText('The new passphrase opens your vault, and no other does.').waitFor();
  await lock(page);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await button(page, 'Unlock').click();
  await page.getByRole('alert').waitFor();
  await unlock(page, 'seven loud teapots');
});

test('something that can be carried is always left; the words can come back, and no others', async () => {
  const words = await createVault(page, server.url);
  await goTo(page, 'Settings');
  await button(page, 'Remove 24 words').click();
  await confirm(page, 'Remove it');
  await button(page, 'Add my 24 words…').waitFor();
  await button(page, 'Remove Passphrase').click();
  await confirm(page, 'Remove it');
  await page.getByText(/nothing that you can carry would open the vault/).waitFor();
  assert.deepEqual(await ways(), ['Passphrase']);
  await button(page, 'Add my 24 words…').click();
  const field = page.getByLabel('The words that this vault was made with');
  await field.fill(`${'abandon '.repeat(23)}art`);
  await button(page, 'Add them').click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await field.fill(words.join(' '));
  await button(page, 'Add them').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await lock(page);
  await button(page, 'Use my 24 words').click();
  await page.getByLabel('Your 24 words').fill(words.join(' '));
  await button(page, 'Unlock').click();
  await isOpen();
});

/** The sealed segments as they lie in the browser, by what their headers and keyring say. */
const generations = () =>
  page.evaluate(async () => {
    const opening = indexedDB.open('ownyou');
    const database = await new Promise(resolve => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const asking = database.transaction('segments').objectStore('segments').getAll();
    const all = await new Promise(resolve => {
      asking.onsuccess = () => resolve(asking.result);
    });
    database.close();
    return [...new Set(all.map(sealed => new DataView(sealed.buffer, sealed.byteOffset).getUint32(1)))];
  });

test('everything is sealed again under a new key, and every way in stays', async () => {
  const words = await createVault(page, server.url, { keepUnlocked: true });
  const records = await bringSample(page);
  assert.deepEqual(await generations(), [1]);
  await goTo(page, 'Settings');
  await page.getByText('Somebody may have had my key').click();
  await button(page, 'Replace the key…').click();
  await page.getByLabel('Your passphrase, or your 24 words', { exact: true }).fill(passphrase);
  await button(page, 'Replace it').click();
  await page.getByText('Everything is sealed under a new key.').waitFor();
  assert.deepEqual(await generations(), [2]);
  // The device's key opens the new one too.
  await page.reload();
  await goTo(page, 'Data');
  await recordsAre(page, records);
  await lock(page);
  await button(page, 'Use my 24 words').click();
  await page.getByLabel('Your 24 words').fill(words.join(' '));
  await button(page, 'Unlock').click();
  await recordsAre(page, records);
  assert.deepEqual(browser.complaints(), []);
});

test('locked now is locked, though this device could open it; open again, it can', async () => {
  await createVault(page, server.url, { keepUnlocked: true });
  await page.reload();
  await isOpen();
  await lock(page);
  await page.reload();
  await isLocked();
  assert.equal(await page.getByRole('button', { name: 'Unlock with this device' }).count(), 0);
  const other = await browser.context.newPage();
  await other.goto(server.url);
  await heading(other, 'Unlock your vault').waitFor();
  await other.close();
  await unlock(page);
  await page.reload();
  await isOpen();
});

test('a vault that nobody uses locks by itself, as the person set it', async () => {
  await createVault(page, server.url);
  await goTo(page, 'Settings');
  const after = page.getByLabel('Lock when nobody is here');
  assert.equal(await after.inputValue(), '15');
  await later(14);
  await page.keyboard.press('Tab');
  await later(14);
  await isOpen();
  await later(2);
  await isLocked();

  await page.reload();
  await unlock(page);
  await after.selectOption('Never');
  await page.getByText('The vault stays open until you lock it.').waitFor();
  await later(1000);
  // Asked again, the core still knows the vault.
  await after.selectOption('After a minute');
  await page.getByText('The vault locks after a minute.').waitFor();
  await later(2);
  await isLocked();
});
