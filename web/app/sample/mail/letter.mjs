/** A letter to Mara and a letter by her, as entries of the mailbox. */

import { MARA } from '../persona.mjs';

const INBOX = ['Inbox', 'Opened'];
const SENT = ['Sent', 'Opened'];

/** A letter to Mara. */
export const from = (who, at, key, subject, body, more = {}) => ({
  at,
  from: who,
  to: [MARA],
  subject,
  body,
  labels: INBOX,
  id: `${key}@${who.address.split('@')[1]}`,
  ...more,
});
/** A letter by Mara. */
export const by = (to, at, key, subject, body, more = {}) => ({
  at,
  from: MARA,
  to,
  subject,
  body,
  labels: SENT,
  id: `${key}@example.com`,
  ...more,
});
