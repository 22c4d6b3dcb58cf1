/**
 * Writes the files of the sample life (web/app/sample) on one day: `node scripts/sample/generate.mjs 2027-03-01 FOLDER`.
 * Without words, those of the day on which its story was written, which the tests read, into tests/data/sample/; with
 * `--check` it says whether the files there are the ones it would write (exit 1 if not), and writes nothing.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleLife } from '../../web/app/sample/life.mjs';

const check = process.argv.includes('--check');
const [day = '2026-11-01', folder = fileURLToPath(new URL('../../tests/data/sample', import.meta.url))] = process.argv
  .slice(2)
  .filter(word => word !== '--check');

const files = sampleLife(day).map(({ name, parts, count }) => ({
  path: join(folder, name),
  bytes: Buffer.concat(parts.map(part => Buffer.from(part))),
  count,
}));

/** Whether the file there holds exactly these bytes. */
function same({ path, bytes }) {
  try {
    return readFileSync(path).equals(bytes);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

if (check) {
  const stale = files.filter(file => !same(file)).map(({ path }) => path);
  if (stale.length > 0) {
    console.error(`Not what the generator writes: ${stale.join(', ')}. Run: node scripts/sample/generate.mjs`);
    process.exitCode = 1;
  } else {
    console.log('The sample life is up to date.');
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const { path, bytes, count } of files) {
    writeFileSync(path, bytes);
    console.log(`${path}: ${count} records, ${bytes.length} bytes`);
  }
}
