/**
 * A no, for whatever reason, as the page that asked can observe it: every message, its size and fields, the window, the
 * broadcasts, their order and their time after the person's click. All must be the same.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import { startAttacker } from './hostile/server.mjs';
import { button, closes, confirm, createVault, getCredential, goTo, heading, lock, unlock } from './person.mjs';
import { requestOf } from './stranger.mjs';

let sites;
let paper;
let browser;
let own;
stage(async keep => {
  const server = await keep(startAttacker());
  paper = server.at('paper');
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  own = browser.page;
  await own.goto(sites.urls.app);
});

/** Has the wallet's own tab write down when the window is clicked, which is gone before it could be asked itself. */
async function watchClick(popup) {
  await own.evaluate(() => {
    window.clicked = new Promise(resolve => {
      new BroadcastChannel('clicked').onmessage = ({ data }) => resolve(data);
    });
  });
  await popup.evaluate(() => {
    const channel = new BroadcastChannel('clicked');
    const tell = () => channel.postMessage(performance.timeOrigin + performance.now());
    addEventListener('click', tell, { capture: true, once: true });
  });
}

/** What the page has seen once the person has read `title` and pressed `answer`; `change` is done to the request. */
async function observe(title, answer, change = request => request) {
  const page = await browser.context.newPage();
  await page.goto(`${paper}/observer.html`);
  const request = change(await requestOf(paper, sites));
  await page.evaluate(([wallet, text]) => observe(wallet, text), [sites.urls.app, JSON.stringify(request)]);
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Log in with OwnYou').click()]);
  await heading(popup, title).waitFor();
  if (answer === 'Log in') await popup.locator('button.primary:enabled').waitFor();
  await watchClick(popup);
  await closes(popup, button(popup, answer));
  await page.waitForFunction(() => isOver());
  const clicked = await own.evaluate(() => window.clicked);
  // Of two pages each has a clock of its own; both count from the same moment.
  const seen = await page.evaluate(at => observed(at - performance.timeOrigin), clicked);
  await page.close();
  return seen;
}

/** What was said, and what the window did: each in its own order, as which of the two is seen first is chance. */
const apart = seen => [seen.filter(({ what }) => what !== 'window'), seen.filter(({ what }) => what === 'window')];

let reference;
/** The same as the first that was seen. */
function isTheSame(seen) {
  reference ??= seen;
  assert.deepEqual(apart(seen), apart(reference));
}

test('no wallet at all: one ready, one no, and the window closes', async () => {
  const seen = await observe('You have no vault here yet', 'Close');
  isTheSame(seen);
  const [said, did] = apart(seen).map(list => list.map(({ what, now, when }) => `${now ?? what} ${when}`));
  assert.deepEqual(said, ['message before the click', 'answer at once']);
  assert.deepEqual(did, ['open with 0 frames before the click', 'closed at once']);
  const { fields, text } = seen.find(({ what }) => what === 'answer');
  assert.deepEqual(fields.sort(), ['error', 'ownyou', 'pad', 'type']);
  assert.equal(JSON.parse(text).error, 'access_denied');
});

test('a vault without a credential', async () => {
  await createVault(own, sites.urls.app);
  isTheSame(await observe('You need a credential', 'Close'));
});

test('a locked vault without a credential', async () => {
  await lock(own);
  isTheSame(await observe('Unlock to log in', 'No'));
  await own.bringToFront();
  await unlock(own);
});

test('the person’s own no', async () => {
  await getCredential(own, sites.urls);
  isTheSame(await observe(/^Log in to/, 'No'));
});

test('a locked vault with a credential', async () => {
  await own.bringToFront();
  await lock(own);
  isTheSame(await observe('Unlock to log in', 'No'));
  await own.bringToFront();
  await unlock(own);
});

for (const [name, change] of [
  [
    'keys that are not the wallet’s',
    ({ ownyou, ...rest }) => ({ ...rest, ownyou: { ...ownyou, keys: 'A'.repeat(43) } }),
  ],
  ['a credential that nobody has', request => JSON.parse(JSON.stringify(request).replaceAll('human', 'giant'))],
  ['50 segments', ({ ownyou, ...rest }) => ({ ...rest, ownyou: { ...ownyou, max_segments: 50 } })],
]) {
  test(`nothing that matches: ${name}`, async () => {
    isTheSame(await observe('OwnYou does not answer this', 'Close', change));
  });
}

test('a blocked site; and a yes differs in nothing but the answer’s own words', async () => {
  const yes = await observe(/^Log in to/, 'Log in');
  const outside = list =>
    apart(list).map(part =>
      part.map(({ text, fields, ...rest }) => (rest.what === 'answer' ? rest : { ...rest, text, fields })),
    );
  assert.match(yes.find(({ what }) => what === 'answer').text, /vp_token/);
  assert.deepEqual(outside(yes), outside(reference));

  await own.bringToFront();
  await goTo(own, 'Wallet');
  await button(own, 'Block paper.localhost').click();
  await confirm(own, 'Block it');
  isTheSame(await observe('You have blocked this site', 'Close'));
});
