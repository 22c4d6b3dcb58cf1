/** A person's steps, by what they see: names of buttons, headings, fields. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { sampleLife } from '../../web/app/sample/life.mjs';
import { passphrase } from './harness.mjs';

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const heading = (page, name) => page.getByRole('heading', { name, level: 1, exact: true });

/** From an empty browser to the last step before there is a vault; returns the 24 words. */
export async function beginVault(page, url) {
  await page.goto(url);
  await page.getByRole('link', { name: 'Create my vault' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await button(page, 'Next').click();
  const words = await readWords(page);
  await button(page, 'I have written them down').click();
  await answerWords(page, words);
  await button(page, 'Next').click();
  await heading(page, 'Is this your own device?').waitFor();
  return words;
}

/** From an empty browser to an open vault; returns the 24 words. */
export async function createVault(page, url, { keepUnlocked = false } = {}) {
  const words = await beginVault(page, url);
  if (keepUnlocked) await page.getByRole('checkbox', { name: /Keep unlocked/ }).check();
  await button(page, 'Create my vault').click();
  await heading(page, 'Your vault is ready').waitFor();
  await button(page, 'Bring in my data').click();
  await heading(page, 'Data').waitFor();
  return words;
}

/** The 24 words, from the screen that shows them. */
export async function readWords(page) {
  await heading(page, 'Write down your 24 words').waitFor();
  return page.getByRole('list', { name: 'Recovery words' }).locator('b').allTextContents();
}

/** Fills in the three words that are asked back. */
export async function answerWords(page, words) {
  await heading(page, 'Check three of them').waitFor();
  for (const field of await page.getByLabel(/^Word \d+$/).all()) {
    const label = await field.evaluate(input => input.labels[0].textContent);
    await field.fill(words[Number(label.match(/\d+/)[0]) - 1]);
  }
}

export async function lock(page) {
  await button(page, 'Lock now').first().click();
  await heading(page, 'Unlock your vault').waitFor();
}

/** Unlocks with the passphrase and waits for any screen of the open vault. */
export async function unlock(page, phrase = passphrase) {
  await page.getByLabel('Passphrase', { exact: true }).fill(phrase);
  await button(page, 'Unlock').click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

export async function goTo(page, place) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
  await heading(page, place === 'Profile' ? /profile/i : place).waitFor();
}

/** Chooses files (paths, or `{name, mimeType, buffer}`) by the button. */
export async function choose(page, files) {
  await page.locator('input[type=file]').setInputFiles(files);
}

/** Drops files (paths, or `{name, buffer}`) on the page. */
export async function drop(page, files) {
  const carried = await Promise.all(
    files.map(async file =>
      typeof file === 'string'
        ? { name: basename(file), base64: (await readFile(file)).toString('base64') }
        : { name: file.name, base64: file.buffer.toString('base64') },
    ),
  );
  const transfer = await page.evaluateHandle(list => {
    const data = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, carried);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** What the list says of a file, once it is through. */
export async function outcome(page, name) {
  const entry = page.locator('.queue > li').filter({ hasText: name }).last();
  await entry.locator('[role=status], [role=alert], button.primary').first().waitFor({ timeout: 120_000 });
  return (await entry.innerText()).replace(/\s+/g, ' ');
}

/** `{imported, known, skipped}` of an outcome's text. */
export function counts(text) {
  const number = pattern => Number((text.match(pattern)?.[1] ?? 'NaN').replace(/\D/g, ''));
  return {
    imported: number(/([\d.,\s]+) records? imported/),
    known: number(/([\d.,\s]+) known already/),
    skipped: number(/([\d.,\s]+) skipped/),
  };
}

/** Brings in the sample life; returns its records. */
export async function bringSample(page) {
  await button(page, 'Try it with sample data').click();
  await page.getByRole('complementary', { name: 'Sample data' }).waitFor();
  return Number((await page.getByText(/sample records brought in/).innerText()).replace(/\D/g, ''));
}

/** Confirms the dialog that is open. */
export async function confirm(page, action) {
  await page.getByRole('dialog').getByRole('button', { name: action }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const recordsStatus = page => page.getByRole('region', { name: 'Records', exact: true }).getByRole('status');

/** How many records the Data screen counts: of a page that is just loaded. After a change, wait for `recordsAre`. */
export async function records(page) {
  return Number((await recordsStatus(page).innerText()).replace(/\D/g, ''));
}

/** Waits until the Data screen counts so many records: it reads them again a moment after it is told of a change. */
export async function recordsAre(page, expected) {
  const number = expected.toLocaleString('en').replaceAll(',', '[.,\\s]?');
  await recordsStatus(page)
    .filter({ hasText: new RegExp(`^${number} records?$`) })
    .waitFor();
}

const life = sampleLife(new Date().toISOString().slice(0, 10));

/** A file of the sample life of today, as a person's own. */
export function sampleFile(name) {
  const { parts } = life.find(file => file.name === name);
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.concat(parts.map(part => Buffer.from(part))) };
}

/** Half a year of mail and card payments of somebody who travels and sits in cafés: enough to be told to a publisher. */
export function ownFiles() {
  const day = 24 * 3600 * 1000;
  const senders = ['ryanair.com', 'booking.com', 'airbnb.com', 'lufthansa.com', 'expedia.com'];
  const ago = n => new Date(Date.now() - n * day);
  const mails = Array.from({ length: 40 }, (_none, n) => {
    const [at, sender] = [ago(4 * n + 1), senders[n % senders.length]];
    return [
      `From a@example.com ${at.toUTCString()}`,
      `Message-ID: <trip-${n}@${sender}>`,
      `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
      `From: Bookings <bookings@${sender}>`,
      'To: me@example.com',
      'Subject: Your booking is confirmed: your flight and your hotel',
      '',
      'We look forward to seeing you.',
      '',
    ].join('\n');
  });
  const payments = Array.from({ length: 40 }, (_none, n) => {
    return `${ago(3 * n + 2)
      .toISOString()
      .slice(0, 10)},${n % 2 ? 'Starbucks Coffee' : 'Costa Coffee'},-${3 + (n % 4)}.40`;
  });
  return [
    { name: 'trips.mbox', mimeType: 'application/mbox', buffer: Buffer.from(mails.join('\n')) },
    {
      name: 'card.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['Date,Description,Amount', ...payments, ''].join('\n')),
    },
  ];
}

/** Brings in `ownFiles()` at the Data screen. */
export async function bringOwn(page) {
  const files = ownFiles();
  await choose(page, files);
  for (const { name } of files) await outcome(page, name);
}

/** Nine months of somebody's account, and their calendar: subscriptions, one dearer than before, a charge that came twice, birthdays. */
export function lifeFiles() {
  const now = new Date();
  const day = (date, ahead) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + ahead, 12);
  const text = date => date.toISOString().slice(0, 10);
  const months = Array.from({ length: 9 }, (_none, ago) => new Date(now.getFullYear(), now.getMonth() - ago, 3, 12));
  const past = months.filter(date => date < now);
  const rows = past.flatMap((date, ago) => [
    [text(date), 'NETFLIX.COM', ago < 3 ? '-15.99' : '-12.99'],
    [text(date), 'SPOTIFY P2B7C9', '-10.99'],
    [text(date), 'PUREGYM LTD', '-24.99'],
  ]);
  const twice = text(day(now, -4));
  rows.push([twice, 'WATERSTONES 0421', '-18.40'], [twice, 'WATERSTONES 0421', '-18.40']);
  const entry = (name, date) => {
    const stamp = text(date).replaceAll('-', '');
    return [
      'BEGIN:VEVENT',
      `UID:${name.replaceAll(' ', '-')}@example.com`,
      `DTSTAMP:${stamp}T120000Z`,
      `DTSTART;VALUE=DATE:${stamp}`,
      'RRULE:FREQ=YEARLY',
      `SUMMARY:${name}`,
      'END:VEVENT',
    ];
  };
  const yearBefore = ahead => {
    const date = day(now, ahead);
    return new Date(date.getFullYear() - 1, date.getMonth(), date.getDate(), 12);
  };
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//OwnYou//journey//EN',
    ...entry('Abena Owusu birthday', yearBefore(4)),
    ...entry('Birthday of Jonas Weber', yearBefore(6)),
    'END:VCALENDAR',
    '',
  ];
  return [
    {
      name: 'account.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['Date,Description,Amount', ...rows.map(row => row.join(',')), ''].join('\n')),
    },
    { name: 'calendar.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar.join('\r\n')) },
  ];
}

/** Brings in `lifeFiles()` at the Data screen. */
export async function bringLife(page) {
  const files = lifeFiles();
  await choose(page, files);
  for (const { name } of files) await outcome(page, name);
}

/** From the issuer's own page, in a tab beside the open vault, by its invite to a credential in the wallet. */
export async function getCredential(page, urls) {
  const tab = await page.context().newPage();
  await tab.goto(urls.issuer);
  await button(tab, 'Get an invite').click();
  await tab.getByRole('link', { name: 'Use it in my wallet' }).click();
  await heading(tab, 'Wallet').waitFor();
  await button(tab, 'Get my credential').click();
  await tab.getByRole('heading', { name: 'You can log in' }).waitFor();
  await tab.close();
}

/**
 * Clicks `control`, a button of the window's own or of a page beside it, and sees the window close. A window that goes
 * may take with it the browser's word that the click is over: that is what was wanted. Any other failure of the click is
 * one at once.
 */
export async function closes(popup, control) {
  const closed = popup.waitForEvent('close').catch(error => {
    throw new Error(`the window ${popup.url()} did not close`, { cause: error });
  });
  const clicked = control.click().catch(error => {
    if (!/has been closed/.test(error.message)) throw error;
  });
  await Promise.all([closed, clicked]);
}

/** Clicks the publisher's button and returns the wallet's window that opens. */
export async function askWallet(page) {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page, 'Log in with OwnYou').click()]);
  return popup;
}

/** What the wallet offers to tell, by name. */
export const offered = async popup => {
  await heading(popup, /^Log in to/).waitFor();
  return (await popup.locator('.told-segment b').allTextContents()).sort();
};

/** Logs in at the publisher's page that is open, telling all that is offered but `without`; returns what was told. */
export async function logIn(page, { without = [] } = {}) {
  const popup = await askWallet(page);
  const all = await offered(popup);
  for (const name of without) await popup.getByRole('checkbox', { name }).uncheck();
  await closes(popup, button(popup, 'Log in'));
  // With more tabs open, the browser may have turned to another of them.
  await page.bringToFront();
  await page.locator('#alias').waitFor();
  return all.filter(name => !without.includes(name));
}

/** Returns a list that grows by all that a page's script is answered on a port, as a publisher could read it. */
export async function keepAnswers(context) {
  const answers = [];
  await context.exposeBinding('keepAnswer', (_source, answer) => answers.push(answer));
  await context.addInitScript(() => {
    const { MessageChannel } = window;
    window.MessageChannel = class extends MessageChannel {
      constructor() {
        super();
        this.port1.addEventListener('message', ({ data }) => window.keepAnswer(JSON.stringify(data)));
      }
    };
  });
  return answers;
}

/** Says no by this button of the wallet's window, and sees the page take it. */
export async function refuse(page, popup, name) {
  await closes(popup, button(popup, name));
  await page.getByText('You are not logged in.').waitFor();
}

export async function logOut(page, url) {
  await page.goto(`${url}/account`);
  await button(page, 'Log out').click();
  await page.getByRole('link', { name: 'Log in', exact: true }).waitFor();
}

/** What the publisher's own account page says of its reader: from the server's book. */
export async function account(page, url) {
  await page.goto(`${url}/account`);
  await page.locator('#sub').waitFor();
  const told = await page
    .locator('.segments li')
    .evaluateAll(items => items.map(item => item.firstChild.textContent.trim()));
  return {
    sub: await page.locator('#sub').innerText(),
    logins: Number(await page.locator('#logins').innerText()),
    told: told.sort(),
  };
}

/** Keeps the picture that the wallet screen suggests, with these words; returns what it shows. */
export async function choosePicture(page, phrase) {
  const picture = await page.getByRole('status').filter({ hasText: /: / }).innerText();
  await page.getByLabel(/A few words beside it/).fill(phrase);
  await button(page, 'Keep this picture').click();
  await page.locator('.phrase').filter({ hasText: phrase }).waitFor();
  return picture;
}

/** From a panel with reasons into the first record behind them, and out of both again. */
export async function lookIntoRecord(page) {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Show / })
    .first()
    .click();
  await page.getByRole('dialog').nth(1).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').first().waitFor({ state: 'detached' });
}

/** Remembers something, on the memory page. */
export async function remember(page, text, context = '') {
  await button(page, 'Remember something').click();
  const form = page.getByRole('dialog', { name: 'Remember something' });
  await form.getByLabel('In one sentence, as you would say it').fill(text);
  if (context) await form.getByLabel('About (travel, work, …)').fill(context);
  await form.getByRole('button', { name: 'Remember it' }).click();
  await form.waitFor({ state: 'detached' });
}

/** Presses Tab until the focused element's name matches; fails when focus goes round without it. */
export async function tabTo(page, pattern) {
  const seen = [];
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      return (
        element?.getAttribute('aria-label') ??
        element?.labels?.[0]?.textContent ??
        element?.textContent ??
        ''
      ).trim();
    });
    seen.push(name.slice(0, 20));
    if (pattern.test(name)) return;
  }
  assert.fail(`no ${pattern} among ${JSON.stringify(seen)}`);
}
