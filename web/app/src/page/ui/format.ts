/** Numbers, sizes and times as a person reads them: written as the core writes them in its sentences, `17 October`, `11:15`. */

/** The app speaks one language: a `17. Okt.` or `Oct 17` among its words would read as another. */
export const locale = 'en-GB';

const number = new Intl.NumberFormat(locale);
const percent = new Intl.NumberFormat(locale, { style: 'percent' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const hour = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

export function count(n: number): string {
  return number.format(n);
}

/** `3 records`, `1 record`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

const list = new Intl.ListFormat(locale, { type: 'conjunction' });

/** `a, b and c` */
export function listed(names: string[]): string {
  return list.format(names);
}

/** Two digits that mean something: 612 is 610. */
export function roughly(people: number): number {
  const unit = 10 ** Math.max(Math.floor(Math.log10(Math.max(people, 1))) - 1, 0);
  return Math.round(people / unit) * unit;
}

export function share(part: number): string {
  return percent.format(part);
}

/** RFC 3339 or a plain date, as a day; what cannot be read is shown as it is. */
export function asDay(time: string): string {
  return format(day, time);
}

export function asMoment(time: string): string {
  return format(moment, time);
}

/** A moment of the coming days: its weekday says more than its year. */
export function asHour(at: Date): string {
  return hour.format(at);
}

/** The day that it is here at this moment, `2026-11-30`, as date fields have it. */
export function dayHere(at: Date): string {
  const padded = (part: number, length: number) => String(part).padStart(length, '0');
  return [padded(at.getFullYear(), 4), padded(at.getMonth() + 1, 2), padded(at.getDate(), 2)].join('-');
}

function format(how: Intl.DateTimeFormat, time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : how.format(at);
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

export function size(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** The core says what happened in a clause; a person reads a sentence. */
export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
