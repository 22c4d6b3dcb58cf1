/**
 * On which days the life is lived. Its story is written as if today were 1 November 2026, with the dates of that year. For
 * another day all of it moves by whole weeks, so that a Saturday's run stays on a Saturday and what is ahead stays ahead;
 * only what goes by the month keeps its day of the month. So a date in the story is `2026-05-09` wherever it is compared or
 * counted with, and becomes the date it really has when it is written down, by what stands here.
 */

import { at, dayName, longDate, plusDays, shortDate } from './tools.mjs';

/** The Sunday after the story. */
const WRITTEN = '2026-11-01';
const FIRST = '2026-05-01';
const DAY = 86_400_000;

/** The days of a life that has come to `today`, `YYYY-MM-DD`: it knows of what was before that day. */
export function lived(today) {
  const ahead = Math.floor((Date.parse(today) - Date.parse(WRITTEN)) / DAY / 7) * 7;
  const real = date => plusDays(date, ahead);
  const story = date => plusDays(date, -ahead);
  const realTime = text => real(text.slice(0, 10)) + text.slice(10);
  /** The dates of a month that stand on `day`, a short month's last for one that it has not. */
  const inMonth = (month, day) => story(dayOfMonth(month, day));
  const last = story(plusDays(today, -1));

  return {
    /** The first and the last day of the story that anything is known of. */
    first: FIRST,
    last,
    /** The date in the story as it really is. */
    real,
    /** The moment that `2026-05-09 20:14` in the story is. */
    at: (text, zone) => at(realTime(text), zone),
    /** `2026-05-09 20:14` as it really is. */
    realTime,
    /** `9 May 2026`. */
    long: date => longDate(real(date)),
    /** `9 September`. */
    short: date => shortDate(real(date)),
    /** `Saturday 9 May`. */
    named: date => dayName(real(date)),
    /** `9 maj`, as a language says it. */
    inLanguage: (date, language) =>
      new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        Date.parse(real(date)),
      ),
    year: date => real(date).slice(0, 4),
    /** The days in the story that are the `day` of a month, oldest first. */
    monthly: day =>
      months(real(FIRST), today)
        .map(month => inMonth(month, day))
        .filter(date => date >= FIRST && date <= last),
    /** The next `day` of a month, today or later. */
    nextMonthly: day =>
      months(today, plusDays(today, 31))
        .map(month => inMonth(month, day))
        .find(date => date > last),
    /** The first of the month after this date. */
    nextFirst: date => story(dayOfMonth(months(real(date), plusDays(real(date), 31))[1], 1)),
    /** The same day so many years later. */
    plusYears(date, years) {
      const [year, month, day] = real(date).split('-');
      return story(dayOfMonth(`${Number(year) + years}-${month}`, Number(day)));
    },
  };
}

/** The months from one date to another, `2026-05`. */
function months(first, last) {
  const all = [];
  for (let [year, month] = first.split('-').map(Number); ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > last) return all;
    all.push(name);
  }
}

function dayOfMonth(month, day) {
  const [year, number] = month.split('-').map(Number);
  const longest = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return `${month}-${String(Math.min(day, longest)).padStart(2, '0')}`;
}
