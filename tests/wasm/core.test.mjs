/** The built WASM from JavaScript, without a browser: what it asks of its host, what it offers, how it fails. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Core, initSync } from '../../wasm-pkg/generated/core.js';

const bytes = await readFile(new URL('../../wasm-pkg/generated/core_bg.wasm', import.meta.url));
const module = new WebAssembly.Module(bytes);
initSync({ module });
const generated = name => readFile(new URL(`../../wasm-pkg/generated/${name}`, import.meta.url));
const tables = await generated('core.tables');
/** A browser's storage with nothing in it, and no room. */
globalThis.IDBFactory = class {
  databases = async () => [];
  open() {
    throw new DOMException('no room', 'QuotaExceededError');
  }
};
globalThis.indexedDB = new IDBFactory();
const open = () =>
  Core.open(
    tables,
    () => generated('classifier.tables'),
    () => {},
  );

test('it imports nothing that nobody provides', () => {
  const from = new Set(WebAssembly.Module.imports(module).map(({ module: name }) => name));
  assert.ok(from.size > 0);
  assert.ok(!from.has('env'), 'an import from env is a symbol that nobody provides');
});

test('its words are 24, of the list, and others each time; three are asked back, in order', async () => {
  const core = await open();
  const first = core.newWords();
  const second = core.newWords();
  assert.equal(first.words.length, 24);
  assert.notDeepEqual(first.words, second.words);
  for (const word of first.words) assert.match(word, /^[a-z]{3,8}$/);
  assert.equal(new Set(first.ask).size, 3);
  assert.deepEqual(
    first.ask,
    [...first.ask].sort((a, b) => a - b),
  );
  for (const place of first.ask) assert.ok(place >= 1 && place <= 24);
});

test('a locked core says so, in one shape, for every question', async () => {
  const core = await open();
  const asks = {
    overview: () => core.overview(),
    profile: () => core.profile(),
    evidence: () => core.evidence('719', 0, 10),
    records: () => core.records(undefined, '', 0, 10),
    record: () => core.record('x'),
    notMe: () => core.notMe('719'),
    eraseRecord: () => core.eraseRecord('x'),
    eraseImport: () => core.eraseImport(1),
    eraseSource: () => core.eraseSource('email'),
    eraseEverything: () => core.eraseEverything(),
    removeSample: () => core.removeSample(),
    keepUnlocked: () => core.keepUnlocked(true),
    wallet: () => core.wallet(),
    getCredential: () => core.getCredential('CODE'),
    renewIfDue: () => core.renewIfDue(),
    renew: () => core.renew(),
    startAnew: () => core.startAnew(),
    setPicture: () => core.setPicture({ seed: 1, phrase: '' }),
    presentYes: () => core.presentYes('{}', { embedded: false }, []),
    disclosures: () => core.disclosures(0, 10),
    sites: () => core.sites(),
    block: () => core.block('news.example', true),
    forgetDisclosures: () => core.forgetDisclosures(),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const thrown = await (async () => ask())().then(
      () => undefined,
      error => error,
    );
    assert.deepEqual(Object.keys(thrown ?? {}).sort(), ['code', 'message', 'next'], name);
    assert.equal(thrown.code, 'locked', name);
  }
});

test('a host without storage, wrong words, no words: typed, with a next step', async () => {
  const core = await open();
  const { indexedDB } = globalThis;
  globalThis.indexedDB = undefined;
  const fails = async promise =>
    promise.then(
      () => assert.fail('it went through'),
      error => error,
    );
  const noStorage = await fails(core.state());
  globalThis.indexedDB = indexedDB;
  assert.match(noStorage.code, /^storage-/);
  assert.ok(noStorage.next.length > 5);
  assert.equal((await fails(core.unlockWithWords('one two three'))).code, 'words-count');
  assert.equal((await fails(core.create('three green bicycles', ['a', 'b', 'c'], false))).code, 'no-words');
  core.newWords();
  assert.equal((await fails(core.create('short', ['a', 'b', 'c'], false))).code, 'passphrase-too-short');
  // The words are still held after a refusal.
  assert.equal((await fails(core.create('three green bicycles', ['a', 'b', 'c'], false))).code, 'wrong-words');
});

test('a no is one answer, whatever the request, and needs neither vault nor storage', async () => {
  const core = await open();
  const opened = { sender: 'https://news.example', embedded: false };
  const { request } = JSON.parse(await readFile(new URL('../vectors/present/login.json', import.meta.url)));
  const answers = [request, request.replace('news', 'evil'), '', '{', 'null', '[]', '"'.repeat(9999)].map(text =>
    core.presentNo(text, opened),
  );
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal(answers[0].message.error, 'access_denied');
  assert.equal(answers[0].navigate, undefined);
  // Without an opener the answer goes to the one who is named, or to nobody.
  assert.match(
    core.presentNo(request, { embedded: false }).navigate,
    /^https:\/\/news\.example\/\.well-known\/ownyou\/cb#/,
  );
  assert.deepEqual(core.presentNo('{', { embedded: false }), {});
});

test('the tables of another build are refused', async () => {
  const module = await import('../../wasm-pkg/generated/core.js?other');
  module.initSync({ module: new WebAssembly.Module(bytes) });
  await assert.rejects(
    module.Core.open(
      tables.subarray(1),
      async () => tables,
      () => {},
    ),
    error => error.code === 'other-tables' && error.next.length > 0,
  );
});
