/** The mailbox: all mails of the half year, as Gmail's export writes them. */

import { newsletters } from './mail/newsletters.mjs';
import { letters } from './mail/people.mjs';
import { automatic } from './mail/services.mjs';
import { purchases } from './mail/shops.mjs';
import { journeys } from './mail/travel.mjs';
import { mbox } from './mime.mjs';

/** `mail.mbox`, as bytes in parts. */
export function mailbox(when) {
  const mails = [letters, journeys, purchases, automatic, newsletters].flatMap(some => some(when));
  return { parts: mbox(mails, when), count: mails.length };
}
