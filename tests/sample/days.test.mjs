/**
 * The sample life on other days than the one on which its story was written: whoever tries the app in two years finds what
 * is found today. Each life is read by the native binary as a person's own files would be, and looked at on its day.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { sampleLife } from '../../web/app/sample/life.mjs';
import { binary } from '../e2e/harness.mjs';

const DAYS = [
  '2026-11-01', // on which it was written
  '2026-11-07', // the last of that week
  '2026-12-31',
  '2027-01-01',
  '2027-02-28',
  '2027-03-28', // the clocks go forward
  '2027-03-31',
  '2027-05-31',
  '2027-08-16', // a Monday behind the 14th and the 15th
  '2027-10-31', // the clocks go back
  '2027-11-01',
  '2028-02-29',
  '2028-03-01',
  '2028-03-27',
  '2028-07-31',
  '2028-12-12',
  new Date().toISOString().slice(0, 10),
];

/** What Mara pays for: how often, and on which day of the month. */
const SUBSCRIPTIONS = {
  'Redcliff Climbing CTR': ['46.00', 'monthly', 3],
  Spotify: ['12.99', 'monthly', 5],
  'Bristol Water': ['31.20', 'monthly', 6],
  'Petplan Insurance': ['21.35', 'monthly', 9],
  Netflix: ['14.99', 'monthly', 12],
  'Octopus Energy': ['84.00', 'monthly', 15],
  Apple: ['10.99', 'monthly', 19],
  Giffgaff: ['12.00', 'monthly', 21],
  'Google One': ['2.49', 'monthly', 24],
  'Riverford Organic Farmers': ['18.45', 'biweekly'],
  'Butternut Box': ['38.20', 'four-weekly'],
  Strava: ['54.99', 'yearly'],
};

const folder = mkdtempSync(join(tmpdir(), 'ownyou-life-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** JSON lines of a command that succeeds and complains of nothing. */
function told(...words) {
  const text = execFileSync(binary, words, { maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] }).toString();
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** The life of a day as records; `count` of them are in its files. */
function records(day) {
  const files = sampleLife(day);
  const paths = files.map(({ name, parts }) => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.concat(parts.map(part => Buffer.from(part))));
    return path;
  });
  const read = told('import', '--zone', 'Europe/London', ...paths);
  return { read, count: files.reduce((sum, file) => sum + file.count, 0) };
}

/** The payloads of the cards of that day, by kind. */
function cards(day, read) {
  const path = join(folder, 'records.jsonl');
  writeFileSync(path, read.map(record => JSON.stringify(record)).join('\n'));
  const all = told('missions', '--records', path, '--now', `${day}T08:00:00Z`, '--zone', 'Europe/London');
  const found = {};
  for (const { payload } of all) found[payload.kind] = [...(found[payload.kind] ?? []), payload];
  return found;
}

for (const day of DAYS) {
  describe(`on ${day}`, () => {
    const { read, count } = records(day);
    const of = source => read.filter(record => record.source === source);
    const found = cards(day, read);

    test('all is read, and nothing has happened that is yet to come', () => {
      assert.equal(read.length, count);
      // Before the day begins anywhere.
      const begins = Date.parse(`${day}T00:00:00+14:00`);
      for (const { source, time, subject, title } of [...of('email'), ...of('history')])
        assert.ok(Date.parse(time) < begins, `${source} ${time}: ${subject ?? title}`);
      for (const { time, descriptor } of of('transaction'))
        assert.ok(time.slice(0, 10) < day, `${time}: ${descriptor}`);
      const latest = of('transaction').at(-1).time.slice(0, 10);
      assert.ok(Date.parse(day) - Date.parse(latest) <= 3 * 86_400_000, `the bank knows of nothing since ${latest}`);
    });

    test('every subscription is found with its day ahead, and nothing else is one', () => {
      assert.deepEqual(found.subscription.map(({ merchant }) => merchant).sort(), Object.keys(SUBSCRIPTIONS).sort());
      for (const { merchant, amount, cadence, next } of found.subscription) {
        const [price, often, dayOfMonth] = SUBSCRIPTIONS[merchant];
        assert.deepEqual([amount, cadence], [price, often], merchant);
        assert.ok(next >= day, `${merchant}: ${next}`);
        if (dayOfMonth) assert.equal(Number(next.slice(8)), dayOfMonth, merchant);
      }
    });

    test('what else is about money is found, and may still be done', () => {
      const [rise] = found.price_rise;
      assert.deepEqual([rise.merchant, rise.from, rise.to, rise.since.slice(8)], ['Netflix', '12.99', '14.99', '12']);
      assert.match(found.double_charge[0].merchant, /^Kiln & Clay/);
      assert.deepEqual(found.fee.map(({ amount }) => amount).sort(), ['15.00', '8.33']);
      assert.equal(found.missing_refund[0].amount, '124.99');
      assert.ok(found.return_window[0].until >= day && found.trial[0].until > day);
      for (const kind of ['price_rise', 'double_charge', 'missing_refund', 'return_window', 'trial'])
        assert.equal(found[kind].length, 1, kind);
    });

    test('the journey, its passport and five birthdays are ahead', () => {
      const [trip] = found.trip;
      assert.equal(found.trip.length, 1);
      assert.equal(trip.destination, 'Gothenburg');
      assert.equal(new Date(trip.start).getUTCDay(), 0, `${trip.start} is a Sunday`);
      const ahead = (Date.parse(trip.start) - Date.parse(day)) / 86_400_000;
      assert.ok(ahead >= 43 && ahead <= 49, `in ${ahead} days`);
      assert.ok(found.passport_expiry[0].expires > trip.end);
      assert.deepEqual(found.birthday.map(({ name }) => name).sort(), ['Abena', 'Elin', 'Mamma', 'Priya', 'Tom']);
      for (const { name, date } of found.birthday) assert.ok(date >= day, `${name}: ${date}`);
      assert.deepEqual(found.unsubscribe.map(({ name }) => name).sort(), ['ASOS', 'LinkedIn', 'Wayfair']);
    });

    test('mails and calendar agree on when a flight leaves, whatever the clocks do', () => {
      const flights = of('calendar').filter(({ title }) => title.startsWith('Flight '));
      assert.equal(flights.length, 6);
      const leaves = of('email')
        .flatMap(mail => (mail.schema ?? []).flat())
        .filter(one => one['@type'] === 'FlightReservation')
        .map(one => one.reservationFor.departureTime);
      assert.deepEqual(flights.map(({ start }) => start).sort(), leaves.sort());
    });

    test('a day that is named with its weekday is on it', () => {
      const named = /\b([A-Z][a-z]+day) (\d{1,2}) ([A-Z][a-z]+)\b/g;
      let seen = 0;
      for (const { time, subject, body } of of('email')) {
        for (const [words, weekday, number, month] of `${subject}\n${body}`.matchAll(named)) {
          // In the year of the mail, or about the turn of it.
          const years = [-1, 0, 1].map(more => Number(time.slice(0, 4)) + more);
          const near = years
            .map(year => new Date(`${number} ${month} ${year} 12:00 UTC`))
            .reduce((a, b) => (Math.abs(a - Date.parse(time)) < Math.abs(b - Date.parse(time)) ? a : b));
          assert.equal(near.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' }), weekday, words);
          seen++;
        }
      }
      assert.ok(seen > 30, `${seen}`);
    });
  });
}
