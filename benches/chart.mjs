/**
 * `node benches/chart.mjs REPORT`: from what `make bench` has measured of BBS, the chart docs/images/bbs.svg and the tables
 * of docs/figures.md, between its two comments.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const docs = name => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
const steps = { prove: 'Making a proof', verify: 'Verifying a proof' };
const width = 760;
const label = 292;
const row = 26;
/** The longest bar ends here, with room for its number. */
const reach = width - 90;

const [file] = process.argv.slice(2);
const report = JSON.parse(await readFile(file, 'utf8'));
const entry = id => {
  const found = report.find(one => one.id === id);
  if (!found) throw new Error(`${file} has no ${id}\n  next: make bench ONLY=bbs`);
  return found;
};

/** Whose proofs, by time: ours first, then everyone else's. `{name, own, linked, value, n}` */
function bars(step) {
  const own = ['nym.', ''].map(part => ({
    ...entry(`bbs.${part}${step}.wasm`),
    name: 'OwnYou',
    own: true,
    linked: part !== '',
  }));
  const peers = report
    .filter(({ id }) => id.startsWith('peer.') && id.endsWith(`.${step}.wasm`))
    .map(one => ({ ...one, name: one.name.replace(' (no pseudonym)', ''), linked: one.id.includes('.nym.') }));
  return [...own, ...peers.sort((a, b) => a.value - b.value)];
}

const called = ({ name, linked }) => `${name}${linked ? ', with pseudonym' : ''}`;
const shown = value => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const text = value => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function panel(step, top, scale) {
  const lines = bars(step).map((bar, at) => {
    const y = top + 14 + at * row;
    const middle = y + row / 2;
    const length = Math.max(2, bar.value * scale);
    return (
      `<text x="${label - 10}" y="${middle}" text-anchor="end"${bar.own ? ' class="own"' : ''}>${text(called(bar))}</text>` +
      `<rect x="${label}" y="${y + 4}" width="${length.toFixed(1)}" height="${row - 8}" rx="2" class="${bar.own ? 'ours' : 'theirs'}"/>` +
      `<text x="${(label + length + 8).toFixed(1)}" y="${middle}"${bar.own ? ' class="own"' : ''}>${shown(bar.value)}</text>`
    );
  });
  return [`<text x="24" y="${top}" class="step">${steps[step]}</text>`, ...lines].join('\n');
}

const style = `
text { font: 13px system-ui, sans-serif; fill: #24292f; dominant-baseline: central }
.title { font-size: 17px; font-weight: 600 } .step { font-size: 14px; font-weight: 600 } .own { font-weight: 600 }
.note { font-size: 12px; fill: #57606a }
.page { fill: #ffffff } .ours { fill: #0b6e4f } .theirs { fill: #a0a8b0 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .note { fill: #9aa4ae } .page { fill: #0d1117 } .ours { fill: #3fb68b } .theirs { fill: #5b6570 } }`;

const machine = entry('machine');
const conditions = [
  `Milliseconds, medians of ${entry('bbs.nym.prove.wasm').n} by turns in one page of Chromium ${entry('chromium').value}; shorter is better. Ten messages, three shown.`,
  `${machine.name}; ${machine.date}${machine.load > machine.value ? `; busy with other work, load ${machine.load}` : ''}.`,
];

function chart() {
  const count = bars('prove').length;
  const longest = Math.max(...Object.keys(steps).flatMap(step => bars(step).map(({ value }) => value)));
  const scale = (reach - label) / longest;
  const tall = 34 + count * row;
  const height = 96 + 2 * tall;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">BBS proofs in a browser</title>`,
    `<desc id="d">${text(conditions.join(' '))} The numbers are in docs/figures.md.</desc>`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" class="page"/>`,
    `<text x="24" y="28" class="title">BBS proofs in a browser</text>`,
    ...conditions.map((line, at) => `<text x="24" y="${52 + at * 17}" class="note">${text(line)}</text>`),
    panel('prove', 102, scale),
    panel('verify', 102 + tall, scale),
    '</svg>\n',
  ].join('\n');
}

function tables() {
  const [making, verifying] = [bars('prove'), bars('verify')];
  const browser = making.map(bar => {
    const other = verifying.find(one => called(one) === called(bar));
    return `| ${called(bar)} | ${shown(bar.value)} | ${shown(other.value)} |`;
  });
  const native = report
    .filter(({ id }) => id.startsWith('bbs.') && id.endsWith('.native'))
    .map(({ id, value, peer, peer_value }) => `| \`${id}\` | ${value} ms | ${peer}: ${peer_value} ms |`);
  return [
    conditions.join(' '),
    '',
    '| in Chromium | making | verifying |\n|---|---|---|',
    ...browser,
    '',
    '| natively | | |\n|---|---|---|',
    ...native,
  ].join('\n');
}

const page = await readFile(docs('figures.md'), 'utf8');
const [begin, end] = ['<!-- bbs: made by benches/chart.mjs -->\n', '\n<!-- /bbs -->'];
if (!page.includes(begin) || !page.includes(end))
  throw new Error('docs/figures.md has lost the comments around its BBS tables');
const [before] = page.split(begin);
await writeFile(docs('images/bbs.svg'), chart());
await writeFile(docs('figures.md'), `${before}${begin}${tables()}${end}${page.split(end)[1]}`);
console.log('written: docs/images/bbs.svg, docs/figures.md');
