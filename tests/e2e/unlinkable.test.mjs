/**
 * What two publishers who collude and the issuer hold of one person: put side by side, only the constants coincide. The
 * same of two people: nothing tells them apart but their pseudonyms.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import { bringOwn, createVault, getCredential, logIn, logOut } from './person.mjs';

/** The token's fields in order, docs/formats/presentation.md: name and bytes. */
const layout = [
  ['version', 1],
  ['suite', 1],
  ['schema', 16],
  ['epoch', 8],
  ['assurance', 1],
  ['pseudonym', 48],
  ['segments', 6],
  ['proofLength', 2],
  ['aBar', 48],
  ['bBar', 48],
  ['d', 48],
  ...Array.from({ length: 11 }, (_none, n) => [`scalar${n}`, 32]),
];
const constant = ['version', 'suite', 'schema', 'epoch', 'assurance', 'proofLength'];
const proof = layout.map(([name]) => name).slice(8);
/** Of a header, what names the site itself or its own session. */
const ofTheSite = ['host', 'origin', 'referer', 'cookie', 'content-length', ':authority', ':path'];

const bytesOf = text => Buffer.from(text, 'base64url');

function fields(token) {
  const bytes = bytesOf(token);
  let at = 0;
  const read = Object.fromEntries(
    layout.map(([name, size]) => {
      at += size;
      return [name, bytes.toString('hex', at - size, at)];
    }),
  );
  assert.equal(at, bytes.length, 'the token has the length of its format');
  return read;
}

/** Every run of eight bytes in these. */
function runs(...all) {
  const found = new Set();
  for (const bytes of all) for (let at = 0; at + 8 <= bytes.length; at++) found.add(bytes.toString('hex', at, at + 8));
  return found;
}

const common = (one, other) => [...one].filter(run => other.has(run));

/** Makes of an empty browser a person with a vault and a credential, and the issuer's view of getting it. */
async function person(browser, urls) {
  const issuer = [];
  browser.context.on('requestfinished', async request => {
    if (request.method() !== 'POST' || !request.url().startsWith(`${urls.issuer}/credential`)) return;
    issuer.push({ asked: JSON.parse(request.postData()), given: await (await request.response()).json() });
  });
  await browser.page.exposeBinding('tellTest', ({ page }, detail) => hears.get(page)(detail));
  await createVault(browser.page, urls.app, { keepUnlocked: true });
  await bringOwn(browser.page);
  await getCredential(browser.page, urls);
  return { ...browser, issuer };
}

/** Who waits for what a page says. */
const hears = new WeakMap();

/** One login, and all that the publisher's server saw of it. */
async function seen({ page }, url) {
  await page.goto(url);
  await page.locator('.teaser a').first().click();
  const asking = page.waitForResponse('**/ownyou/challenge**').then(async response => ({
    request: (await response.json()).request,
    headers: await response.request().headersArray(),
  }));
  const answering = page.waitForRequest('**/ownyou/verify').then(async request => ({
    body: JSON.parse(request.postData()),
    headers: await request.headersArray(),
  }));
  // The page goes on to the article at once, and takes with it whatever still waits for an answer from it: so the page
  // itself calls out.
  const said = new Promise(resolve => hears.set(page, resolve));
  await page.evaluate(() =>
    document.addEventListener('ownyou-login', ({ detail }) => globalThis.tellTest(detail), {
      capture: true,
      once: true,
    }),
  );
  await logIn(page);
  const [{ request, headers: asked }, { body, headers: told }] = await Promise.all([asking, answering]);
  const view = { request, body, answer: await said, headers: [asked, told] };
  await logOut(page, url);
  return { ...view, token: fields(view.body.vp_token.ownyou[0]) };
}

let sites;
let one;
let other;
const views = [];
stage(async keep => {
  sites = await keep(startSites());
  one = await person(await keep(startBrowser()), sites.urls);
  other = await person(await keep(startBrowser()), sites.urls);
  for (const paper of ['news', 'blog', 'news', 'blog']) {
    views.push({ paper, ...(await seen(one, sites.urls[paper])) });
  }
});

test('a publisher recognises its reader, and no other publisher does', () => {
  const subs = paper => new Set(views.filter(view => view.paper === paper).map(view => view.answer.sub));
  assert.equal(subs('news').size, 1);
  assert.equal(subs('blog').size, 1);
  assert.notDeepEqual(subs('news'), subs('blog'));
});

test('of four logins only the constants coincide', () => {
  for (const name of constant) {
    assert.equal(new Set(views.map(view => view.token[name])).size, 1, name);
  }
  // All parts of all proofs, against each other and against themselves.
  const parts = views.flatMap(view => proof.map(name => view.token[name]));
  assert.equal(new Set(parts).size, parts.length);
  const bytes = views.map(view => runs(Buffer.from(proof.map(name => view.token[name]).join(''), 'hex')));
  for (const [index, mine] of bytes.entries()) {
    for (const theirs of bytes.slice(index + 1)) assert.deepEqual(common(mine, theirs), []);
  }
  const pseudonyms = views.slice(0, 2).map(view => runs(Buffer.from(view.token.pseudonym, 'hex')));
  assert.deepEqual(common(...pseudonyms), []);
});

test('the answers say nothing beside the token, and are of one shape', () => {
  for (const { body, answer } of views) {
    assert.deepEqual(Object.keys(body), ['vp_token']);
    assert.deepEqual(Object.keys(body.vp_token), ['ownyou']);
    assert.deepEqual(Object.keys(answer).sort(), ['assurance', 'segments', 'sub']);
  }
  const lengths = new Set(views.map(view => JSON.stringify(view.body).length));
  assert.equal(lengths.size, 1);
});

test('the questions have only their keys in common', () => {
  for (const name of ['nonce', 'state'])
    assert.equal(new Set(views.map(view => view.request[name])).size, views.length);
  const rest = views.map(({ request: { nonce, state, client_id, ...rest } }) => JSON.stringify(rest));
  assert.equal(new Set(rest).size, 1);
});

test('the browser tells both publishers the same of itself, in the same order', () => {
  const told = views.map(view =>
    view.headers.map(list =>
      list.filter(({ name }) => !ofTheSite.includes(name.toLowerCase())).map(({ name, value }) => [name, value]),
    ),
  );
  for (const theirs of told.slice(1)) assert.deepEqual(theirs, told[0]);
});

test('nothing that the issuer saw or gave is in any login', () => {
  assert.equal(one.issuer.length, 1);
  const [{ asked, given }] = one.issuer;
  const issuers = runs(bytesOf(asked.commitment), bytesOf(given.signature), bytesOf(given.entropy));
  for (const { token, answer } of views) {
    const mine = runs(
      Buffer.from([token.pseudonym, ...proof.map(name => token[name])].join(''), 'hex'),
      bytesOf(answer.sub),
    );
    assert.deepEqual(common(issuers, mine), []);
  }
  assert.deepEqual(Object.keys(asked).sort(), ['commitment', 'invite', 'v']);
});

test('two people differ in nothing but what is theirs', async () => {
  const theirs = await seen(other, sites.urls.news);
  const [mine] = views;
  for (const name of constant) assert.equal(theirs.token[name], mine.token[name], name);
  assert.notEqual(theirs.answer.sub, mine.answer.sub);
  assert.equal(JSON.stringify(theirs.body).length, JSON.stringify(mine.body).length);
  const bytes = [theirs, mine].map(view =>
    runs(Buffer.from([view.token.pseudonym, ...proof.map(name => view.token[name])].join(''), 'hex')),
  );
  assert.deepEqual(common(...bytes), []);
  const shapes = [one, other].map(({ issuer: [{ asked, given }] }) =>
    [asked, given].map(part => Object.entries(part).map(([name, value]) => [name, String(value).length])),
  );
  assert.deepEqual(shapes[0], shapes[1]);
});
