/**
 * Ten thousand mails: through the app in Chromium, from the choice of the file to the summary, with the renderer's peak
 * memory; and through `ownyou import`. The mailbox is made here, the same in every run.
 */

import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrowser, startServer } from '../../tests/e2e/harness.mjs';
import { choose, counts, createVault, outcome } from '../../tests/e2e/person.mjs';
import { figure, timed } from './measure.mjs';
import { peak } from './peak.mjs';

const mails = 10_000;
const times = 3;

const senders = [
  'Spotify <no-reply@spotify.com>',
  'Zooplus <order@zooplus.com>',
  'Anna <anna@example.com>',
  'Decathlon <news@decathlon.com>',
];
const text =
  'Here is what happened this week, and what comes next. There is more on our pages if you want to read on.\n'.repeat(
    12,
  );
const html = `<html><body><table><tr><td style="font:14px sans-serif"><p>${text.repeat(2)}</p></td></tr></table></body></html>\n`;

/** About 5 KB each, multipart with text and HTML, as most mail is. */
function mail(n) {
  const at = new Date(Date.UTC(2026, 0, 1) + n * 1_500_000);
  return (
    `From bench@example.com ${at.toUTCString()}\nMessage-ID: <${n}@bench.example>\nDate: ${at.toUTCString().replace('GMT', '+0000')}\n` +
    `From: ${senders[n % senders.length]}\nTo: me@example.com\nSubject: Letter number ${n}\nMIME-Version: 1.0\n` +
    `Content-Type: multipart/alternative; boundary="b${n}"\n\n--b${n}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n` +
    `--b${n}\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b${n}--\n\n`
  );
}

async function mailbox(folder) {
  const path = join(folder, 'ten-thousand.mbox');
  const file = createWriteStream(path);
  for (let n = 0; n < mails; n++) if (!file.write(mail(n))) await new Promise(resolve => file.once('drain', resolve));
  await new Promise(resolve => file.end(resolve));
  return path;
}

async function inChromium(path) {
  const server = await startServer();
  const elapsed = [];
  const peaks = [];
  for (let run = 0; run < times; run++) {
    const browser = await startBrowser();
    await createVault(browser.page, server.url);
    elapsed.push(
      (await timed(async () => {
        await choose(browser.page, path);
        const { imported } = counts(await outcome(browser.page, 'ten-thousand.mbox'));
        if (imported !== mails) throw new Error(`${imported} of ${mails} mails came in`);
      })) / 1000,
    );
    peaks.push(await peak(browser.profile));
    await browser.close();
  }
  await server.close();
  return [figure('import.10k_mails', 's', elapsed), figure('import.10k_mails.peak', 'MiB', peaks)];
}

function natively(path) {
  return timed(
    () =>
      new Promise((resolve, reject) => {
        const child = spawn(process.env.OWNYOU_BINARY, ['import', path], { stdio: 'ignore' });
        child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`ownyou import ended with ${code}`))));
      }),
  );
}

export async function figures() {
  const folder = await mkdtemp(join(tmpdir(), 'ownyou-bench-'));
  try {
    const path = await mailbox(folder);
    const native = [];
    for (let run = 0; run < 5; run++) native.push((await natively(path)) / 1000);
    return [...(await inChromium(path)), figure('import.10k_mails.native', 's', native)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
