/** docs/publishers.md says what is so: its snippets are the example's, its words the element's, its page the demo's. */

import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pages } from '../../web/demo/publishers.mjs';
import * as sdk from '../../web/sdk/node/index.js';

const read = path => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const guide = await read('docs/publishers.md');
const example = await read('web/sdk/examples/node-server.mjs');
const axum = await read('web/sdk/examples/axum.rs');
const demo = await read('server/serve/headers.rs');
const vectors = JSON.parse(await read('tests/vectors/present/formats.json'));

/** Lines without what surrounds them, and without the types. */
const lines = text =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('/**'))
    .join('\n');
const blocks = language =>
  [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, said]) => said === language).map(([, , code]) => code);
const rows = heading => {
  const table = guide.slice(guide.indexOf(heading)).match(/^\|.*\|$(\n\|.*\|$)*/m)[0];
  return table
    .split('\n')
    .slice(2)
    .map(row =>
      row
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim()),
    );
};

test('every line of JavaScript on the page is in the example, in one piece', () => {
  const whole = lines(example);
  const shown = blocks('js');
  assert.ok(shown.length >= 4);
  for (const snippet of shown) assert.ok(whole.includes(lines(snippet)), snippet);
});

test('the element on the page is that of both examples', () => {
  const [html] = blocks('html');
  const [script, element] = html.split('\n');
  for (const [file, wallet] of [
    [example, `\${wallet}`],
    [axum, '{wallet}'],
  ]) {
    assert.ok(file.includes(script), script);
    assert.ok(file.includes(element.replace('https://app.ownyou.example', wallet)), element);
  }
});

test('both examples and the demo have the policy of the page', () => {
  const policy = guide
    .match(/"(default-src[^"]+)" \+\n\s+"([^"]+)"/)
    .slice(1)
    .join('');
  for (const directive of policy.split('; ')) {
    assert.ok(axum.includes(directive), `axum: ${directive}`);
    // The demo has style sheets, pictures and a form of its own.
    const own = directive === "form-action 'none'" ? "form-action 'self'" : directive;
    assert.ok(demo.includes(own), `demo: ${own}`);
  }
  for (const file of [axum, demo, guide, example]) assert.ok(file.includes('same-origin-allow-popups'));
});

test('the cookie is that of both examples and the demo', async () => {
  const attributes = '; Path=/; Secure; HttpOnly; SameSite=Lax';
  for (const file of [guide, example, axum, await read('server/demo/sessions.rs')]) {
    assert.ok(file.includes('__Host-ownyou') && file.includes(attributes));
  }
});

test('what the visitor reads is what the element says', async () => {
  const texts = await read('web/sdk/src/login/texts.ts');
  const [, listed] = texts.match(/problems[^{]*{([^}]*)}/);
  const problems = [...listed.matchAll(/'?([a-z-]+)'?: '([^']+)'/g)].map(([, code, text]) => [code, text]);
  assert.equal(problems.length, 7);
  const said = rows('| `code` |').map(([code, text]) => [code.slice(1, -1), text]);
  assert.deepEqual(said, problems);
});

test('every refusal of an answer has a line', () => {
  const named = rows('| `reason` |').flatMap(([codes]) => codes.split(', ').map(code => code.slice(1, -1)));
  // What the SDK says of a malformed request, origin or key set is a mistake of the publisher's own.
  const own = ['malformed', 'unknown-version', 'bad-origin', 'bad-callback'];
  const codes = new Set(vectors.refused.map(({ code }) => code).filter(code => !own.includes(code)));
  for (const code of codes) assert.ok(named.includes(code), code);
  for (const code of ['no-challenge', 'challenge-expired', 'other-site'])
    assert.ok(example.includes(`'${code}'`) && axum.includes(`"${code}"`) && named.includes(code), code);
});

test('the bid request on the page is what the SDK makes', () => {
  const made = sdk.toOpenRtb({ segments: [{ id: '544', name: 'Dogs' }] });
  assert.deepEqual(JSON.parse(blocks('json')[0]), made);
});

test('the demo shows this page', async () => {
  const { made, kept } = await pages();
  assert.equal(kept, made, 'run node web/demo/publishers.mjs');
  assert.ok(!/<script(?! )|undefined|\*\*|\]\(/.test(made.replaceAll(/<code>[\s\S]*?<\/code>/g, '')));
});

test('the page is linked, and so are its examples', async () => {
  assert.ok((await read('README.md')).includes('(docs/publishers.md)'));
  assert.ok((await read('web/sdk/README.md')).includes('(../../docs/publishers.md)'));
  for (const [, path] of guide.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
    await access(new URL(`../../docs/${path}`, import.meta.url));
  const { files } = JSON.parse(await read('web/sdk/package.json'));
  assert.ok(files.includes('examples'), 'what npm takes has the examples');
});
