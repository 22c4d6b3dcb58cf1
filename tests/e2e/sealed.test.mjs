/** What is on disk, read raw: nothing of what was imported or chosen, in no store, in no key, in no name. */

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { passphrase, stage, startBrowser, startServer } from './harness.mjs';
import { choose, choosePicture, counts, createVault, goTo, lock, outcome, sampleFile } from './person.mjs';

let server;
let browser;
let page;
let words;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  words = await createVault(page, server.url, { keepUnlocked: true });
});

const marked = {
  name: 'Quetzalcoatl-export.mbox',
  mimeType: 'application/mbox',
  buffer: Buffer.from(
    'From a@example.com Mon Jun  1 08:00:00 2026\nMessage-ID: <xylophone-77@example.com>\n' +
      'Date: Mon, 1 Jun 2026 08:00:00 +0200\nFrom: Wilhelmina Zwetschge <wilhelmina@spotify.com>\nTo: me@example.com\n' +
      'Subject: Your playlist Bumblebee is ready\n\nThe saffron umbrella is in the hallway.\n',
  ),
};
const phrase = 'marmalade lighthouse';
const secrets = [
  phrase,
  'quetzalcoatl',
  'xylophone-77',
  'wilhelmina',
  'zwetschge',
  'bumblebee',
  'saffron umbrella',
  'example.com',
  'spotify',
  passphrase,
];

/** Everything this origin stores, as one list of texts: keys, names and values, binary as latin-1 and as UTF-16. */
const dump = () =>
  page.evaluate(async () => {
    const texts = [];
    const put = bytes => {
      texts.push(new TextDecoder('latin1').decode(bytes), new TextDecoder('utf-16le').decode(bytes));
    };
    const walk = value => {
      if (value === null || value === undefined) return;
      if (value instanceof ArrayBuffer) put(new Uint8Array(value));
      else if (ArrayBuffer.isView(value)) put(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      else if (value instanceof CryptoKey) texts.push(`CryptoKey extractable=${value.extractable}`);
      else if (typeof value === 'object') {
        for (const [key, inner] of Object.entries(value)) {
          texts.push(key);
          walk(inner);
        }
      } else texts.push(String(value));
    };
    const asked = request =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    let stored = 0;
    for (const { name } of await indexedDB.databases()) {
      texts.push(name);
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        texts.push(store);
        const inside = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([asked(inside.getAllKeys()), asked(inside.getAll())]);
        stored += values.length;
        walk(keys);
        walk(values);
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      texts.push(name);
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        texts.push(request.url);
        // The app itself is public; only what was imported must not be here.
        if (!/\/assets\//.test(request.url)) put(new Uint8Array(await (await cache.match(request)).arrayBuffer()));
      }
    }
    walk({ ...localStorage });
    walk({ ...sessionStorage });
    return { stored, texts };
  });

test('nothing imported can be read from the stores', async () => {
  const bank = sampleFile('bank.csv');
  await choose(page, [marked, bank]);
  assert.equal(counts(await outcome(page, marked.name)).imported, 1);
  await outcome(page, 'bank.csv');
  await goTo(page, 'Wallet');
  await choosePicture(page, phrase);
  await goTo(page, 'Profile');
  await page.locator('.segments .segment').first().waitFor();
  const { stored, texts } = await dump();
  assert.ok(stored >= 4, `only ${stored} things stored`);
  const all = texts.join('\n').toLowerCase();
  const descriptors = sampleFile('bank.csv')
    .buffer.toString()
    .split('\n')
    .slice(1, 40)
    .map(line => line.split(',')[2]?.replaceAll('"', '').trim().toLowerCase())
    .filter(text => text?.length > 7);
  assert.ok(descriptors.length > 10);
  for (const secret of [...secrets, ...descriptors, words.slice(0, 3).join(' ')]) {
    assert.ok(!all.includes(secret.toLowerCase()), `found in clear: ${secret}`);
  }
  assert.ok(!all.includes('extractable=true'));
});

test('nor from the files of the browser profile itself', async () => {
  await lock(page);
  // At rest: all that it would still write is written.
  await browser.context.close();
  const folder = browser.profile;
  let files = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !/IndexedDB|Local Storage|Session Storage|Service Worker|Cache/.test(path)) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    files += 1;
    for (const secret of ['Zwetschge', 'saffron umbrella', 'xylophone-77', phrase, passphrase]) {
      assert.equal(bytes.includes(secret), false, `${secret} in ${path}`);
      assert.equal(bytes.includes(Buffer.from(secret, 'utf16le')), false, `${secret} in ${path}`);
    }
  }
  assert.ok(files > 3, `only ${files} files looked at`);
});
