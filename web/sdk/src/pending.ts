/**
 * What a page writes down before it goes to the wallet in its own tab, and what it finds when it is back. In
 * sessionStorage: of this tab and this origin alone.
 */

import type { Problem } from './server.ts';
import { isRecord } from './wire.ts';

/** A login on its way. */
export interface Journey {
  endpoint: string;
  /** Where the person was. */
  back: string;
  /** When the challenge was made, in milliseconds. */
  at: number;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const problemKey = 'ownyou-problem';
const problems: readonly string[] = ['denied', 'late', 'unreachable', 'refused'] satisfies Problem[];

/** Fails where the browser allows no storage. */
export function rememberJourney(store: Store, state: string, journey: Journey): void {
  store.setItem(keyOf(state), JSON.stringify(journey));
}

/** The journey of this state, once. Nothing in it leads to another origin than `origin`. */
export function takeJourney(store: Store, state: string, origin: string): Journey | undefined {
  const text = store.getItem(keyOf(state));
  store.removeItem(keyOf(state));
  const journey = text === null ? undefined : parse(text);
  if (!isRecord(journey)) return undefined;
  const { endpoint, back, at } = journey;
  const ours = isAt(endpoint, origin) && isAt(back, origin) && typeof at === 'number';
  return ours ? { endpoint, back, at } : undefined;
}

/** Why the login did not happen, for the page that is shown again. */
export function leaveProblem(store: Store, problem: Problem): void {
  store.setItem(problemKey, problem);
}

export function takeProblem(store: Store): Problem | undefined {
  const problem = store.getItem(problemKey);
  if (problem === null) return undefined;
  store.removeItem(problemKey);
  return problems.includes(problem) ? (problem as Problem) : undefined;
}

function keyOf(state: string): string {
  return `ownyou:${state}`;
}

function isAt(url: unknown, origin: string): url is string {
  try {
    return typeof url === 'string' && new URL(url).origin === origin;
  } catch {
    return false;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
