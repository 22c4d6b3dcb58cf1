/** Until when a card can be sent away: moments that a person names, as instants. */

import { dayHere } from '../ui/format.ts';

export interface Choice {
  name: string;
  until: Date;
}

const morning = 8;
const evening = 18;

/** Soonest first. There is no “later today” when the day is nearly over, and no “next week” that begins tomorrow. */
export function choices(now: Date): Choice[] {
  const tonight = day(now, 0, evening);
  const hours = new Date(now.getTime() + 3 * 3_600_000);
  const later = now < day(now, 0, evening - 2) ? tonight : hours;
  // Monday is 1; on a Monday it is the next one.
  const monday = (8 - now.getDay()) % 7 || 7;
  return [
    ...(later.getDate() === now.getDate() ? [{ name: 'Later today', until: later }] : []),
    { name: 'Tomorrow', until: day(now, 1) },
    ...(monday > 1 ? [{ name: 'Next week', until: day(now, monday) }] : []),
  ];
}

/** The morning of a day as a date field gives it, `2026-11-30`; nothing where it has passed. */
export function morningOf(date: string, now: Date): Date | undefined {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  const at = new Date(year, month - 1, dayOfMonth, morning);
  return at > now ? at : undefined;
}

/** The first day that a date field offers: tomorrow. */
export function firstDay(now: Date): string {
  return dayHere(day(now, 1));
}

/** Over a change of the clocks, a morning is still a morning. */
function day(now: Date, ahead: number, hour = morning): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, hour);
}
