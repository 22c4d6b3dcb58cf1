/** A person's steps, by what they see: names of buttons, headings, fields. */

import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { passphrase, sample } from './harness.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });
export const heading = (page, name) => page.getByRole('heading', { name, level: 1, exact: true });

/** From an empty browser to an open vault; returns the 24 words. */
export async function createVault(page, url, { keepUnlocked = false } = {}) {
  await page.goto(url);
  await page.getByRole('link', { name: 'Create my vault' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await button(page, 'Next').click();
  await heading(page, 'Write down your 24 words').waitFor();
  const words = await page.getByRole('list', { name: 'Recovery words' }).locator('b').allTextContents();
  await button(page, 'I have written them down').click();
  await answerWords(page, words);
  await button(page, 'Next').click();
  if (keepUnlocked) await page.getByRole('checkbox', { name: /Keep unlocked/ }).check();
  await button(page, 'Create my vault').click();
  await heading(page, 'Your vault is ready').waitFor();
  await button(page, 'Bring in my data').click();
  await heading(page, 'Data').waitFor();
  return words;
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

export async function bringSample(page) {
  await button(page, 'Try it with sample data').click();
  await page.getByRole('complementary', { name: 'Sample data' }).waitFor({ timeout: 60_000 });
  await page.getByText(/sample records brought in/).waitFor({ timeout: 60_000 });
}

/** Confirms the dialog that is open. */
export async function confirm(page, action) {
  await page.getByRole('dialog').getByRole('button', { name: action }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export async function records(page) {
  const text = await page.getByRole('region', { name: 'Records', exact: true }).getByRole('status').innerText();
  return text === 'Nothing found.' ? 0 : Number(text.replace(/\D/g, ''));
}

export const sampleFile = name => join(sample, name);
