/**
 * Writes the sample life into web/app/public/sample/: `node scripts/sample/generate.mjs`. The same files come out every time.
 * With `--check` it writes nothing, and says whether the files there are the ones it would write (exit 1 if not).
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { statement } from './bank.mjs';
import { calendar } from './calendar.mjs';
import { history } from './history.mjs';
import { mailbox } from './mail.mjs';

const FOLDER = new URL('../../web/app/public/sample/', import.meta.url);

const mail = mailbox();
const bank = statement();
const events = calendar();
const visits = history();
const FILES = [
  ['mail.mbox', mail.bytes, mail.count, 'mails'],
  ['bank.csv', Buffer.from(bank.text), bank.count, 'transactions'],
  ['calendar.ics', Buffer.from(events.text), events.count, 'events'],
  ['BrowserHistory.json', Buffer.from(visits.text), visits.count, 'visits'],
];

/** Whether `name` holds exactly `bytes`. */
function same(name, bytes) {
  try {
    return readFileSync(new URL(name, FOLDER)).equals(bytes);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

if (process.argv.includes('--check')) {
  const stale = FILES.filter(([name, bytes]) => !same(name, bytes)).map(([name]) => name);
  if (stale.length > 0) {
    console.error(`Not what the generator writes: ${stale.join(', ')}. Run: node scripts/sample/generate.mjs`);
    process.exitCode = 1;
  } else {
    console.log('The sample life is up to date.');
  }
} else {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, bytes, count, what] of FILES) {
    writeFileSync(new URL(name, FOLDER), bytes);
    console.log(`${name}: ${count} ${what}, ${bytes.length} bytes`);
  }
}
