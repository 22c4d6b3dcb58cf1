/**
 * `node wasm-report.mjs FILE.wasm`: fails when the module imports a symbol that nobody provides (they are all from a
 * module called `env`), then prints its sizes.
 */

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { sizes } from './sizes.mjs';

const [file] = process.argv.slice(2);
const missing = WebAssembly.Module.imports(new WebAssembly.Module(await readFile(file))).filter(
  ({ module }) => module === 'env',
);
if (missing.length > 0) {
  const names = missing.map(({ name }) => name).join(', ');
  console.error(`${basename(file)} imports what nobody provides: ${names}\n  next: find the dependency that calls it`);
  process.exit(1);
}
const { raw, gz, br } = await sizes(file);
const kib = bytes => `${(bytes / 1024).toFixed(1)} KiB`;
console.log(`${basename(file)}: ${kib(raw)} raw, ${kib(gz)} gzip, ${kib(br)} brotli`);
