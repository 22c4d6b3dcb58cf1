/** Every screen, light and dark, on a small phone and a desktop: no axe violation, nothing to scroll sideways. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { passphrase, stage, startBrowser, startSites, without } from './harness.mjs';
import {
  answerWords,
  askWallet,
  bringOwn,
  bringSample,
  choose,
  choosePicture,
  getCredential,
  goTo,
  heading,
  lock,
  logIn,
  offered,
  outcome,
  readWords,
  unlock,
} from './person.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sizes = [
  { width: 320, height: 640 },
  { width: 1280, height: 800 },
];

let sites;
let browser;
let page;
stage(async keep => {
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  page = browser.page;
});

/** Looks at the screen as it is, in both schemes and both sizes. */
async function look(name, page = browser.page) {
  // axe runs in a world of its own over the debugging protocol: the page's policy would refuse an injected script.
  const cdp = await browser.context.newCDPSession(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  await cdp.send('Runtime.evaluate', { expression: axe, contextId });
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
        expression: `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(
          violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | '))))`,
        contextId,
        awaitPromise: true,
        returnByValue: true,
      });
      assert.equal(exceptionDetails, undefined, name);
      assert.deepEqual(JSON.parse(result.value), [], `${name}, ${colorScheme}, ${size.width} px`);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(wide <= 0, `${name} at ${size.width} px is ${wide} px too wide`);
    }
  }
  await cdp.detach();
  await page.setViewportSize(sizes[1]);
}

test('the way in', async () => {
  await page.goto(`${sites.urls.news}/articles/ferry`);
  const popup = await askWallet(page);
  await heading(popup, 'You have no vault here yet').waitFor();
  await look('login, no vault', popup);
  await popup.close();
  await page.getByRole('link', { name: 'Add it to your own site' }).click();
  await heading(page, 'Add OwnYou to your site in ten minutes').waitFor();
  await look('for publishers');
  await page.goto(sites.urls.app);
  await heading(page, 'See what your own data says about you').waitFor();
  await look('welcome');
  await page.getByRole('link', { name: 'Check this browser' }).click();
  await page.getByText('Safari').first().waitFor();
  await look('browser check');
  await page.goBack();
  await page.getByRole('link', { name: 'I have 24 words' }).click();
  await heading(page, 'Come back with your 24 words').waitFor();
  await look('24 words again');
  await page.getByRole('link', { name: 'bring that back' }).click();
  await heading(page, 'Bring your backup back').waitFor();
  await page.getByLabel('Backup file').setInputFiles({
    name: 'letter.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('a letter'),
  });
  await page.getByLabel('Passphrase or 24 words', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await page.getByRole('alert').waitFor();
  await look('bring a backup back');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await page.getByRole('link', { name: 'Create my vault' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await heading(page, 'Choose a passphrase').waitFor();
  await look('passphrase');
  await page.getByRole('button', { name: 'Next' }).click();
  const words = await readWords(page);
  await look('24 words');
  await page.getByRole('button', { name: 'I have written them down' }).click();
  await answerWords(page, words);
  await look('three words');
  await page.getByRole('button', { name: 'Next' }).click();
  await heading(page, 'Is this your own device?').waitFor();
  await look('this device');
  await page.getByRole('button', { name: 'Create my vault' }).click();
  await heading(page, 'Your vault is ready').waitFor();
  await look('done');
  await page.getByRole('button', { name: 'Bring in my data' }).click();
});

test('an open vault, empty and full', async () => {
  await heading(page, 'Data').waitFor();
  await page.getByRole('button', { name: 'Try it with sample data' }).waitFor();
  await look('data, empty');
  await goTo(page, 'Missions');
  await page.getByText('Nothing to go by yet').waitFor();
  await look('missions, empty');
  await goTo(page, 'Profile');
  await page.getByText('Nothing here yet').waitFor();
  await look('profile, empty');
  await goTo(page, 'Memory');
  await page.getByText('Nothing remembered yet').waitFor();
  await look('memory, empty');
  await goTo(page, 'Data');
  await choose(page, {
    name: 'odd.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('a;b;c\n01/02/2026;Bakery;-3,20\n'),
  });
  await page.getByRole('dialog', { name: 'What are the columns?' }).waitFor();
  await look('column mapper');
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('button', { name: 'Clear list' }).click();
  await bringSample(page);
  await look('data, full');
  await page
    .getByRole('button', { name: /^Show / })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await look('record');
  await page.keyboard.press('Escape');
  await choose(page, { name: 'empty.mbox', mimeType: 'application/mbox', buffer: Buffer.alloc(0) });
  await outcome(page, 'empty.mbox');
  await look('data, with an error');
  await goTo(page, 'Profile');
  await page.locator('.segments .segment').first().waitFor();
  await look('profile, full');
  await page.locator('.segments .segment-open').first().click();
  await page.getByRole('dialog').locator('.why').first().waitFor();
  await look('evidence');
  await page.keyboard.press('Escape');
  await lookAtMissions();
  await lookAtMemory();
  await goTo(page, 'Settings');
  await page.getByText(/ used of /).waitFor();
  await page.getByRole('row', { name: /Records/ }).waitFor();
  await page.getByText('Somebody may have had my key').click();
  await look('settings');
  if (!without('minilm-l6-i8.bin')) await lookAtMeaning();
  for (const [button, name] of [
    ['Add a time…', 'a time for agents'],
    ['Change…', 'another passphrase'],
    ['Add a passkey…', 'add a passkey'],
    ['Replace the key…', 'replace the key'],
    ['Remove 24 words', 'remove a way in'],
    ['Bring a backup back…', 'replace the vault'],
  ]) {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await look(name);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Erase everything…' }).click();
  await page.getByRole('dialog').waitFor();
  await look('erase everything');
  await page.keyboard.press('Escape');
  await lock(page);
  await page.getByText('I have lost both').click();
  await page.getByRole('button', { name: 'Erase this vault…' }).waitFor();
  await look('unlock');
  await page.getByRole('button', { name: 'Use my 24 words' }).click();
  await page.getByLabel('Your 24 words').waitFor();
  await look('unlock by words');
});

async function lookAtMissions() {
  const gone = () => page.getByRole('dialog').waitFor({ state: 'detached' });
  await goTo(page, 'Missions');
  await page.locator('.masonry .mission').first().waitFor();
  await look('missions');
  await page.locator('.points summary').click();
  await look('missions, points');
  await page.locator('.points summary').click();
  await page.getByRole('button', { name: 'Keys', exact: true }).click();
  await look('missions, keys');
  await page.keyboard.press('Escape');
  await gone();
  await page.locator('.masonry .mission-open').first().click();
  await page.getByText('What happened to it').waitFor();
  for (const fold of await page.getByRole('dialog').locator('summary').all()) await fold.click();
  await look('missions, one');
  await page.getByRole('button', { name: 'Snooze…' }).click();
  await page.getByRole('dialog', { name: 'Snooze until' }).waitFor();
  await look('missions, snooze');
  await page
    .getByRole('dialog', { name: 'Snooze until' })
    .getByRole('button', { name: /^Tomorrow/ })
    .click();
  await page.getByRole('dialog', { name: 'Snooze until' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await gone();
  await page.getByText('Snoozed (1)').click();
  await page.getByRole('searchbox', { name: 'Ask your agents' }).fill('a trip');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Back to all' }).waitFor();
  await look('missions, asked');
}

async function lookAtMeaning() {
  const meaning = page.getByRole('region', { name: 'Search by meaning' });
  await page.getByRole('button', { name: 'Download MiniLM-L6', exact: true }).click();
  await page.getByRole('button', { name: 'Delete MiniLM-L6', exact: true }).waitFor();
  await meaning.getByText('Whose models these are').click();
  await page.getByRole('button', { name: 'Run a check' }).click();
  await meaning.locator('.pairs').waitFor();
  await look('settings, a model and its check');
  await page.getByRole('button', { name: 'Delete MiniLM-L6', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await look('delete a model');
  await page.keyboard.press('Escape');
}

async function lookAtMemory() {
  await goTo(page, 'Memory');
  await page.getByRole('button', { name: 'Remember something' }).click();
  await page.getByLabel('In one sentence, as you would say it').fill('The spare key is under the blue pot');
  await look('memory, remember');
  await page.getByRole('button', { name: 'Remember it' }).click();
  await page.locator('.timeline .memory').first().waitFor();
  for (const fold of ['Take it with you', 'Room and order']) await page.getByText(fold).click();
  await look('memory, timeline');
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('As it was on').fill('2020-01-01');
  await page.getByText('Nothing like that.').waitFor();
  await look('memory, filtered to nothing');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('searchbox', { name: 'Search your memory' }).fill('blue pot');
  await page.locator('.memories .memory').first().waitFor();
  if (!without('minilm-l6-i8.bin')) await page.getByRole('complementary', { name: 'Search by meaning' }).waitFor();
  await look('memory, found');
  await page.getByRole('searchbox', { name: 'Search your memory' }).fill('');
  await page.locator('.timeline .memory').first().click();
  await page.getByRole('heading', { name: 'Why do you know this?' }).waitFor();
  await look('memory, one');
  for (const [name, title] of [
    ['Edit', 'Edit'],
    ['Correct', 'What is so instead?'],
    ['Merge', 'Merge with another'],
    ['Forget', 'Forget this for good?'],
  ]) {
    await page.getByRole('button', { name, exact: true }).click();
    const form = page.getByRole('dialog', { name: title, exact: true });
    await form.waitFor();
    await look(`memory, ${name}`);
    await form.getByRole('button', { name: 'Close' }).click();
    await form.waitFor({ state: 'detached' });
  }
  await page.keyboard.press('Escape');
}

test('the window of a login', async () => {
  const { app, news } = sites.urls;
  const reader = await browser.context.newPage();
  /** Has the site ask, looks at the face that this heading tells, and closes it. */
  async function lookAt(name, title) {
    await reader.bringToFront();
    await reader.goto(`${news}/articles/ferry`);
    const popup = await askWallet(reader);
    await heading(popup, title).waitFor();
    await look(name, popup);
    await popup.close();
  }
  await lookAt('login, locked, no picture', 'Unlock to log in');
  await page.bringToFront();
  await page.reload();
  await unlock(page);
  await lookAt('login, no credential', 'You need a credential');
  await page.bringToFront();
  await goTo(page, 'Data');
  await bringOwn(page);
  await getCredential(page, sites.urls);
  await goTo(page, 'Wallet');
  await look('wallet, nothing told yet');
  await choosePicture(page, 'Otters at noon');
  await lookAt('login, asked', /^Log in to/);
  await reader.goto(`${news}/coop/articles/ferry`);
  const claimed = await askWallet(reader);
  await offered(claimed);
  await look('login, only claimed', claimed);
  await claimed.close();
  // `{}` is no request.
  await reader.goto(`${app}/present#v=1&channel=${'0'.repeat(32)}&request=e30`);
  await heading(reader, 'OwnYou does not answer this').waitFor();
  await look('login, refused', reader);
  await reader.goto(`${news}/articles/ferry`);
  await look('a publisher', reader);
  await reader.goto(`${app}/present`);
  await heading(reader, 'Nobody is asking').waitFor();
  await look('login, nobody asks', reader);
  await reader.goto(`${news}/articles/ferry`);
  await logIn(reader);
  await look('a publisher and its reader', reader);

  await page.bringToFront();
  await page.getByText(/^Told .* people looks like this$/).click();
  await look('wallet, full');
  await page.getByRole('button', { name: 'Forget this list…' }).click();
  await page.getByRole('dialog').waitFor();
  await look('forget the list');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Block news.localhost' }).click();
  await page.getByRole('dialog').waitFor();
  await look('block a site');
  await page.getByRole('button', { name: 'Block it' }).click();
  await page.getByRole('button', { name: 'Unblock news.localhost' }).waitFor();
  await look('wallet, a site blocked');
  await reader.context().clearCookies();
  await lookAt('login, blocked', 'You have blocked this site');
  await page.bringToFront();
  await lock(page);
  await lookAt('login, locked', 'Unlock to log in');
});
