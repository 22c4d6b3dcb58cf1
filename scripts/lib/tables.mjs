/** `node tables.mjs OUT`: the tables that core/tables.rs lists, in its order, each with a zero byte behind it. */

import { readFile, writeFile } from 'node:fs/promises';

const core = new URL('../../core/', import.meta.url);
const list = await readFile(new URL('tables.rs', core), 'utf8');
const files = [...list.matchAll(/^ {4}\w+ = "([^"]+)";$/gm)].map(([, file]) => file);
const tables = await Promise.all(files.map(file => readFile(new URL(file, core))));
await writeFile(process.argv[2], Buffer.concat(tables.flatMap(table => [table, Buffer.of(0)])));
