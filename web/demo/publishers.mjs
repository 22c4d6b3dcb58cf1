/**
 * Writes publishers.html, what the demo's papers show at /publishers, out of docs/publishers.md: one text, in two places.
 *
 *   node web/demo/publishers.mjs
 *
 * It knows the Markdown that the page uses: headings, paragraphs, lists, tables, fenced code, `code`, **strong** and links. A link
 * to another file of the repository leads nowhere on a paper's site, so only its text is left.
 */

import { readFile, writeFile } from 'node:fs/promises';

const source = new URL('../../docs/publishers.md', import.meta.url);
const page = new URL('publishers.html', import.meta.url);

/** @param {string} text */
const safe = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {string} text A line, or lines of one paragraph. */
function inline(text) {
  return text
    .split(/(`[^`]+`)/)
    .map(part => (part.startsWith('`') ? `<code>${safe(part.slice(1, -1))}</code>` : words(safe(part))))
    .join('');
}

/** @param {string} text */
function words(text) {
  return text
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
}

/** @param {string[]} lines */
function table([head = '', , ...rows]) {
  const cells = (/** @type {string} */ row, /** @type {string} */ tag) =>
    row
      .slice(1, -1)
      .split('|')
      .map(cell => `<${tag}>${inline(cell.trim())}</${tag}>`)
      .join('');
  const body = rows.map(row => `<tr>${cells(row, 'td')}</tr>`).join('\n');
  return `<table>\n<thead><tr>${cells(head, 'th')}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

/** @param {string} block What stands between two empty lines, or a fence. */
function html(block) {
  const lines = block.split('\n');
  const [first = ''] = lines;
  if (first.startsWith('```')) return `<pre><code>${safe(lines.slice(1, -1).join('\n'))}</code></pre>`;
  if (first.startsWith('## ')) return `<h2>${inline(first.slice(3))}</h2>`;
  if (first.startsWith('# ')) return `<h1>${inline(first.slice(2))}</h1>`;
  if (first.startsWith('|')) return table(lines);
  if (first.startsWith('- [ ] '))
    return `<ul class="checks">\n${lines.map(line => `<li>${inline(line.slice(6))}</li>`).join('\n')}\n</ul>`;
  return `<p>${inline(block)}</p>`;
}

/** @param {string} markdown */
export function render(markdown) {
  const blocks = markdown.match(/^```[\s\S]*?^```$|^(?:(?!```).+\n?)+/gm) ?? [];
  return `${blocks.map(block => html(block.trimEnd())).join('\n')}\n`;
}

/** What the page should be, and what it is. */
export async function pages() {
  return { made: render(await readFile(source, 'utf8')), kept: await readFile(page, 'utf8').catch(() => '') };
}

if (process.argv[1] === import.meta.filename) await writeFile(page, (await pages()).made);
