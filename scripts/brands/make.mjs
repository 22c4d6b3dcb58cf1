#!/usr/bin/env node
/**
 * `scripts/brands/make.mjs`: writes core/profile/data/brands.tsv and places.tsv from two tables that OpenStreetMap's editors
 * publish: name-suggestion-index (brands, BSD 3-Clause) and id-tagging-schema (what kinds of places are called, in many
 * languages, ISC). kinds.tsv, beside this, says which segments each kind of place speaks for.
 *
 * brands.tsv has a line for each name, in byte order: its letters and digits without accents, a tab, and the number of its
 * kind; its kinds are listed first. places.tsv has the words of each kind.
 */

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tokens } from '../classifier/tokens.mjs';

const SOURCES = ['name-suggestion-index@8.0.20260918', '@openstreetmap/id-tagging-schema@7.2.0'];
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];
/** How often what a place is called speaks for its kind, and how often what people look for it by: no answer by itself. */
const [NAME, HINT] = ['0.65', '0.35'];
/** Words of a kind that are said of too much else to speak for it, in any language. */
const SAID_OF_MUCH =
  /^(shop|store|market|office|services?|sale|sales|club|centre|center|building|house|company|station|school|land|room|area|point|agency|studio|gallery|supplies|equipment|accessories|rental|repair|.{1,3})$/;
/** Names that are words, places, people or banks' own language: as a brand they are mistaken more often than right. */
const NOT_NAMES = new Set(
  'target total central union vision focus pearl star express local fresh first best one plus metro city super mega time smart hello maxi mini max orange sun moon gulf nation republic select value premier ideal crystal diamond royal imperial grand national general standard regional global universal premium classic modern elite unique optimum online direct home house garden life live love play work school station street village country world europe america africa asia spain france germany italy london paris berlin madrid rome lisbon vienna zurich geneva brussels amsterdam oxford cambridge york bath chester victoria albert george henry james john mary anna maria marco paul peter simon thomas david daniel michael martin carlos jose juan pedro luis card cards visa mastercard maestro debit credit bank banco cash payment online google facebook the and avenue bikes bonus daily delivery family game garage green holiday international market office partner pizza points sale stone style team ticket welcome'.split(
    ' ',
  ),
);

const here = new URL('./', import.meta.url);
/** People's names, of whom mails come more often than of a shop that is called so. */
for (const name of (await readFile(new URL('../classifier/people.txt', here), 'utf8')).split(/\s+/))
  NOT_NAMES.add(tokens(name).join(''));
const data = new URL('../../core/profile/data/', import.meta.url);

async function unpacked() {
  const folder = await mkdtemp(join(tmpdir(), 'brands-'));
  for (const source of SOURCES) {
    const packed = execFileSync('npm', ['pack', '--silent', source], { cwd: folder, encoding: 'utf8' }).trim();
    const into = join(folder, source.replace(/.*\//, '').replace(/@.*/, ''));
    execFileSync('mkdir', [into]);
    execFileSync('tar', ['xzf', packed, '-C', into, '--strip-components', '1'], { cwd: folder });
  }
  return folder;
}

const json = async path => JSON.parse(await readFile(path, 'utf8'));

async function kinds() {
  const [, ...lines] = (await readFile(new URL('kinds.tsv', here), 'utf8')).trimEnd().split('\n');
  return new Map(
    lines.map((line, number) => {
      const [osm, interest, purchase, topic] = line.split('\t');
      return [osm, { number, osm, interest, purchase, topic }];
    }),
  );
}

/** Each brand's names, by the kinds that it has and in how many places. */
function brands(index, kindOf) {
  const found = new Map();
  for (const [path, { items }] of Object.entries(index.nsi)) {
    const kind = kindOf.get(path.replace(/^(brands|operators)\//, ''));
    if (!kind) continue;
    for (const { displayName, tags, matchNames, locationSet } of items) {
      const places = locationSet.include.includes('001') ? 50 : locationSet.include.length;
      const names = [displayName, tags.brand, tags.name, tags['brand:en'], ...(matchNames ?? [])];
      for (const key of new Set(names.filter(Boolean).map(name => tokens(name.replace(/\(.*?\)/g, '')).join('')))) {
        if (key.length < 4 || !/^[a-z0-9]*[a-z][a-z0-9]*$/.test(key) || NOT_NAMES.has(key)) continue;
        const votes = found.get(key) ?? new Map();
        votes.set(kind, (votes.get(kind) ?? 0) + places + (path.startsWith('brands/') ? 1 : 0));
        found.set(key, votes);
      }
    }
  }
  return found;
}

/** The kind that most of its places are of; one that nothing may be inferred from already where every third is. */
function foremost(votes) {
  const all = [...votes.values()].reduce((sum, places) => sum + places, 0);
  const kinds = [...votes].sort(([a, some], [b, others]) => others - some || a.number - b.number);
  return (kinds.find(([kind, places]) => kind.topic && places * 3 >= all) ?? kinds[0])[0];
}

/** Tells which terms are in names.tsv or words.tsv, whole or by their beginning: what is said there of them goes before. */
async function known() {
  const lists = await Promise.all(['names.tsv', 'words.tsv'].map(name => readFile(new URL(name, data), 'utf8')));
  const lines = lists.flatMap(list => list.trimEnd().split('\n').slice(1));
  const terms = lines.flatMap(line => line.split('\t').at(-1).split('|'));
  const whole = new Set(terms.map(term => tokens(term).join(' ')));
  const begins = terms.filter(term => term.endsWith('*')).map(term => tokens(term).join(' '));
  return term => whole.has(term) || begins.some(beginning => term.startsWith(beginning));
}

/** The words of each kind: what it is called, and what people look for it by, where only one kind has that. */
async function places(folder, kindOf) {
  const owners = new Map();
  const isKnown = await known();
  for (const language of LANGUAGES) {
    const file = await json(join(folder, `id-tagging-schema/dist/translations/${language}.min.json`));
    for (const [path, { name, terms }] of Object.entries(file[language].presets.presets)) {
      const kind = kindOf.get(path);
      if (!kind || kind.topic) continue;
      const called = (name ?? '').split('/');
      for (const word of [...called, ...(terms ?? [])]) {
        const term = tokens(word.replace(/\(.*?\)/g, '')).join(' ');
        if (SAID_OF_MUCH.test(term) || term.split(' ').length > 3 || /[^a-z0-9 ]/.test(term) || isKnown(term)) continue;
        const owner = owners.get(term) ?? { kinds: new Set(), called: false };
        owners.set(term, { kinds: owner.kinds.add(kind), called: owner.called || called.includes(word) });
      }
    }
  }
  const rows = new Map();
  for (const [term, { kinds, called }] of owners) {
    const [first, ...others] = kinds;
    if (others.some(other => other.interest !== first.interest || other.purchase !== first.purchase)) continue;
    const key = `${called ? NAME : HINT}\t${first.interest}\t${first.purchase}`;
    rows.set(key, [...(rows.get(key) ?? []), term]);
  }
  return rows;
}

const folder = await unpacked();
const kindOf = await kinds();
const index = await json(join(folder, 'name-suggestion-index/dist/json/nsi.min.json'));
const names = [...brands(index, kindOf)].map(([key, votes]) => `${key}\t${foremost(votes).number}`).sort();
const head = [...kindOf.values()].map(({ interest, purchase, topic }) => [interest, purchase, topic].join('\t'));
await writeFile(new URL('kinds.tsv', data), `interest\tpurchase\ttopic\n${head.join('\n')}\n`);
await writeFile(new URL('brands.tsv', data), `${names.join('\n')}\n`);
const rows = [...(await places(folder, kindOf))].map(([key, terms]) => `${key}\t${terms.sort().join('|')}`).sort();
await writeFile(new URL('places.tsv', data), `strength\tinterest\tpurchase\tterms\n${rows.join('\n')}\n`);
await rm(folder, { recursive: true });
