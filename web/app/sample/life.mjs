/**
 * A made-up person's half year, as the files that a person would have: their mailbox, their bank's statement, their calendar
 * and their browsing. They are those of Mara Lindqvist on the day that is asked for, so that what they come to is never out
 * of date. The same day gives the same files; it takes no network and no clock.
 */

import { statement } from './bank.mjs';
import { calendar } from './calendar.mjs';
import { lived } from './days.mjs';
import { history } from './history.mjs';
import { mailbox } from './mail.mjs';

/** The four files of the life on `today`, `YYYY-MM-DD`: nothing in them is known later than the day before. */
export function sampleLife(today) {
  const when = lived(today);
  return [
    { name: 'mail.mbox', ...mailbox(when) },
    { name: 'bank.csv', ...statement(when) },
    { name: 'calendar.ics', ...calendar(when) },
    { name: 'BrowserHistory.json', ...history(when) },
  ];
}
