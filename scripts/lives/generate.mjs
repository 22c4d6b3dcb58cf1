/**
 * Three lives that were written, with what a fair judge demands, before it was seen what the missions find in them: Niamh's
 * and Lukas's before anything was mended, Dana's after what those two showed was. Records as `ownyou import` prints them, and
 * what must be found in them beside it: `node scripts/lives/generate.mjs`.
 */

import { writeFileSync } from 'node:fs';
import { dana } from './dana.mjs';
import { lukas } from './lukas.mjs';
import { niamh } from './niamh.mjs';

for (const [name, life] of Object.entries({ niamh, lukas, dana })) {
  const { records, expected } = life().told();
  const at = file => new URL(`../../tests/data/${file}`, import.meta.url);
  writeFileSync(at(`${name}.jsonl`), records);
  writeFileSync(at(`${name}.expected.json`), expected);
}
