/**
 * `node precompress.mjs DIR`: leaves FILE.br and FILE.gz beside every file of text or WASM under DIR, where they are
 * smaller, so that the server sends them as they are.
 */

import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { br, gz } from './sizes.mjs';

const worthIt = new Set([
  '.html',
  '.js',
  '.css',
  '.json',
  '.webmanifest',
  '.svg',
  '.wasm',
  '.tables',
  '.txt',
  '.tsv',
  '.csv',
  '.ics',
  '.mbox',
]);
const encodings = [
  ['.br', br],
  ['.gz', gz],
];

const [root] = process.argv.slice(2);
const entries = await readdir(root, { recursive: true, withFileTypes: true });
const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
await Promise.all(files.filter(file => worthIt.has(extname(file))).map(compress));

async function compress(file) {
  const { mtime } = await stat(file);
  const bytes = await readFile(file);
  for (const [ending, encode] of encodings) {
    const packed = await encode(bytes);
    if (packed.length < bytes.length) {
      await writeFile(file + ending, packed);
      // The server answers "not modified" by the time of the file it sends.
      await utimes(file + ending, mtime, mtime);
    } else {
      await rm(file + ending, { force: true });
    }
  }
}
