/**
 * docs/formats/presentation.md read by a stranger: a decoder written from that page alone, against the vectors; and the
 * verifier's word on each vector that must be refused.
 */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { OwnYouRefusal, verifyOwnYou } from '../../web/sdk/node/index.js';

const read = path => readFile(new URL(path, import.meta.url), 'utf8');
const { contexts, headers, login, spaced, refused } = JSON.parse(await read('../vectors/present/formats.json'));
const page = await read('../../docs/formats/presentation.md');

const order = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
const sha256 = text => createHash('sha256').update(text).digest();
const hex = bytes => Buffer.from(bytes).toString('hex');
const fromHex = text => Buffer.from(text, 'hex');
const lp = text => Buffer.concat([Buffer.from([text.length >> 8, text.length & 255]), Buffer.from(text)]);
const context = (purpose, origin) => Buffer.concat([Buffer.from([1]), lp(purpose), lp(origin)]);

function segmentBytes(ids) {
  const bytes = Buffer.alloc(6);
  for (const [index, id] of ids.entries()) bytes.writeUInt16BE(id, 2 * index);
  return bytes;
}

function header({ audience, use, nonce, request, segments }) {
  const bound = [fromHex(nonce), fromHex(request), Buffer.from([4]), segmentBytes(segments)];
  return Buffer.concat([Buffer.from([1]), lp(audience), lp(use), ...bound]);
}

/** Everything that the page says of a token but what needs the curve's arithmetic. */
function decode(text) {
  assert.match(text, /^[\w-]{772}$/);
  const bytes = Buffer.from(text, 'base64url');
  assert.equal(bytes.toString('base64url'), text);
  const take = (from, to) => bytes.subarray(from, to);
  assert.equal(hex(take(0, 3)), '01010f');
  assert.equal(take(3, 18).toString(), 'ownyou/human/v1');
  const epoch = take(18, 26).toString();
  assert.match(epoch, /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/);
  assert.equal(bytes[26], 1);
  const words = [0, 1, 2].map(index => bytes.readUInt16BE(75 + 2 * index));
  const segments = words.filter(id => id !== 0);
  assert.deepEqual(take(75, 81), segmentBytes([...new Set(segments)].sort((a, b) => a - b)));
  assert.equal(hex(take(81, 83)), '01f0');
  const points = [27, 83, 131, 179].map(at => take(at, at + 48));
  for (const [first] of points) assert.equal(first & 0xc0, 0x80, 'compressed, and not neutral');
  const scalars = Array.from({ length: 11 }, (_, index) =>
    BigInt(`0x${hex(take(227 + 32 * index, 259 + 32 * index))}`),
  );
  for (const scalar of scalars) assert.ok(scalar > 0n && scalar < order, 'a scalar');
  return { epoch, assurance: 'invited', pseudonym: hex(points[0]), segments, proof: hex(take(83, 579)) };
}

test('contexts and headers are the bytes of the page', () => {
  for (const { purpose, origin, bytes } of contexts) assert.equal(hex(context(purpose, origin)), bytes);
  for (const vector of headers) assert.equal(hex(header(vector)), vector.bytes);
  assert.ok(contexts.length > 3 && headers.length > 3);
});

test('a token is the bytes of the page', () => {
  const fields = decode(login.token);
  assert.deepEqual(fields, login.fields);
  assert.equal(fromHex(fields.pseudonym).toString('base64url'), login.sub);
});

test('what a login is bound to follows from the request, however it is spaced', () => {
  const canonical = JSON.stringify(JSON.parse(spaced));
  assert.notEqual(spaced, login.request);
  assert.equal(canonical, login.request);
  const nonce = hex(Buffer.from(JSON.parse(spaced).nonce, 'base64url'));
  const request = hex(sha256(canonical));
  assert.equal(request, login.requestHash);
  assert.equal(sha256(JSON.stringify(JSON.parse(login.keys))).toString('base64url'), login.keysHash);
  const { segments } = login.fields;
  assert.equal(hex(header({ audience: login.origin, use: 'login', nonce, request, segments })), login.header);
  assert.equal(hex(context('ownyou/login/v1', login.origin)), login.context);
});

test('the page shows the vectors', () => {
  for (const part of [login.request, login.token, login.keysHash, login.context]) assert.ok(page.includes(part), part);
});

const verify = ({ token, request, origin, keys, now }) =>
  verifyOwnYou({ ownyou: [token] }, { request, origin, issuerKeys: keys, now: new Date(now) });

test('the verifier believes the login', () => {
  for (const request of [login.request, spaced]) assert.equal(verify({ ...login, request }).sub, login.sub);
});

for (const { what, code, changed } of refused) {
  test(`refused: ${what}: ${code}`, () => {
    assert.throws(
      () => verify({ ...login, ...changed }),
      error => error instanceof OwnYouRefusal && error.code === code,
    );
    // Only the curve tells it from a point of the group.
    const needsTheCurve = what === 'a pseudonym outside the group';
    if (code === 'bad-token' && !needsTheCurve) assert.throws(() => decode(changed.token), assert.AssertionError);
  });
}

test('every code that a verifier can say has a vector and a line on the page', () => {
  const codes = new Set(refused.map(({ code }) => code));
  const table = page.slice(page.indexOf('## What a verifier does'), page.indexOf('## Token'));
  const named = new Set(table.match(/(?<=`)[a-z]+(-[a-z]+)*(?=`)/g));
  for (const code of codes) assert.ok(named.has(code), code);
  assert.ok(codes.size >= 10, [...codes].join());
});
