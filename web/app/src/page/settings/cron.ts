/** The three plain ways to say when: to the five fields that the core reads, and back into words. */

export type Every = 'day' | 'week' | 'month';

export interface Plain {
  every: Every;
  /** `08:00` */
  time: string;
  /** Of a week, 0 is Sunday. */
  weekday: number;
  /** Of a month, from 1. */
  date: number;
}

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function fields({ every, time, weekday, date }: Plain): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return `${minute} ${hour} ${every === 'month' ? date : '*'} * ${every === 'week' ? weekday : '*'}`;
}

/** What is not one of the three is shown as it is. A day of the week may have its number or the first letters of its name. */
export function inWords(cron: string): string {
  const found = /^(\d+) (\d+) (\*|\d+) \* (\*|[0-7]|[a-z]{3})$/i.exec(cron);
  if (!found) return cron;
  const [, minute = '', hour = '', date, day = ''] = found;
  const named = weekdays.findIndex(name => name.slice(0, 3).toLowerCase() === day.toLowerCase());
  if (/[a-z]/i.test(day) && named < 0) return cron;
  const weekday = named < 0 ? day : named;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (date === '*' && weekday === '*') return `Every day at ${time}`;
  if (date === '*') return `Every ${weekdays[Number(weekday) % 7]} at ${time}`;
  return weekday === '*' ? `On day ${date} of every month at ${time}` : cron;
}
