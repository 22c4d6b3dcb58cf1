/** A token of a real login, delivered where or when it is not meant to be: the publisher's server believes none. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startSites } from './harness.mjs';
import { askWallet, button, closes, logIn, offered } from './person.mjs';
import { challenge, http, withCredential } from './stranger.mjs';

let sites;
let browser;
let page;
stage(async keep => {
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  await withCredential(sites, browser);
  page = await browser.context.newPage();
});

/** The cookie that the browser has for the publisher, as a header has it. */
async function cookieOf(url) {
  const [cookie] = await browser.context.cookies(url);
  return `${cookie.name}=${cookie.value}`;
}

/** Delivers a token past the browser: what the server says. */
async function deliver(url, token, cookie) {
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) };
  const body = JSON.stringify({ vp_token: { ownyou: [token] } });
  const { status, text } = await http(`${url}/ownyou/verify`, { method: 'POST', headers, body });
  return [status, JSON.parse(text).code];
}

/** Whether the session of this cookie has a reader. */
async function isLoggedIn(url, cookie) {
  return (await http(`${url}/account`, { headers: { cookie } })).text.includes('id="sub"');
}

/** A person says yes; the token is caught on its way to the server, which never sees it. */
async function caught(url) {
  await browser.context.clearCookies();
  await page.goto(`${url}/account`);
  await page.route('**/ownyou/verify', route => route.abort());
  const posted = page.waitForRequest('**/ownyou/verify');
  const popup = await askWallet(page);
  await offered(popup);
  await closes(popup, button(popup, 'Log in'));
  const token = (await posted).postDataJSON().vp_token.ownyou[0];
  await page.getByText('This site cannot be reached.').waitFor();
  await page.unroute('**/ownyou/verify');
  return { token, cookie: await cookieOf(url) };
}

test('once is enough: the second time it is not believed, in no session and to no new question', async () => {
  const { news } = sites.urls;
  const { token, cookie } = await caught(news);
  const headers = { 'content-type': 'application/json', cookie };
  const body = JSON.stringify({ vp_token: { ownyou: [token] } });
  const first = await http(`${news}/ownyou/verify`, { method: 'POST', headers, body });
  assert.equal(first.status, 200);
  const renamed = first.headers['set-cookie'][0].split(';')[0];
  assert.ok(await isLoggedIn(news, renamed));

  assert.deepEqual(await deliver(news, token, cookie), [403, 'no-challenge']);
  assert.deepEqual(await deliver(news, token, renamed), [403, 'no-challenge']);
  const next = await challenge(news, renamed);
  assert.equal(next.cookie, renamed);
  assert.deepEqual(await deliver(news, token, renamed), [403, 'bad-proof']);
});

test('in another session it logs nobody in, asked or not', async () => {
  const { news } = sites.urls;
  const { token, cookie } = await caught(news);
  assert.deepEqual(await deliver(news, token), [403, 'no-challenge']);
  assert.deepEqual(await deliver(news, token, '__Host-ownyou=made-up'), [403, 'no-challenge']);
  const other = await challenge(news);
  assert.notEqual(other.cookie, cookie);
  assert.deepEqual(await deliver(news, token, other.cookie), [403, 'bad-proof']);
  assert.equal(await isLoggedIn(news, other.cookie), false);
  // The session that it is for still takes it.
  assert.deepEqual(await deliver(news, token, cookie), [200, undefined]);
});

test('at the other publisher it is nothing', async () => {
  const { news, blog } = sites.urls;
  const { token, cookie } = await caught(news);
  assert.deepEqual(await deliver(blog, token, cookie), [403, 'no-challenge']);
  const other = await challenge(blog);
  assert.deepEqual(await deliver(blog, token, other.cookie), [403, 'bad-proof']);
  assert.equal(await isLoggedIn(blog, other.cookie), false);
});

test('after the person has logged out it does not log them in again', async () => {
  const { news } = sites.urls;
  await browser.context.clearCookies();
  await page.goto(`${news}/account`);
  const posted = page.waitForRequest('**/ownyou/verify');
  await logIn(page);
  const token = (await posted).postDataJSON().vp_token.ownyou[0];
  const cookie = await cookieOf(news);
  assert.ok(await isLoggedIn(news, cookie));
  await button(page, 'Log out').click();
  await page.getByRole('link', { name: 'Log in', exact: true }).waitFor();
  assert.equal(await isLoggedIn(news, cookie), false);
  assert.deepEqual(await deliver(news, token, cookie), [403, 'no-challenge']);
  assert.equal(await isLoggedIn(news, cookie), false);
});

/** One field of the token each (docs/formats/presentation.md), and its last byte. */
const places = {
  version: 0,
  suite: 1,
  schema: 5,
  epoch: 25,
  assurance: 26,
  pseudonym: 40,
  segments: 76,
  length: 82,
  proof: 90,
};
const flipped = at => token => {
  const bytes = Buffer.from(token, 'base64url');
  bytes[at] ^= 1;
  return bytes.toString('base64url');
};
const bytesOf = token => Buffer.from(token, 'base64url');
const damages = {
  ...Object.fromEntries(Object.entries(places).map(([name, at]) => [`one bit of its ${name}`, flipped(at)])),
  'one bit of its last byte': token => flipped(bytesOf(token).length - 1)(token),
  'its last byte gone': token => bytesOf(token).subarray(0, -1).toString('base64url'),
  'half of it gone': token => token.slice(0, token.length / 2),
  'a byte more': token => Buffer.concat([bytesOf(token), Buffer.of(0)]).toString('base64url'),
  'itself twice': token => token + token,
  padding: token => `${token}=`,
  'nothing left': () => '',
};
for (const [name, damage] of Object.entries(damages)) {
  test(`damaged (${name}) it logs nobody in, and has used up the question`, async () => {
    const { news } = sites.urls;
    const { token, cookie } = await caught(news);
    const damaged = damage(token);
    assert.notEqual(damaged, token);
    const [status, code] = await deliver(news, damaged, cookie);
    assert.equal(status, 403);
    assert.notEqual(code, 'no-challenge', 'it was looked at');
    assert.equal(await isLoggedIn(news, cookie), false);
    assert.deepEqual(await deliver(news, token, cookie), [403, 'no-challenge']);
  });
}
