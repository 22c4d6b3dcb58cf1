/**
 * Writes core/data/public_suffixes.txt from a published list:
 *
 *   node scripts/public-suffixes.mjs public_suffix_list.dat "COMMIT of DATE"
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [list, version] = process.argv.slice(2);
if (!list || !version) {
  console.error('usage: node scripts/public-suffixes.mjs public_suffix_list.dat "COMMIT of DATE"');
  process.exit(2);
}

/** A rule as browsers write hosts; `*` and `!` are no part of a name. */
function ascii(rule) {
  const [, mark, name] = /^(\*\.|!)?(.*)$/.exec(rule);
  return `${mark ?? ''}${new URL(`http://${name}`).hostname}`;
}

const rules = readFileSync(list, 'utf8')
  .split('\n')
  .map(line => line.trim().split(/\s/)[0])
  .filter(rule => rule && !rule.startsWith('//'))
  .map(ascii)
  .sort();

const header = `// The Public Suffix List, https://publicsuffix.org/list/, at ${version}; Mozilla Public License 2.0.
// Only the rules, punycode, sorted: written by scripts/public-suffixes.mjs.
`;
const target = fileURLToPath(new URL('../core/data/public_suffixes.txt', import.meta.url));
writeFileSync(target, `${header}${rules.join('\n')}\n`);
console.log(`${rules.length} rules`);
