#!/usr/bin/env node
/**
 * `ownyou classify < tests/data/profile.jsonl | scripts/classifier/calibrate.mjs`: fits core/profile/data/calibration.tsv, how
 * often a verdict is right by how sure it is of itself, to our labelled records. For each kind of reason the claims are parted
 * at the middle; each part is a point, between which the core draws straight lines. A part with few claims leans towards what
 * all of them are together, and a kind with hardly any keeps its points: those of letters are what train.mjs --held-out prints. What the table has now is undone first, so that running it again changes little.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** So many claims of the common share are added to each part. */
const PRIOR = 8;
const kinds = { 'it is marked': 'code', 'it names': 'name', 'it says': 'word', 'by its name': 'letters' };

const data = new URL('../../core/profile/data/', import.meta.url);
const rows = async url =>
  (await readFile(url, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'));
const taxonomy = new Map((await rows(new URL('taxonomy.tsv', data))).map(([id, parent]) => [id, parent]));
const table = (await rows(new URL('calibration.tsv', data))).map(([by, sure, right]) => ({
  by,
  sure: +sure,
  right: +right,
}));
const jsonLines = lines =>
  lines
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
const labelled = jsonLines(await readFile(new URL('../../tests/data/profile.jsonl', import.meta.url), 'utf8'));
const gold = new Map(labelled.map(({ id, expect }) => [id, new Set(expect.map(tier2))]));

function tier2(id) {
  let at = id;
  while (taxonomy.get(taxonomy.get(at))) at = taxonomy.get(at);
  return at;
}

/** How sure a claim was of itself, by the confidence that the table has made of it. */
function undone(by, confidence) {
  const points = table.filter(point => point.by === by);
  const above = Math.max(
    1,
    points.findIndex(({ right }) => right > confidence),
  );
  const [low, high] = [points[above - 1], points[above] ?? points.at(-1)];
  if (!high || high === low) return low?.sure ?? confidence;
  const share = (confidence - low.right) / (high.right - low.right);
  return low.sure + (high.sure - low.sure) * Math.min(1, Math.max(0, share));
}

const claims = jsonLines(await text(process.stdin)).flatMap(({ id, segments }) =>
  segments.map(({ id: segment, confidence, why }) => {
    const by = kinds[Object.keys(kinds).find(start => why.startsWith(start))];
    return { by, sure: undone(by, confidence), right: gold.get(id).has(tier2(segment)) };
  }),
);
const share = some => some.filter(({ right }) => right).length / some.length;
const common = share(claims);
const lines = ['by\tsure\tright'];
for (const by of ['code', 'name', 'word', 'letters']) {
  const own = claims.filter(claim => claim.by === by).sort((a, b) => a.sure - b.sure);
  if (own.length < PRIOR) {
    lines.push(
      ...table
        .filter(point => point.by === by)
        .map(({ sure, right }) => `${by}\t${sure.toFixed(3)}\t${right.toFixed(3)}`),
    );
    continue;
  }
  const parts = [own.slice(0, own.length >> 1), own.slice(own.length >> 1)];
  let least = 0;
  for (const part of parts) {
    const sure = part.reduce((sum, claim) => sum + claim.sure, 0) / part.length;
    const right = (part.filter(claim => claim.right).length + PRIOR * common) / (part.length + PRIOR);
    least = Math.max(least, right);
    lines.push(`${by}\t${sure.toFixed(3)}\t${least.toFixed(3)}`);
  }
}
await writeFile(new URL('calibration.tsv', data), `${lines.join('\n')}\n`);
