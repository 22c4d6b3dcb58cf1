/** The example of a publisher's server over real HTTP: a visitor's login, and every delivery that is not theirs. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { publisher } from '../../web/sdk/examples/node-server.mjs';
import { verifyOwnYou } from '../../web/sdk/node/index.js';

const vector = JSON.parse(await readFile(new URL('../vectors/present/login.json', import.meta.url), 'utf8'));
const { origin, keys, token } = vector;
const clock = { now: Date.parse(vector.now) };
/** The real verifier on the vector's day. Every visitor is asked the vector's question, the one it has an answer to. */
const how = {
  createChallenge: () => JSON.parse(vector.request),
  verifyOwnYou: (vpToken, options) => verifyOwnYou(vpToken, { ...options, now: new Date(clock.now) }),
  now: () => clock.now,
};
const site = { origin, wallet: 'https://app.example', issuerKeys: () => keys };
const url = await listen(publisher(site, how));
const real = await listen(publisher(site));

async function listen(listener) {
  const server = createServer(listener);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** A browser with at most one cookie. */
function visitor(at = url) {
  let cookie = '';
  const ask = async (path, init = {}) => {
    const answer = await fetch(at + path, { ...init, headers: { ...init.headers, cookie } });
    const set = answer.headers.get('set-cookie');
    if (set) {
      assert.match(set, /^__Host-ownyou=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
      cookie = set.split(';')[0];
    }
    return answer;
  };
  return {
    ask,
    challenge: () => ask('/ownyou/challenge?max=2'),
    deliver: body => ask('/ownyou/verify', { method: 'POST', body: JSON.stringify(body) }),
    get cookie() {
      return cookie;
    },
    set cookie(planted) {
      cookie = planted;
    },
  };
}

const vpToken = { vp_token: { ownyou: [token] } };
const said = async (answer, status, code) => {
  assert.equal(answer.status, status);
  assert.deepEqual(await answer.json(), { code });
};

test('a visitor logs in, once, and gets a new session', async () => {
  const ann = visitor();
  assert.match(await (await ann.ask('/')).text(), /<ownyou-login endpoint="\/ownyou"/);
  assert.equal((await ann.challenge()).status, 200);
  const before = ann.cookie;
  const login = await ann.deliver(vpToken);
  assert.equal(login.status, 200);
  assert.equal((await login.json()).sub, vector.sub);
  assert.notEqual(ann.cookie, before);
  assert.ok((await (await ann.ask('/')).text()).includes(vector.sub));
  await said(await ann.deliver(vpToken), 403, 'no-challenge');
});

test('refused: replayed, into another session, without one, too late', async () => {
  const [ann, eve] = [visitor(), visitor()];
  await said(await eve.deliver(vpToken), 403, 'no-challenge');
  await ann.challenge();
  eve.cookie = '__Host-ownyou=guess';
  await said(await eve.deliver(vpToken), 403, 'no-challenge');
  const planted = ann.cookie;
  assert.equal((await ann.deliver(vpToken)).status, 200);
  eve.cookie = planted;
  await said(await eve.deliver(vpToken), 403, 'no-challenge');
  const late = visitor();
  await late.challenge();
  clock.now += 120_000;
  await said(await late.deliver(vpToken), 403, 'challenge-expired');
  await said(await late.deliver(vpToken), 403, 'no-challenge');
});

test('keys that are replaced in between: an answer is judged by those it was asked with', async () => {
  let newest = keys;
  const bob = visitor(await listen(publisher({ ...site, issuerKeys: () => newest }, how)));
  await bob.challenge();
  const parsed = JSON.parse(keys);
  newest = JSON.stringify({ ...parsed, keys: parsed.keys.slice(2) });
  assert.equal((await bob.deliver(vpToken)).status, 200);
});

test('a challenge is used up by a wrong answer too', async () => {
  const ann = visitor();
  await ann.challenge();
  await said(await ann.deliver({ vp_token: { ownyou: ['AQ'] } }), 403, 'bad-token');
  await said(await ann.deliver(vpToken), 403, 'no-challenge');
});

test('with its real questions, no old answer fits', async () => {
  const ann = visitor(real);
  const first = (await (await ann.challenge()).json()).request;
  const second = (await (await ann.challenge()).json()).request;
  assert.notEqual(first.nonce, second.nonce);
  const answer = await ann.deliver(vpToken);
  assert.equal(answer.status, 403);
  assert.match((await answer.json()).code, /^(bad-proof|wrong-epoch)$/);
  await said(await ann.ask('/ownyou/challenge?max=50'), 403, 'too-many-segments');
  await said(await ann.ask('/ownyou/challenge?max=x'), 400, 'malformed');
});

test('other sites, other methods, other bodies', async () => {
  const ann = visitor();
  await ann.challenge();
  const from = { headers: { 'sec-fetch-site': 'cross-site' } };
  await said(await ann.ask('/ownyou/challenge', from), 403, 'other-site');
  await said(await ann.ask('/ownyou/verify', { ...from, method: 'POST', body: '{}' }), 403, 'other-site');
  await said(await ann.ask('/ownyou/verify'), 404, 'not-found');
  await said(await ann.ask('/ownyou/verify', { method: 'POST', body: 'x' }), 400, 'malformed');
  await said(await ann.ask('/ownyou/verify', { method: 'POST', body: 'x'.repeat(20_000) }), 400, 'malformed');
  await said(await ann.deliver(null), 403, 'bad-token');
});

test('the files of the SDK come with the policy that they have to live with', async () => {
  for (const [path, type, part] of [
    ['/ownyou.js', 'text/javascript', 'ownyou-login'],
    ['/.well-known/ownyou/cb', 'text/html; charset=utf-8', '/.well-known/ownyou/cb.js'],
    ['/.well-known/ownyou/cb.js', 'text/javascript', 'replaceState'],
  ]) {
    const answer = await visitor().ask(path);
    assert.equal(answer.headers.get('content-type'), type, path);
    assert.match(answer.headers.get('content-security-policy'), /script-src 'self';.*trusted-types 'none'/);
    const text = await answer.text();
    assert.ok(text.includes(part), path);
    for (const unsafe of ['innerHTML', 'document.write', 'eval(', 'new Function'])
      assert.ok(!text.includes(unsafe), unsafe);
  }
});
