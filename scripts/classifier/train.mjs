#!/usr/bin/env node
/**
 * `scripts/classifier/train.mjs [--held-out]`: trains the part of the classifier that judges names it has never seen, by the
 * letters in them, and writes core/profile/data/letters.txt. What it learns from are the tables beside that file alone:
 * brands and what they sell, words and what they speak for, what is sensitive, what says nothing, and places and people's
 * names, which say nothing either. The same tables give the same file.
 *
 * With --held-out every fifth brand is kept from it, and what it makes of those is printed; nothing is written.
 */

import { readFile, writeFile } from 'node:fs/promises';

import { tokens } from './tokens.mjs';

/** Buckets that runs of letters are hashed to, and the lengths of such runs: core/profile/letters.rs has the same. */
const BUCKETS = 1 << 14;
const RUNS = [3, 4, 5];
const EPOCHS = 12;
const RATE = 0.5;
const DECAY = 1e-6;
/** Weights are written as one of 93 characters, this far apart. */
const STEP = 0.1;
const [ZERO, MOST] = [79, 46];

const data = new URL('../../core/profile/data/', import.meta.url);
const text = async path => (await readFile(new URL(path, data), 'utf8')).trimEnd().split('\n');
const rows = async path => (await text(path)).slice(1).map(line => line.split('\t'));

const taxonomy = new Map((await rows('taxonomy.tsv')).map(([id, parent, denied]) => [id, { parent, denied }]));

/** The tier-2 segment that a segment is in. */
function tier2(id) {
  let at = id;
  while (taxonomy.get(taxonomy.get(at).parent)?.parent) at = taxonomy.get(at).parent;
  return at;
}

function hash(run) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(run)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  // The lower bits of FNV-1a are the poorer ones.
  return (((hash >>> 16) ^ hash) >>> 0) % BUCKETS;
}

/** The buckets of a name: runs of letters of its words, each with its ends marked, and the words whole. */
function features(words) {
  const found = [];
  for (const word of words) {
    const letters = [...`<${word}>`];
    found.push(hash(letters.join('')));
    for (const run of RUNS)
      for (let at = 0; at + run <= letters.length; at++) found.push(hash(letters.slice(at, at + run).join('')));
  }
  return found;
}

/** What it learns from: [words, class, weight]. */
async function examples() {
  const all = [];
  const add = (term, label, weight, set) => all.push({ words: tokens(term.replaceAll('*', '')), label, weight, set });
  for (const [interest, purchase, names] of await rows('names.tsv'))
    for (const name of names.split('|')) add(name.replace(/\.[a-z.]+$/, ''), tier2(interest || purchase), 1);
  for (const table of ['words.tsv', 'places.tsv'])
    for (const [strength, interest, purchase, terms] of await rows(table))
      if (Number(strength) > 0)
        for (const term of terms.split('|')) add(term, tier2(interest || purchase), Number(strength));
  const kinds = await rows('kinds.tsv');
  for (const line of await text('brands.tsv')) {
    const [name, kind] = line.split('\t');
    const [interest, purchase, topic] = kinds[Number(kind)];
    add(name, topic ? 'sensitive' : tier2(interest || purchase), 0.5, 'brand');
  }
  // Cues say nothing alone, and which of them belong together is no term.
  for (const [topic, , terms] of await rows('sensitive.tsv'))
    if (!/^[~&]/.test(topic)) for (const term of terms.split('|')) add(term, topic === '-' ? 'none' : 'sensitive', 1);
  for (const [, terms] of await rows('quiet.tsv')) for (const term of terms.split('|')) add(term, 'none', 1);
  const people = await readFile(new URL('people.txt', import.meta.url), 'utf8');
  for (const name of people.trim().split(/\s+/)) add(name, 'none', 1);
  const places = (await text('../../ingest/extract/airports.txt')).filter(line => /^[A-Z]{3}[+-]/.test(line));
  for (const place of places) add(place.split(' ').slice(2).join(' '), 'none', 1);
  return all.filter(({ words }) => words.length > 0);
}

/** Softmax regression by stochastic descent, in an order that is the same each time. */
function train(examples, classes) {
  const width = classes.length;
  const weights = new Float32Array(BUCKETS * width);
  const order = examples.map((_, index) => index);
  let seed = 1;
  const next = below => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % below;
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = next(at + 1);
      [order[at], order[other]] = [order[other], order[at]];
    }
    const rate = RATE * (1 - epoch / EPOCHS);
    for (const index of order) {
      const { buckets, target, weight } = examples[index];
      const chances = judge(weights, buckets, width);
      chances[target] -= 1;
      const scale = 1 / Math.sqrt(buckets.length);
      for (const bucket of buckets)
        for (let each = 0; each < width; each++) {
          const place = bucket * width + each;
          weights[place] -= rate * (weight * scale * chances[each] + DECAY * weights[place]);
        }
    }
  }
  return weights;
}

function judge(weights, buckets, width) {
  const scores = new Float64Array(width);
  for (const bucket of buckets) for (let each = 0; each < width; each++) scores[each] += weights[bucket * width + each];
  const scale = 1 / Math.sqrt(buckets.length);
  const most = Math.max(...scores);
  let sum = 0;
  for (let each = 0; each < width; each++) sum += scores[each] = Math.exp((scores[each] - most) * scale);
  return scores.map(score => score / sum);
}

function report(weights, held, classes) {
  for (const least of [0, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    let [answered, right] = [0, 0];
    for (const { buckets, target } of held) {
      const chances = judge(weights, buckets, classes.length);
      const best = chances.indexOf(Math.max(...chances));
      if (chances[best] < least) continue;
      answered++;
      if (best === target) right++;
    }
    console.log(
      `at ${least}: answered ${answered} of ${held.length}, right ${((right / answered) * 100).toFixed(1)} %`,
    );
  }
}

const all = await examples();
const classes = ['none', 'sensitive', ...new Set(all.map(({ label }) => label))].filter(
  (label, at, list) => list.indexOf(label) === at,
);
const prepared = all.map(({ words, label, weight, set }) => ({
  buckets: features(words),
  target: classes.indexOf(label),
  weight,
  set,
}));
if (process.argv.includes('--held-out')) {
  const isHeld = ({ set }, index) => set === 'brand' && index % 5 === 0;
  const weights = train(
    prepared.filter((example, index) => !isHeld(example, index)),
    classes,
  );
  report(weights, prepared.filter(isHeld), classes);
} else {
  const weights = train(prepared, classes);
  const character = weight => String.fromCharCode(ZERO + Math.max(-MOST, Math.min(MOST, Math.round(weight / STEP))));
  const lines = [classes.join(' ')];
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    lines.push(
      Array.from(weights.subarray(bucket * classes.length, (bucket + 1) * classes.length), character).join(''),
    );
  await writeFile(new URL('letters.txt', data), `${lines.join('\n')}\n`);
}
