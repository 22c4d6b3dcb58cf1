/**
 * What happens with an answer that came by navigation. This tab asked: hand it to the server and go back. Another
 * window asked: tell it, and close.
 */

import { leaveProblem, takeJourney } from '../pending.ts';
import { inTime, LoginError, type Problem, type Site, verify } from '../server.ts';
import { broadcastName } from '../wire.ts';
import type { Arrival } from './fragment.ts';

/** What is used of the page. */
export interface Here extends Site {
  origin: string;
  storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  broadcast(name: string, message: unknown): void;
  /** Without a trace of this page in the history. */
  go(url: string): void;
  close(): void;
}

/** `told`: another window knows now, and this one may be closed. `gone`: on the way back. */
export async function arrive(here: Here, { state, answer }: Arrival): Promise<'told' | 'gone'> {
  const journey = journeyOf(here, state);
  if (!journey) {
    here.broadcast(broadcastName(state), message(state, answer));
    here.close();
    return 'told';
  }
  try {
    if (answer === 'denied') throw new LoginError('denied');
    if (!inTime(here, journey.at)) throw new LoginError('late');
    await verify(here, journey.endpoint, answer.vpToken);
  } catch (thrown) {
    leave(here, thrown instanceof LoginError ? thrown.code : 'refused');
  }
  here.go(journey.back);
  return 'gone';
}

/** The same words as on a port, with the state beside a denial. */
function message(state: string, answer: Arrival['answer']): unknown {
  return answer === 'denied'
    ? { ownyou: 1, type: 'error', state, error: 'access_denied' }
    : { ownyou: 1, type: 'response', state, vp_token: answer.vpToken };
}

function journeyOf(here: Here, state: string) {
  try {
    return takeJourney(here.storage(), state, here.origin);
  } catch {
    // No storage, so this tab has not asked.
    return undefined;
  }
}

function leave(here: Here, problem: Problem): void {
  try {
    leaveProblem(here.storage(), problem);
  } catch {
    // The page then shows the login as it was before, which is true.
  }
}
