/** `node tables.mjs FOLDER`: the tables that core/tables.rs lists, a file for each of its blocks, each table with a zero byte behind it. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const core = new URL('../../core/', import.meta.url);
const list = await readFile(new URL('tables.rs', core), 'utf8');
for (const [, block, lines] of list.matchAll(/^([A-Z]+)\n(?:\/\/\/.*\n)+\{\n([^}]*)\}/gm)) {
  const files = [...lines.matchAll(/^ {4}\w+ = "([^"]+)";$/gm)].map(([, file]) => file);
  const tables = await Promise.all(files.map(file => readFile(new URL(file, core))));
  const whole = Buffer.concat(tables.flatMap(table => [table, Buffer.of(0)]));
  await writeFile(join(process.argv[2], `${block.toLowerCase()}.tables`), whole);
}
