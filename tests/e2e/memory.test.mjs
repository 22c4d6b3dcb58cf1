/** The memory: found as one types, put right, merged, forgotten for good, reviewed, looked at as it was, and taken along. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { button, createVault, goTo, remember } from './person.mjs';

let server;
let browser;
let page;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url, { keepUnlocked: true });
  await goTo(page, 'Memory');
});

/** A memory as a line of a file has it, docs/formats/memory.md. */
function entry(n, body, text, more = {}) {
  const known = '2026-05-02T09:00:00Z';
  const times = { valid: {}, known, accessed: known };
  const rest = { context: 'people', strength: 1, accesses: 0, confidence: 0.9, tier: 'sensitive', standing: 'kept' };
  const id = `${'MEMORY'.repeat(4)}A${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n]}`;
  return { id, revision: 0, body, text, ...times, ...rest, extractor: 'contacts@1', origin: 'evidence', ...more };
}

const fact = (relation, object) => ({ fact: { subject: 'you', relation, object } });
const tie = (relation, object) => ({ relationship: { subject: 'you', relation, object } });
const review = { standing: 'review', confidence: 0.5 };

/** A small life: somebody, two birthdays that cannot both be, a home that was, and three to review. */
const life = [
  entry(0, { entity: { kind: 'person' } }, 'Mara Widmer'),
  entry(1, tie('friend', 'Mara Widmer'), 'Mara Widmer is a friend of yours'),
  entry(2, fact('birthday', '9 April'), 'Your birthday is on 9 April'),
  entry(3, fact('birthday', '10 April'), 'Your birthday is on 10 April'),
  entry(4, fact('likes', 'gravel'), 'You like to ride on gravel', {
    valid: { from: '2024-03-01T00:00:00Z', to: '2025-11-01T00:00:00Z' },
  }),
  entry(5, fact('likes', 'oat milk'), 'You like oat milk', review),
  entry(6, fact('likes', 'early mornings'), 'You like early mornings', review),
  entry(7, fact('likes', 'long queues'), 'You like long queues', review),
];
const lifeFile = {
  name: 'life.jsonl',
  mimeType: 'application/jsonl',
  buffer: Buffer.from(
    [{ ownyou: 'memory', version: 1, exported: '2026-06-01T12:00:00Z' }, ...life]
      .map(line => `${JSON.stringify(line)}\n`)
      .join(''),
  ),
};

const found = () => page.getByRole('region', { name: 'Found' });
const timeline = () => page.getByRole('region', { name: 'Timeline' });
const people = () => page.getByRole('complementary', { name: 'People & places' });
const field = () => page.getByRole('searchbox', { name: 'Search your memory' });
const line = text => page.locator('.memory').filter({ hasText: text });
const dialog = name => page.getByRole('dialog', { name, exact: true });
const status = (page, region) => page.getByRole('region', { name: region }).getByRole('status').first();

/** Types a question and waits for its answer. */
async function search(query) {
  await field().fill(query);
  await (query === '' ? timeline() : found()).waitFor();
}

/** How many memories the timeline counts. */
const counted = async (where = page) => Number((await status(where, 'Timeline').innerText()).replace(/\D/g, ''));

/** Waits until the timeline counts so many. */
const countIs = (n, where = page) =>
  status(where, 'Timeline')
    .filter({ hasText: new RegExp(`^${n} memor(y|ies)$`) })
    .waitFor();

/** Finds a memory by its own words, and opens it. */
async function open(text) {
  await search(text);
  await line(text).first().click();
  await dialog(text).waitFor();
}

/** Chooses a file of memories to bring in. */
const bring = (where, file) => where.locator('.upkeep input[type=file]').setInputFiles(file);

async function close() {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('without memories it says what to do; a file brings some in, and says what came of it', async () => {
  await page.getByText('Nothing remembered yet').waitFor();
  await page.getByText('Take it with you').click();
  await bring(page, lifeFile);
  await page.getByText('8 memories added · 0 known already · 0 skipped').waitFor();
  await bring(page, lifeFile);
  await page.getByText('0 memories added · 8 known already · 0 skipped').waitFor();
  await countIs(4);
  await page.getByRole('navigation', { name: 'Main' }).getByText('3 to review').waitFor();
  await page.getByRole('heading', { name: '2024', level: 2 }).waitFor();
  await line('You like to ride on gravel').filter({ hasText: ' – ' }).waitFor();
});

test('a search finds while one types', async () => {
  await field().pressSequentially('gravel', { delay: 15 });
  await found().locator('.memory').filter({ hasText: 'You like to ride on gravel' }).waitFor();
  await found().locator('.memory').first().click();
  await dialog('You like to ride on gravel').getByRole('heading', { name: 'Why do you know this?' }).waitFor();
  await close();
});

test('nothing found says what to do next', async () => {
  await search('zzyzx qwrtzl');
  await found()
    .getByText(/Nothing found for “zzyzx qwrtzl”/)
    .waitFor();
  await button(page, 'Show everything').click();
  await timeline().locator('.memory').first().waitFor();
});

test('a person is a click away from all that is known about them', async () => {
  await people().getByRole('button', { name: 'Mara Widmer' }).click();
  await countIs(1);
  await line('Mara Widmer is a friend of yours').click();
  await button(page, 'Mara Widmer').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Remove the filter About Mara Widmer' }).click();
  await countIs(4);
});

test('what one writes down is there after a reload, and can be edited', async () => {
  await remember(page, 'I keep the spare key under the blue pot', 'home');
  await search('spare key');
  await line('I keep the spare key under the blue pot').click();
  await button(page, 'Edit').click();
  const form = dialog('Edit');
  await form.getByLabel('The sentence').fill('I keep the spare key at Priya’s');
  await form.getByLabel('True from').fill('2026-02-01');
  await form.getByText('Private', { exact: true }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await dialog('I keep the spare key at Priya’s')
    .getByText(/^since /)
    .waitFor();
  await close();
  await page.reload();
  await open('I keep the spare key at Priya’s');
  await page.getByRole('dialog').getByText('Private', { exact: true }).waitFor();
  await page.getByRole('dialog').getByText('I keep the spare key under the blue pot').waitFor();
  await close();
});

test('a correction ends the old and begins the new; as it was before is still there to see', async () => {
  await remember(page, 'My dentist is Dr Okafor', 'home');
  await open('My dentist is Dr Okafor');
  await button(page, 'Correct').click();
  const form = dialog('What is so instead?');
  await form.getByLabel('It is rather').fill('My dentist is Dr Lindqvist');
  await form.getByRole('button', { name: 'Correct it' }).click();
  await form.waitFor({ state: 'detached' });
  await dialog('My dentist is Dr Lindqvist')
    .getByText(/^since /)
    .waitFor();
  await close();
  await search('dentist');
  await line('My dentist is Dr Lindqvist').waitFor();
  await line('My dentist is Dr Okafor').filter({ hasText: 'until ' }).waitFor();
});

test('two that say the same become one', async () => {
  await search('');
  const all = await counted();
  await remember(page, 'I swim at Henleaze lake on Saturdays', 'sport');
  await remember(page, 'Every Saturday there is a swim in Henleaze lake for me', 'sport');
  await countIs(all + 2);
  await open('I swim at Henleaze lake on Saturdays');
  await button(page, 'Merge').click();
  const form = dialog('Merge with another');
  await form.getByLabel('Search for the other').fill('swim Henleaze lake');
  await form.getByText('Every Saturday there is a swim in Henleaze lake for me').click();
  await form.getByRole('button', { name: 'Merge', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await close();
  await search('');
  await countIs(all + 1);
});

test('what is forgotten is gone: from search, from the timeline, after a reload; and a receipt says what went', async () => {
  const all = await counted();
  await remember(page, 'The alarm code is eleven otters', 'home');
  await countIs(all + 1);
  await open('The alarm code is eleven otters');
  await button(page, 'Forget').click();
  await dialog('Forget this for good?').getByText('It cannot be undone.').waitFor();
  await dialog('Forget this for good?').getByRole('button', { name: 'Forget it' }).click();
  const receipt = dialog('It is forgotten');
  await receipt.getByText(/^Receipt /).waitFor();
  assert.ok(Number(await receipt.getByRole('definition').first().innerText()) >= 1);
  await button(page, 'Good').click();
  await search('eleven otters');
  await line('eleven otters').waitFor({ state: 'detached' });
  await search('');
  await countIs(all);
  await page.reload();
  await countIs(all);
  assert.equal(await line('eleven otters').count(), 0);
});

test('as it was on a day: what was known and held then, in the words of then', async () => {
  await search('');
  await button(page, 'Filters').click();
  await page.getByLabel('As it was on', { exact: true }).fill('2020-01-01');
  await timeline().getByText('Nothing like that.').waitFor();
  await page.getByLabel('As it was on', { exact: true }).fill('2026-05-20');
  await line('Mara Widmer is a friend of yours').waitFor();
  await line('I keep the spare key').waitFor({ state: 'detached' });
  await line('You like to ride on gravel').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Remove the filter As it was on/ }).click();
  await line('I keep the spare key').waitFor();
  await button(page, 'Filters').click();
});

test('of two that cannot both be true, one is right', async () => {
  await open('Your birthday is on 9 April');
  await page.getByRole('heading', { name: 'These cannot all be true' }).waitFor();
  await button(page, 'This one is right: Your birthday is on 9 April').click();
  await page.getByText('The other is in the archive.').waitFor();
  await page.getByRole('heading', { name: 'These cannot all be true' }).waitFor({ state: 'detached' });
  await close();
  await search('birthday');
  await line('Your birthday is on 10 April').waitFor({ state: 'detached' });
});

test('the inbox, by keyboard: keep, edit, forget', async () => {
  const cards = page.locator('.review .card');
  const first = text => cards.first().filter({ hasText: text }).waitFor();
  const texts = ['You like early mornings', 'You like long queues', 'You like oat milk'];
  await page.getByRole('button', { name: /^To review/ }).click();
  await cards.nth(2).waitFor();
  const order = await cards.locator('.memory-text').allInnerTexts();
  assert.deepEqual([...order].sort(), texts);
  await cards.first().locator('button').first().focus();
  await page.keyboard.press('k');
  await first(order[1]);
  await page.waitForFunction(() => document.activeElement.closest('.review .card'));
  await page.keyboard.press('e');
  await dialog('Edit').getByLabel('The sentence').fill('You like it quiet');
  await dialog('Edit').getByRole('button', { name: 'Save' }).click();
  await first(order[2]);
  await page.waitForFunction(() => document.activeElement.closest('.review .card'));
  await page.keyboard.press('f');
  await button(page, 'Forget it').click();
  await button(page, 'Good').click();
  await page.getByText(/^All done\./).waitFor();
  await button(page, 'Everything').click();
  await search('You like');
  await line('You like it quiet').waitFor();
  await line(order[0]).waitFor();
  assert.equal(await line(order[2]).count(), 0);
});

test('what is put into the archive is found there, and comes back', async () => {
  await search('');
  const all = await counted();
  await open('My dentist is Dr Lindqvist');
  await button(page, 'Archive').click();
  await page.getByText('In the archive.', { exact: true }).waitFor();
  await search('');
  await countIs(all - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await countIs(all);
});

test('exported, and brought in on another device', async () => {
  await search('');
  const all = await counted();
  await page.getByText('Take it with you').click();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Export JSON lines').click()]);
  const path = await download.path();
  const text = await readFile(path, 'utf8');
  assert.ok(text.includes('I keep the spare key at Priya’s'));
  assert.ok(!text.includes('eleven otters'));
  const other = await startBrowser();
  try {
    await createVault(other.page, server.url);
    await goTo(other.page, 'Memory');
    await other.page.getByText('Nothing remembered yet').waitFor();
    await other.page.getByText('Take it with you').click();
    const file = { name: 'memories.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(text) };
    await other.page.locator('.upkeep input[type=file]').setInputFiles(file);
    await other.page.getByText(/memories added/).waitFor();
    await countIs(all, other.page);
    assert.deepEqual(other.complaints(), []);
  } finally {
    await other.close();
  }
});

test('markdown for a person to read', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Export Markdown').click()]);
  const text = await readFile(await download.path(), 'utf8');
  assert.match(text, /^# /m);
  assert.ok(text.includes('I keep the spare key at Priya’s'));
});
