/**
 * What a life is written with: its records, and beside them what a fair judge demands to be found in them (`expected`) and
 * what is arguable and counts neither way (`may`); `sensitive` is what nobody may look at.
 */

import { plusDays, weekday } from '../../web/app/sample/tools.mjs';

const _utc = day => Date.parse(`${day}T00:00:00Z`);

/** `n` months after `day`, on the day `want` of the month or the month's last. */
export function addMonths(day, n, want = Number(day.slice(8))) {
  const [y, m] = day.split('-').map(Number);
  const last = new Date(Date.UTC(y, m + n, 0)).getUTCDate();
  return new Date(Date.UTC(y, m - 1 + n, Math.min(want, last))).toISOString().slice(0, 10);
}

/** As a bank books a debit that falls on a weekend: on Monday … */
export const shiftNext = day => plusDays(day, { 6: 2, 0: 1 }[weekday(day)] ?? 0);
/** … and a salary: on Friday. */
export const shiftPrev = day => plusDays(day, { 6: -1, 0: -2 }[weekday(day)] ?? 0);

/** A price that changes: `[[since, amount], …]`, oldest first. */
export const step = changes => day => changes.findLast(([since]) => since <= day)[1];

export class Life {
  constructor({ name, zone, now, seed, me }) {
    Object.assign(this, { name, zone, now, me, state: seed, today: now.slice(0, 10) });
    this.records = [];
    this.expected = [];
    this.may = [];
    this.sensitive = [];
  }

  /** From 0 to 1, the same every time. */
  random() {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 4294967296;
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  between(low, high) {
    return low + this.random() * (high - low);
  }

  money(low, high) {
    return this.between(low, high).toFixed(2);
  }

  ref(length, alphabet = '0123456789') {
    return Array.from({ length }, () => this.pick(alphabet)).join('');
  }

  /** A moment of the life's wall clock, with its offset. */
  at(day, time = '00:00') {
    const format = new Intl.DateTimeFormat('en', { timeZone: this.zone, timeZoneName: 'longOffset' });
    const parts = format.formatToParts(Date.parse(`${day}T${time}:00Z`));
    const offset = parts.find(part => part.type === 'timeZoneName').value.slice(3) || '+00:00';
    return `${day}T${time}:00${offset}`;
  }

  /** What lies ahead is in calendars only. */
  add(record) {
    if (!record.time || Date.parse(record.time) <= Date.parse(this.now)) this.records.push(record);
  }

  tx(day, descriptor, amount, account, currency) {
    const text = typeof amount === 'number' ? amount.toFixed(2) : amount;
    this.add({ source: 'transaction', time: this.at(day), descriptor, amount: text, currency, account });
  }

  twice(...payment) {
    this.tx(...payment);
    this.tx(...payment);
  }

  mail(day, time, from, subject, body, extra = {}) {
    const snippet = body.replace(/\s+/g, ' ').slice(0, 240);
    const to = [this.me];
    this.add({
      source: 'email',
      time: this.at(day, time),
      from,
      to,
      subject,
      snippet,
      body,
      labels: ['Inbox'],
      ...extra,
    });
  }

  /** Letters to many that tell nothing, every so many days from `first` on. */
  letters(first, every, list, label) {
    for (let day = first; day < this.today; day = plusDays(day, every)) {
      const [from, subject, body] = this.pick(list);
      const hour = 5 + Math.floor(this.random() * 4);
      const time = `0${hour}:${10 + Math.floor(this.random() * 49)}`;
      this.mail(day, time, from, subject, body, { list_id: 'news', labels: [label] });
    }
  }

  event(record) {
    const time = record.start.length === 10 ? this.at(record.start) : record.start;
    this.records.push({ source: 'calendar', time, ...record });
  }

  /** An hour of something else, every so many days. */
  appointments(first, last, every, titles) {
    for (let day = first; day < last; day = plusDays(day, every)) {
      const [start, end] = ['17:30', '18:30'].map(time => this.at(day, time));
      this.event({ title: this.pick(titles), start, end, uid: `n${day}`, zone: this.zone });
    }
  }

  visit(day, time, url, title) {
    this.add({ source: 'history', time: this.at(day, time), title, url });
  }

  contact(record) {
    this.records.push({ source: 'contact', ...record });
  }

  chat(day, time, thread, turn, author, body, service = 'chatgpt') {
    this.add({ source: 'chat', time: this.at(day, time), body, author, service, thread, turn, title: thread });
  }

  /**
   * A charge that comes back: every so many `months` (on the `day` of the month) or `days`, from `from` to `to`; `desc` and
   * `amount` may be functions of the day; `shift` moves weekends, `jitter` is up to so many days of whim, `skip` lists
   * months or days without a charge. Returns the latest amount and the next day due.
   */
  every({ from, to, months, days, day, shift = it => it, desc, amount, account, currency, skip = [], jitter = 0 }) {
    const told = (value, ...given) => (typeof value === 'function' ? value(...given) : value);
    let latest;
    for (let nth = 0; ; nth++) {
      const nominal = months ? addMonths(from, nth * months, day) : plusDays(from, nth * days);
      const due = plusDays(shift(nominal), jitter ? Math.floor(this.between(0, jitter + 1)) : 0);
      if ((to && nominal > to) || due >= this.today) return { latest, next: due };
      if (skip.includes(nominal.slice(0, 7)) || skip.includes(nominal)) continue;
      latest = Number(told(amount, due, nth)).toFixed(2);
      this.tx(due, told(desc, due, nth), -Number(latest), account, currency);
    }
  }

  /** The same, with the subscription that it is; where that is no card, in the list `may` or `sensitive`. */
  sub(merchant, cadence, spec, list = 'expected') {
    const { latest, next } = this.every(spec);
    const { currency } = spec;
    // Whether a bank's day or a contract's is meant is open: a weekend more or less.
    const near = { near: next };
    this[list].push({
      kind: 'subscription',
      merchant: [merchant].flat(),
      amount: latest,
      currency,
      cadence,
      next: near,
    });
  }

  rise(merchant, from, to, list = 'expected') {
    this[list].push({ kind: 'price_rise', merchant: [merchant].flat(), from, to });
  }

  expect(kind, fields) {
    this.expected.push({ kind, ...fields });
  }

  trip(destination, start, end) {
    this.expect('trip', { destination: [destination].flat(), start, end });
  }

  birthday(name, date) {
    this.expect('birthday', { name: [name].flat(), date });
  }

  window(merchant, until) {
    this.expect('return_window', { merchant: [merchant].flat(), until });
  }

  allow(kind, fields) {
    this.may.push({ kind, ...fields });
  }

  /** The records as lines, and what is expected by kind. */
  told() {
    const moment = record => Date.parse(record.time ?? '2000-01-01');
    const records = [...this.records].sort((one, other) => moment(one) - moment(other));
    const ids = records.map((record, at) => ({ id: `${this.name}${String(at + 1).padStart(5, '0')}`, ...record }));
    const kinds = {};
    for (const { kind, ...fields } of this.expected) kinds[kind] = [...(kinds[kind] ?? []), fields];
    return {
      records: ids.map(record => `${JSON.stringify(record)}\n`).join(''),
      expected: `${JSON.stringify({ now: this.now, ...kinds, may: this.may, sensitive: this.sensitive }, null, 2)}\n`,
    };
  }
}
