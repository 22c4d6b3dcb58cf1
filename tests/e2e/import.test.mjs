/** Real files in: each kind, by drop and by choice, twice, cancelled, killed, and every bad file we could think of. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage, startBrowser, startServer } from './harness.mjs';
import { chromeHistory, zip } from './made.mjs';
import { choose, counts, createVault, drop, outcome, records, recordsAre, sampleFile } from './person.mjs';

let server;
let browser;
let page;
/** What has come in so far. */
let total = 0;
stage(async keep => {
  server = await keep(startServer());
  browser = await keep(startBrowser());
  page = browser.page;
  await createVault(page, server.url, { keepUnlocked: true });
});

const file = (name, content) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.isBuffer(content) ? content : Buffer.from(content),
});

const mail = (n, extra = '') =>
  `From a@example.com Mon Jun  1 08:00:00 2026\nMessage-ID: <m${n}@example.com>\nDate: Mon, 1 Jun 2026 08:00:00 +0200\n` +
  `From: Shop ${n} <shop${n}@example.com>\nTo: me@example.com\nSubject: Order ${n}\n${extra}\nThank you.\n\n`;

test('every kind of file by drop, and again: nothing is added', async () => {
  const names = ['mail.mbox', 'bank.csv', 'calendar.ics', 'BrowserHistory.json'];
  await drop(page, names.map(sampleFile));
  for (const name of names) {
    const { imported, skipped } = counts(await outcome(page, name));
    assert.ok(imported >= 50, `${name}: ${imported}`);
    assert.equal(skipped, 0, name);
    total += imported;
  }
  await recordsAre(page, total);
  await page.getByRole('button', { name: 'Clear list' }).click();
  await drop(page, names.map(sampleFile));
  for (const name of names) assert.equal(counts(await outcome(page, name)).imported, 0, name);
  await recordsAre(page, total);
  await page.getByRole('button', { name: 'Clear list' }).click();
});

test('the archive of an AI chat and the database of a browser come in as they are, and go again', async () => {
  const chats = [
    {
      uuid: 'c-1',
      name: 'Weekend',
      chat_messages: [
        { uuid: 'm-1', sender: 'human', text: 'Where to see puffins in June?', created_at: '2026-06-01T08:00:00Z' },
        { uuid: 'm-2', sender: 'assistant', text: '', content: [{ type: 'text', text: 'On the Farne Islands.' }] },
      ],
    },
  ];
  const files = [
    file('data-2026.zip', zip({ 'conversations.json': JSON.stringify(chats), 'users.json': '[]', 'a/cat.png': 'x' })),
    file('History', chromeHistory([['https://puffins.example/', 'Puffins of June', Date.UTC(2026, 5, 1)]])),
    file('contacts.vcf', 'BEGIN:VCARD\nVERSION:4.0\nFN:Jo Puffin\nEMAIL:jo@puffins.example\nEND:VCARD\n'),
    file(
      'card.qfx',
      '<OFX><CURDEF>GBP<STMTTRN><DTPOSTED>20260601<TRNAMT>-9.50<FITID>1<NAME>Puffin boat</STMTTRN></OFX>',
    ),
    file('old.qif', "!Type:Bank\nD6/1'26\nT-4.00\nPPuffin postcard\n^\n"),
  ];
  await choose(page, files);
  for (const { name } of files) {
    const said = await outcome(page, name);
    assert.equal(counts(said).imported, name === 'data-2026.zip' ? 2 : 1, said);
  }
  await recordsAre(page, total + 6);
  await page.getByRole('searchbox', { name: 'Search' }).fill('puffin');
  for (const kind of ['AI chats', 'Browsing', 'Contacts', 'Bank']) {
    await page.getByLabel('Kind').selectOption({ label: kind });
    await page.getByText(kind === 'Bank' ? '2 records' : '1 record', { exact: true }).waitFor();
  }
  await page.getByLabel('Kind').selectOption({ label: 'All' });
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
  for (const kind of ['AI chats', 'Contacts']) {
    await page.getByRole('button', { name: `Erase ${kind}`, exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Erase/ })
      .click();
    await page.getByRole('button', { name: `Erase ${kind}`, exact: true }).waitFor({ state: 'detached' });
  }
  total += 3;
  await recordsAre(page, total);
  await page.getByRole('button', { name: 'Clear list' }).click();
});

test('a bank file of an unknown shape asks what its columns are, and remembers', async () => {
  // No header that says anything, and dates that could be either way round.
  const odd = 'a;b;c\n01/02/2026;Bakery Huber;-3,20\n03/04/2026;Garden centre;-41,00\n';
  total += 3;
  await choose(page, file('odd.csv', odd));
  const dialog = page.getByRole('dialog', { name: 'What are the columns?' });
  await dialog.waitFor();
  await dialog.getByLabel('What is a?').selectOption({ label: 'Date' });
  await dialog.getByLabel('What is b?').selectOption({ label: 'Description' });
  await dialog.getByLabel('What is c?').selectOption({ label: 'Amount' });
  await dialog.getByLabel('Dates look like').selectOption({ label: '31.01.2026' });
  await dialog.getByLabel('Amounts look like').selectOption({ label: '1.234,50' });
  await dialog.getByRole('button', { name: 'Import' }).click();
  assert.equal(counts(await outcome(page, 'odd.csv')).imported, 2);
  await choose(page, file('odd-february.csv', 'a;b;c\n03/02/2026;Tram;-2,90\n'));
  assert.equal(counts(await outcome(page, 'odd-february.csv')).imported, 1);
  await page.getByRole('searchbox', { name: 'Search' }).fill('garden centre');
  await page.getByText('-41.00').waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
});

test('bad files each get a clear word, and the good ones beside them come in', async () => {
  const requests = [];
  page.on('request', request => requests.push(request.url()));
  const hostile =
    'Content-Type: text/html; charset=utf-8\n\n<html><head><script>parent.postMessage(1,"*");window.pwned=1</script></head>' +
    '<body><img src="http://tracker.example/pixel.gif" onerror="window.pwned=1"><p>Hostile hello</p></body></html>\n';
  const utf16 = Buffer.from('\ufeffDate,Description,Amount\n2026-05-01,Café Müller UTF16,-4.50\n', 'utf16le');
  const cp1252 = Buffer.from('Date;Description;Amount\n2026-05-01;Caf\xe9 cp1252 \x80;-4,50\n', 'latin1');
  const files = [
    file('empty.mbox', ''),
    file('wrong.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2, 3, 255, 254, 0])),
    file('hostile.eml', mail(1, hostile).split('\n').slice(1).join('\n')),
    file('utf16.csv', utf16),
    file('cp1252.csv', cp1252),
    file('wide.csv', `Date,Description,Amount\n${'x,'.repeat(100_000)}\n2026-05-03,Wide survivor,-1.00\n`),
    file('deep.json', `{"Browser History":${'['.repeat(100_000)}`),
    file(
      'amounts.csv',
      'Date,Description,Amount\n2026-05-01,Good,-1.00\n2026-05-01,Bad,lots\n9999-99-99,Never,-1.00\n',
    ),
    file(
      'cut.ics',
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Whole\nDTSTART:20260601T100000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nSUMM',
    ),
    file('good.mbox', mail(100)),
  ];
  await choose(page, files);
  const last = await outcome(page, 'good.mbox');
  assert.equal(counts(last).imported, 1);
  for (const { name } of files) total += counts(await outcome(page, name)).imported || 0;
  for (const name of ['empty.mbox', 'wrong.csv', 'deep.json']) {
    const said = await outcome(page, name);
    assert.ok(!counts(said).imported, said);
    assert.ok(said.length > name.length + 30, `${name}: ${said}`);
  }
  assert.equal(counts(await outcome(page, 'utf16.csv')).imported, 1);
  assert.equal(counts(await outcome(page, 'cp1252.csv')).imported, 1);
  assert.equal(counts(await outcome(page, 'hostile.eml')).imported, 1);
  assert.deepEqual(
    (({ imported, skipped }) => [imported, skipped])(counts(await outcome(page, 'amounts.csv'))),
    [1, 2],
  );
  assert.equal(counts(await outcome(page, 'cut.ics')).imported, 1);
  await page.getByRole('searchbox', { name: 'Search' }).fill('Café');
  await page.getByText('Café Müller UTF16').first().waitFor();
  await page.getByText('Café cp1252 €').first().waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('Order 1');
  await page.getByRole('button', { name: 'Show Order 1', exact: true }).click();
  await page.getByRole('dialog').getByText('Hostile hello').first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => 'pwned' in window), false);
  assert.deepEqual(
    requests.filter(url => !url.startsWith(server.url) && !url.startsWith('blob:')),
    [],
  );
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
  await page.getByRole('button', { name: 'Clear list' }).click();
});

/** A mailbox large enough to be caught in the middle. */
function largeMailbox(from, count) {
  const body = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n'.repeat(20);
  return file(
    `large-${from}.mbox`,
    Array.from({ length: count }, (_, n) => mail(`${from + n}-large`).replace('Thank you.', body)).join(''),
  );
}

test('a cancelled import keeps what is in; the same file again brings the rest', async () => {
  // By a hand in the page: under a full machine the mailbox could be read before a click comes from outside.
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (!/[1-9][\d.,]* new/.test(document.querySelector('.reading')?.textContent)) return;
      watch.disconnect();
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel').click();
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await choose(page, largeMailbox(0, 12_000));
  const first = await outcome(page, 'large-0.mbox');
  assert.match(first, /Cancelled/);
  const { imported } = counts(first);
  assert.ok(imported > 0 && imported < 12_000, first);
  await page.getByRole('button', { name: 'Clear list' }).click();
  await choose(page, largeMailbox(0, 12_000));
  const second = counts(await outcome(page, 'large-0.mbox'));
  assert.equal(imported + second.imported, 12_000);
  assert.equal(second.known, imported);
  total += 12_000;
  await recordsAre(page, total);
  assert.deepEqual(browser.complaints(), []);
});

test('a tab killed in mid-import: what was confirmed is there, the rest comes with the file', async () => {
  await choose(page, largeMailbox(50_000, 12_000));
  const text = await page.getByText(/[1-9][\d.,]* new/).innerText();
  const confirmed = Number(text.match(/([\d.,]+) new/)[1].replace(/\D/g, ''));
  const url = page.url();
  const cdp = await browser.context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // A crashed page never answers.
  cdp.send('Page.crash').catch(() => {});
  await crashed;
  page = await browser.context.newPage();
  await page.goto(url);
  await page.getByRole('heading', { name: 'Data', level: 1 }).waitFor();
  const there = (await records(page)) - total;
  assert.ok(there >= confirmed, `${there} of ${confirmed} confirmed`);
  await choose(page, largeMailbox(50_000, 12_000));
  const again = counts(await outcome(page, 'large-50000.mbox'));
  assert.equal(again.known, there);
  assert.equal(again.imported, 12_000 - there);
  browser.complaints();
});
