/** Missions: found in the records, opened with their evidence, put off, put away, done; all of it also by keys alone. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { bringLife, createVault, goTo, heading } from './person.mjs';

let server;
let browser;
let page;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url, { keepUnlocked: true });
});

const cards = () => page.locator('.masonry .mission');
const titles = () => page.locator('.masonry .mission-title').allInnerTexts();
/** The card with this title. */
const card = title =>
  page.locator('.masonry > li').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
const gone = title => card(title).waitFor({ state: 'detached' });
const panel = () => page.getByRole('dialog').first();
const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' });
const undo = () => page.getByRole('button', { name: 'Undo' }).click();
const points = async () => Number((await page.locator('.points summary b').innerText()).replace(/\D/g, ''));

/** Waits until there are so many cards, and none is on its way any more. */
async function settled(least) {
  await cards()
    .nth(least - 1)
    .waitFor();
  await page.getByText('Your agents are looking…').waitFor({ state: 'detached' });
}

test('without data the feed says what to do, and the sample is one click away', async () => {
  await goTo(page, 'Missions');
  await page.getByRole('heading', { name: 'Nothing to go by yet' }).waitFor();
  assert.equal(await cards().count(), 0);
  await page.getByRole('button', { name: 'Try it with sample data' }).click();
  await page.getByText(/sample records brought in/).waitFor();
  await settled(1);
  await page.getByRole('button', { name: 'Remove sample data' }).click();
  await page.getByRole('heading', { name: 'Nothing to go by yet' }).waitFor();
  assert.equal(await cards().count(), 0);
});

test('records become cards, each of its tab, with a drawing and a label', async () => {
  await goTo(page, 'Data');
  await bringLife(page);
  await goTo(page, 'Missions');
  await settled(4);
  const all = await titles();
  assert.equal(new Set(all).size, all.length, 'none is there twice');
  for (const label of await page.locator('.mission-label').allInnerTexts()) assert.ok(label.length > 2);
  const drawn = await page
    .locator('.masonry .drawing')
    .evaluateAll(drawings => drawings.map(drawing => drawing.getBBox().width));
  assert.ok(
    drawn.every(width => width > 0),
    `${drawn}`,
  );
  await page.getByRole('button', { name: 'Savings', exact: true }).click();
  const savings = await titles();
  await page.getByRole('button', { name: 'Ikigai', exact: true }).click();
  const ikigai = await titles();
  assert.ok(savings.length > 0 && ikigai.length > 0, `${savings.length} and ${ikigai.length}`);
  assert.deepEqual([...savings, ...ikigai].sort(), all.sort());
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await settled(all.length);
});

test('a card opens with its reckoning and its evidence, and has an address of its own', async () => {
  await page.locator('.masonry .price').first().locator('xpath=ancestor::li').locator('.mission-open').click();
  const dialog = panel();
  await dialog.getByRole('heading', { name: 'How it adds up' }).waitFor();
  await dialog.locator('.lines > li').first().waitFor();
  await dialog
    .getByRole('button', { name: /^Show / })
    .first()
    .click();
  await page.getByRole('dialog').nth(1).waitFor();
  await page.keyboard.press('Escape');
  const title = await dialog.getByRole('heading', { level: 2 }).innerText();
  await page.reload();
  await panel().getByRole('heading', { name: title, level: 2, exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await closed();
  // Whoever opened it liked it.
  await page.getByRole('button', { name: `Heart for ${title}: liked` }).waitFor();
});

test('what is opened stays where it stands, and in the panel J and K go on from there', async () => {
  await settled(4);
  const before = await titles();
  const [one, next] = before.slice(-3);
  const isOpen = title => panel().getByRole('heading', { name: title, level: 2, exact: true }).waitFor();
  await card(one).locator('.mission-open').click();
  await isOpen(one);
  // Liked by that, it would rank higher.
  await page
    .locator('.masonry')
    .getByRole('button', { name: `Heart for ${one}: liked`, includeHidden: true })
    .waitFor();
  await page.keyboard.press('j');
  await isOpen(next);
  await page.keyboard.press('k');
  await isOpen(one);
  await page.keyboard.press('Escape');
  await closed();
  assert.deepEqual(await titles(), before);
});

test('a heart is given, made larger, taken back', async () => {
  const title = (await titles()).at(-1);
  const heart = state => page.getByRole('button', { name: `Heart for ${title}: ${state}`, exact: true });
  await heart('no heart').click();
  await heart('liked').click();
  await heart('loved').click();
  await heart('no heart').waitFor();
});

test('a card is snoozed and comes back by undo, and from the list of those that are away', async () => {
  const [title] = await titles();
  const snooze = async () => {
    await card(title).hover();
    await page.getByRole('button', { name: `Snooze ${title}`, exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Tomorrow/ })
      .click();
    await gone(title);
  };
  await snooze();
  await undo();
  await card(title).waitFor();
  await snooze();
  await page.getByText('Snoozed (1)').click();
  await page.getByRole('button', { name: `Bring back: ${title}`, exact: true }).click();
  await card(title).waitFor();
});

test('what is dismissed stays away over a reload, unless it is taken back at once', async () => {
  const title = (await titles()).at(-1);
  const dismiss = async () => {
    await card(title).hover();
    await page.getByRole('button', { name: `Dismiss ${title}`, exact: true }).click();
    await gone(title);
  };
  await dismiss();
  await undo();
  await card(title).waitFor();
  await dismiss();
  await page.reload();
  await settled(1);
  assert.ok(!(await titles()).includes(title));
});

test('what is done gives points, and what they are for lies over the cards until Escape', async () => {
  const before = await points();
  const kinds = page.getByText('for getting things done');
  await page.locator('.points summary').click();
  await kinds.waitFor();
  await page.keyboard.press('Escape');
  await kinds.waitFor({ state: 'hidden' });
  const [title] = await titles();
  await card(title).locator('.mission-open').click();
  await panel()
    .getByRole('button', { name: /^Done · \d+ points$/ })
    .click();
  await closed();
  await gone(title);
  await page.waitForFunction(was => {
    const shown = document.querySelector('.points summary b');
    return Number(shown.textContent.replace(/\D/g, '')) > was;
  }, before);
  await page.getByText('Done (1)').waitFor();
});

test('what is wrong is said, learnt, shown, and taken back', async () => {
  await page.getByRole('button', { name: 'Savings', exact: true }).click();
  const [title] = await titles();
  await card(title).locator('.mission-open').click();
  await panel().getByText('This is wrong').click();
  await panel().locator('details[open] .row button').first().click();
  await closed();
  await gone(title);
  await page.getByText('What you taught the agents (1)').click();
  await page.getByRole('button', { name: /^Forget: / }).click();
  await page.getByText('What you taught the agents').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await settled(1);
});

test('agents answer words, by what these are for and what they name', async () => {
  const ask = async words => {
    await page.getByRole('searchbox', { name: 'Ask your agents' }).fill(words);
    await page.keyboard.press('Enter');
  };
  const answer = name => page.getByRole('heading', { name, level: 2 }).waitFor();
  await ask('what do I pay every month?');
  await answer(/^Savings: /);
  const [named] = await page.locator('.asked .mission-title').allInnerTexts();
  // A tab leads back to the feed.
  await page.getByRole('button', { name: 'Ikigai', exact: true }).click();
  await page.locator('.asked').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'All', exact: true }).click();
  const [shop] = named.split(/[ :]/);
  await ask(`and ${shop}?`);
  await answer(/: \d+ card|^\d+ cards/);
  assert.ok((await page.locator('.asked .mission-title').allInnerTexts()).includes(named));
  await ask('asdf qwer');
  await answer('Nothing found');
  await page.getByRole('button', { name: 'My next trip' }).click();
  await answer(/^Travel: /);
  await page.getByRole('searchbox', { name: 'Ask your agents' }).fill('');
  await settled(1);
});

test('the address of a card that is gone says so, and leads back', async () => {
  await page.evaluate(() => {
    location.hash = '/missions/ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  });
  await panel().getByText('This card is not here any more.').waitFor();
  await panel().getByRole('button', { name: 'Back to your missions' }).click();
  await closed();
});

test('the whole feed by keys alone', async () => {
  const focused = () => page.evaluate(() => document.activeElement.closest('li')?.querySelector('h2')?.textContent);
  const focusIs = title =>
    page.waitForFunction(
      wanted => document.activeElement.closest('li')?.querySelector('h2')?.textContent === wanted,
      title,
    );
  await page.reload();
  await settled(2);
  const [first, second] = await titles();
  await page.keyboard.press('j');
  await focusIs(first);
  await page.keyboard.press('j');
  await focusIs(second);
  await page.keyboard.press('k');
  await focusIs(first);
  await page.keyboard.press('Enter');
  await panel().getByRole('heading', { name: first, level: 2, exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await closed();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await closed();
  await page.keyboard.press('j');
  const away = await focused();
  await page.keyboard.press('s');
  await page.getByRole('dialog', { name: 'Snooze until' }).waitFor();
  await page.keyboard.press('Escape');
  await closed();
  await focusIs(away);
  await page.keyboard.press('d');
  await gone(away);
  // Taken back by a key, it stands there again and has the focus.
  await page.keyboard.press('u');
  await focusIs(away);
  await page.keyboard.press('d');
  await gone(away);
  // Single letters can be switched off, for whoever speaks to the computer.
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /^Listen to these keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await closed();
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.getByRole('button', { name: 'Keys', exact: true }).click();
  await page.getByRole('checkbox', { name: /^Listen to these keys/ }).check();
  await page.keyboard.press('Escape');
  await closed();
});

test('on a phone there are five places at the thumb, and the settings above', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await settled(1);
  const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  assert.deepEqual(
    (await places.allInnerTexts()).map(name => name.trim().split('\n')[0]),
    ['Missions', 'Profile', 'Memory', 'Data', 'Wallet', 'Settings'],
  );
  for (const place of await places.all()) {
    const box = await place.boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
  }
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Add a time…' }).click();
  await page.getByLabel('Its name').fill('Friday review');
  const choice = name => page.getByRole('dialog').locator('label').filter({ hasText: name }).locator('select');
  await choice(/^Every/).selectOption('week');
  await choice(/^On/).selectOption('Friday');
  await page.getByLabel('At', { exact: true }).fill('17:30');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText(/^Every Friday at 17:30: /).waitFor();
  await page.getByRole('button', { name: 'Remove Friday review' }).click();
  await page.getByText(/^Every Friday at 17:30: /).waitFor({ state: 'detached' });
  await page.goBack();
  await heading(page, 'Missions').waitFor();
  assert.deepEqual(browser.complaints(), []);
});
