/** What the element says. */

import type { Problem } from '../server.ts';
import type { Step } from './login.ts';

/** On the button; what cannot be pressed says what is going on. */
export const labels: Record<Step['name'], string> = {
  idle: 'Log in with OwnYou',
  opening: 'Opening OwnYou…',
  waiting: 'Continue in the OwnYou window',
  checking: 'Logging in…',
  blocked: 'Continue in this tab',
  leaving: 'Opening OwnYou…',
  done: 'Logged in',
  failed: 'Try again',
};

/** Under it, and read aloud. */
export const remarks: Partial<Record<Step['name'], string>> = {
  waiting: 'Waiting for you in the OwnYou window. If it is gone, cancel and try again.',
  checking: 'Logging in…',
  blocked: 'Your browser opened no window. Log in in this tab, and come back here.',
  done: 'You are logged in.',
};

export const problems: Record<Problem, string> = {
  denied: 'You are not logged in.',
  late: 'That took too long.',
  unreachable: 'This site cannot be reached. Check your connection.',
  'no-challenge': 'This site cannot ask OwnYou just now.',
  refused: 'This site did not accept the answer.',
  'no-storage': 'Your browser does not let this site remember a login. Allow its pop-ups instead.',
  setup: 'The login is not set up correctly on this site.',
};

export const cancel = 'Cancel';
