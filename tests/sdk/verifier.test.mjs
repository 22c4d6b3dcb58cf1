/** What a publisher's server calls, from Node: a real login is believed, and nothing else is. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createChallenge, OwnYouRefusal, verifyOwnYou } from '../../web/sdk/node/index.js';

const read = path => readFile(new URL(path, import.meta.url), 'utf8');
const vector = JSON.parse(await read('../vectors/present/login.json'));
const page = await read('../../docs/formats/presentation.md');
const { keys, request, token, origin } = vector;
const now = new Date(vector.now);
const asked = { request, origin, issuerKeys: keys, now };
const verify = async (said, changed = {}) => verifyOwnYou({ ownyou: [said] }, { ...asked, ...changed });
const challenge = async (changed = {}) => createChallenge({ origin, issuerKeys: keys, ...changed });

/** Rejects with a refusal of this code, which says what to do. */
const refuses = (work, code, what) =>
  assert.rejects(
    work,
    error => {
      assert.ok(error instanceof OwnYouRefusal, `${what}: ${error}`);
      assert.equal(error.code, code, what);
      assert.ok(error.message.length > 5 && error.next.length > 5, what);
      return true;
    },
    what,
  );

test('the vector is the one of the formats page', () => {
  const hash = createHash('sha256').update(keys).digest('base64url');
  for (const part of [request, token, hash]) assert.ok(page.includes(part), part);
});

test('a real login is believed, as texts and as objects', async () => {
  const login = await verify(token);
  assert.equal(login.sub, vector.sub);
  assert.deepEqual(
    login.segments.map(({ id }) => id),
    ['544', '719'],
  );
  assert.ok(login.segments.every(({ name }) => name.length > 2));
  assert.equal(login.assurance, 'invited');
  assert.deepEqual(Object.keys(login).sort(), ['assurance', 'segments', 'sub']);
  assert.deepEqual(await verify(token, { request: JSON.parse(request), issuerKeys: JSON.parse(keys) }), login);
});

test('refused: another nonce, origin, key set or week', async () => {
  await refuses(verify(token, { request: vector.sameSite }), 'bad-proof', 'nonce');
  await refuses(verify(token, { request: vector.otherSite }), 'wrong-origin', 'request of another site');
  await refuses(verify(token, { origin: 'https://blog.example' }), 'wrong-origin', 'verified at another site');
  await refuses(
    verify(token, { request: vector.otherSite, origin: 'https://blog.example' }),
    'bad-proof',
    'delivered to another site',
  );
  const parsed = JSON.parse(keys);
  const fewer = JSON.stringify({ ...parsed, keys: parsed.keys.slice(1) });
  await refuses(verify(token, { issuerKeys: fewer }), 'wrong-key-set', 'keys that the request does not name');
  const swapped = JSON.stringify({ ...parsed, issuer: 'https://other.example' });
  await refuses(verify(token, { issuerKeys: swapped }), 'wrong-key-set', 'another issuer');
  for (const when of ['2026-11-15T23:59:59Z', '2026-11-25T00:00:00Z', '1970-01-01T00:00:00Z', 'never']) {
    await refuses(verify(token, { now: new Date(when) }), 'wrong-epoch', when);
  }
});

test('refused: a changed request, however little', async () => {
  const parsed = JSON.parse(request);
  const change = (path, value) => {
    const changed = structuredClone(parsed);
    path.slice(0, -1).reduce((at, name) => at[name], changed)[path.at(-1)] = value;
    return changed;
  };
  await refuses(verify(token, { request: change(['ownyou', 'max_segments'], 3) }), 'bad-proof', 'asks for more');
  await refuses(
    verify(token, { request: change(['ownyou', 'max_segments'], 1) }),
    'too-many-segments',
    'asked for less',
  );
  await refuses(verify(token, { request: change(['ownyou', 'purposes'], []) }), 'bad-proof', 'for nothing');
  await refuses(verify(token, { request: change(['state'], 'A'.repeat(22)) }), 'bad-proof', 'state');
  for (const malformed of [undefined, null, '', '{}', [], 'x'.repeat(5000), change(['extra'], 1)]) {
    await refuses(verify(token, { request: malformed }), 'malformed', JSON.stringify(malformed)?.slice(0, 40));
  }
});

test('refused: a token with a bit changed anywhere', async () => {
  const bytes = Buffer.from(token, 'base64url');
  assert.equal(bytes.length, 579);
  const codes = new Set();
  for (let at = 0; at < bytes.length; at += 3) {
    const changed = Buffer.from(bytes);
    changed[at] ^= 1 << (at % 8);
    const error = await verify(changed.toString('base64url')).then(
      () => assert.fail(`byte ${at} was changed and believed`),
      error => error,
    );
    assert.ok(error instanceof OwnYouRefusal, `byte ${at}: ${error}`);
    codes.add(error.code);
  }
  for (const code of ['bad-token', 'bad-proof', 'wrong-epoch']) assert.ok(codes.has(code), `${code} in ${[...codes]}`);
});

test('refused: a token cut or extended anywhere', async () => {
  const bytes = Buffer.from(token, 'base64url');
  for (let length = 0; length < bytes.length; length += 7) {
    await refuses(verify(bytes.subarray(0, length).toString('base64url')), 'bad-token', `${length} bytes`);
  }
  for (let more = 1; more <= 64; more += 1) {
    const longer = Buffer.concat([bytes, Buffer.alloc(more)]);
    await refuses(verify(longer.toString('base64url')), 'bad-token', `${more} more`);
  }
});

test('refused: what is no token at all', async () => {
  const zeros = Buffer.alloc(579).toString('base64url');
  for (const said of [
    '',
    '=',
    'A',
    `${token}=`,
    ` ${token}`,
    `${token}\n`,
    zeros,
    '\u0000',
    '🦊',
    '\ud800',
    'A'.repeat(1e6),
  ]) {
    await refuses(verify(said), 'bad-token', JSON.stringify(said).slice(0, 40));
  }
  const around = [
    undefined,
    null,
    1,
    token,
    [token],
    {},
    { ownyou: token },
    { ownyou: [] },
    { ownyou: [token, token] },
  ];
  for (const vpToken of [...around, { ownyou: [1] }, { ownyou: [[token]] }, { ownyou: [token], more: 1 }]) {
    await refuses((async () => verifyOwnYou(vpToken, asked))(), 'bad-token', JSON.stringify(vpToken)?.slice(0, 40));
  }
});

test('refused: keys that are no key set', async () => {
  const parsed = JSON.parse(keys);
  const key = 'A'.repeat(128);
  const changed = [
    '',
    '{}',
    'null',
    { ...parsed, keys: [] },
    { ...parsed, keys: [...parsed.keys].reverse() },
    { ...parsed, more: 1 },
  ];
  for (const issuerKeys of changed) {
    await refuses(verify(token, { issuerKeys }), 'malformed', JSON.stringify(issuerKeys).slice(0, 40));
  }
  await refuses(verify(token, { issuerKeys: { ...parsed, v: 2 } }), 'unknown-version', 'version');
  const noKey = { ...parsed, keys: [{ ...parsed.keys[0], key }] };
  await assert.rejects(verify(token, { issuerKeys: noKey }), OwnYouRefusal);
});

test('a challenge is new each time, names the keys and this site, and asks no more than may be asked', async () => {
  const first = await challenge();
  const second = await challenge({ maxSegments: 3 });
  assert.match(first.nonce, /^[\w-]{43}$/);
  assert.match(first.state, /^[\w-]{22}$/);
  assert.notEqual(first.nonce, second.nonce);
  assert.notEqual(first.state, second.state);
  assert.equal(first.client_id, `redirect_uri:${origin}/.well-known/ownyou/cb`);
  assert.equal(first.ownyou.keys, createHash('sha256').update(keys).digest('base64url'));
  assert.deepEqual([first.ownyou.max_segments, second.ownyou.max_segments], [2, 3]);
  assert.deepEqual(first.ownyou.purposes, ['ads']);
  const third = await challenge({ purposes: ['measurement', 'content'] });
  assert.deepEqual(third.ownyou.purposes, ['content', 'measurement']);
  await refuses(challenge({ purposes: ['profiling'] }), 'malformed', 'purpose');
  await refuses(challenge({ purposes: ['ads', 'ads'] }), 'malformed', 'twice');
  for (const maxSegments of [4, 50, 255, 256, 257, 2 ** 32]) {
    await refuses(challenge({ maxSegments }), 'too-many-segments', String(maxSegments));
  }
  for (const maxSegments of [-1, 1.5, Number.NaN, Infinity, '2', null]) {
    await assert.rejects(challenge({ maxSegments }), TypeError, String(maxSegments));
  }
  for (const wrong of [
    '',
    'news.example',
    'http://news.example',
    'https://news.example/',
    'https://a.example?',
    undefined,
  ]) {
    await refuses(challenge({ origin: wrong }), 'bad-origin', String(wrong));
  }
});
