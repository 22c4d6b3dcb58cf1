/** What every part of the sample life needs: repeatable randomness, wall-clock time with its offset, and money. */

/** A repeatable source of randomness (mulberry32): the same seed gives the same life. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    /** A whole number from `low` to `high`, both included. */
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: list => list[Math.floor(next() * list.length)],
    chance: share => next() < share,
    /** `length` letters out of `alphabet`. */
    code: (length, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789') =>
      Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join(''),
  };
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** When the last Sunday of a month (0 is January) begins to be one at 01:00 UTC, when Europe's clocks change. */
function lastSunday(year, month) {
  const end = Date.UTC(year, month + 1, 0);
  return end - new Date(end).getUTCDay() * DAY + HOUR;
}

/** Hours by which `zone` is ahead of UTC at the wall-clock time `local`: the rule of the EU, which London goes by too. */
function hoursAhead(local, zone) {
  const winter = zone === 'Europe/Stockholm' ? 1 : 0;
  const year = new Date(local).getUTCFullYear();
  const inSummer = local - (winter + 1) * HOUR;
  return inSummer >= lastSunday(year, 2) && inSummer < lastSunday(year, 9) ? winter + 1 : winter;
}

/** A moment from wall-clock text, `2026-05-09 20:14` or `2026-05-09 20:14:31`. */
export function at(text, zone = 'Europe/London') {
  const [date, clock = '00:00'] = text.split(' ');
  const [y, m, d] = date.split('-').map(Number);
  const [hh, mm, ss = 0] = clock.split(':').map(Number);
  const local = Date.UTC(y, m - 1, d, hh, mm, ss);
  const ahead = hoursAhead(local, zone);
  return { utc: local - ahead * HOUR, local, ahead, zone };
}

const two = n => String(n).padStart(2, '0');
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const shortMonth = number => MONTHS[number].slice(0, 3);

/** `Sat, 09 May 2026 20:14:00 +0100` (RFC 5322). */
export function mailDate(moment) {
  const t = new Date(moment.local);
  const clock = [t.getUTCHours(), t.getUTCMinutes(), t.getUTCSeconds()].map(two).join(':');
  return `${WEEKDAYS[t.getUTCDay()]}, ${two(t.getUTCDate())} ${shortMonth(t.getUTCMonth())} ${t.getUTCFullYear()} ${clock} +${two(moment.ahead)}00`;
}

/** `Sat May 09 19:14:00 +0000 2026`, as on the `From ` line of an mbox. */
export function mboxDate(moment) {
  const t = new Date(moment.utc);
  const clock = [t.getUTCHours(), t.getUTCMinutes(), t.getUTCSeconds()].map(two).join(':');
  return `${WEEKDAYS[t.getUTCDay()]} ${shortMonth(t.getUTCMonth())} ${two(t.getUTCDate())} ${clock} +0000 ${t.getUTCFullYear()}`;
}

/** `2026-05-09T20:14:00+01:00`. */
export const iso = moment => `${new Date(moment.local).toISOString().slice(0, 19)}+${two(moment.ahead)}:00`;

/** `2026-05-09` moved by `days`. */
export const plusDays = (date, days) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekday = date => new Date(`${date}T00:00:00Z`).getUTCDay();

/** Every date from `first` to `last`, both included. */
export function days(first, last) {
  const all = [];
  for (let date = first; date <= last; date = plusDays(date, 1)) all.push(date);
  return all;
}

/** `09/05/2026`. */
export const british = date => date.split('-').reverse().join('/');

/** `9 Sep 2026`. */
export function longDate(date) {
  const [y, m, d] = date.split('-').map(Number);
  return `${d} ${shortMonth(m - 1)} ${y}`;
}

/** `9 September`. */
export function shortDate(date) {
  const [, m, d] = date.split('-').map(Number);
  return `${d} ${MONTHS[m - 1]}`;
}

/** `Saturday 9 September`. */
export function dayName(date) {
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  return `${names[weekday(date)]} ${shortDate(date)}`;
}

/** Pence as a decimal number, `186.40`. */
export function decimal(pence) {
  const whole = Math.trunc(Math.abs(pence) / 100);
  return `${pence < 0 ? '-' : ''}${whole}.${two(Math.abs(pence) % 100)}`;
}

/** Pence as `£186.40`. */
export const pounds = pence => `£${decimal(pence)}`;
