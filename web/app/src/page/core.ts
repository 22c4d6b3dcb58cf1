/**
 * The page's side of the core: the typed calls, and the signals that its events feed. Whichever tab owns the vault,
 * a screen only ever imports this.
 */

import type { Core, CoreError, ImportProgress, State } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { wrap } from 'comlink';
import { endpoint, type Frame, listen, openChannel, send } from '../shared/frames.ts';
import { asProblem } from '../shared/problem.ts';
import { scriptUrl } from './trusted.ts';

/** `silent`: a tab holds the vault and does not answer. */
export type Connection = 'starting' | 'silent' | 'open' | CoreError;

export const connection = signal<Connection>('starting');
export const state = signal<State | undefined>(undefined);
/** Goes up when overview and profile are to be read again. */
export const changes = signal(0);
/** Goes up when wallet, disclosures and sites are to be read again. */
export const walletChanges = signal(0);
/** Goes up when memories are to be read again: they changed, or better results of a search are there. */
export const memoryChanges = signal(0);
export const progress = signal<ImportProgress | undefined>(undefined);

/** Longer than the slowest start of the core and the longest step in which it cannot answer. */
const patience = 8_000;

const channel = openChannel();
const remote = wrap<Core>(endpoint(channel, 'call', 'answer'));
let worker: Worker | undefined;
let owner: string | undefined;
let seeking: ReturnType<typeof setTimeout> | undefined;
let moved = Promise.withResolvers<never>();
moved.promise.catch(() => {});

const hasMoved: CoreError = {
  code: 'vault-moved',
  message: 'The vault moved to another tab before this was done.',
  next: 'Try it again.',
};

type Method = (...args: unknown[]) => Promise<unknown>;

/** The core. A call fails with `vault-moved` when its owner goes before answering. */
export const core = new Proxy({} as Core, {
  get: (_core, name) => {
    const method = Reflect.get(remote, name) as Method;
    return (...args: unknown[]) => Promise.race([method(...args), moved.promise]);
  },
});

/** Starts this tab's worker and finds the owner; looks again whenever the person comes back to this tab. */
export function connect(): void {
  listen(channel, hear);
  start();
  seek();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') seek();
  });
}

function start(): void {
  worker = new Worker(scriptUrl('worker'), { type: 'module', name: 'core' });
  worker.addEventListener('error', event => fail(event.error ?? event.message));
  // Its only word: the vault is this tab's, so however long the core takes to start, no other tab is asleep.
  worker.addEventListener('message', () => clearTimeout(seeking));
}

/**
 * Leaves the vault to the tab that opens next, until the person comes back here: a vault that is made there must not
 * lock itself when this window closes. Only where there is no vault yet, so nothing is lost.
 */
export function stepBack(): void {
  if (!worker) return;
  worker.terminate();
  worker = undefined;
  addEventListener('focus', () => worker ?? start(), { once: true });
}

/** Takes the vault from the tab that does not answer. */
export function takeOver(): void {
  connection.value = 'starting';
  if (!worker) start();
  worker?.postMessage('take-over');
}

function seek(): void {
  clearTimeout(seeking);
  seeking = setTimeout(() => {
    connection.value = 'silent';
  }, patience);
  send(channel, { kind: 'who' });
}

function hear(frame: Frame): void {
  if (frame.kind === 'owner') {
    clearTimeout(seeking);
    if (frame.id !== owner) void meet(frame.id);
    else if (connection.value === 'silent') connection.value = 'open';
  } else if (frame.kind === 'failed') {
    clearTimeout(seeking);
    connection.value = frame.error;
  } else if (frame.kind === 'event') {
    if (frame.event.type === 'state') state.value = frame.event.state;
    else if (frame.event.type === 'import') progress.value = frame.event;
    else if (frame.event.type === 'wallet') walletChanges.value++;
    else if (frame.event.type === 'memory') memoryChanges.value++;
    else changes.value++;
  }
}

async function meet(id: string): Promise<void> {
  if (owner !== undefined) {
    moved.reject(hasMoved);
    moved = Promise.withResolvers<never>();
    moved.promise.catch(() => {});
  }
  owner = id;
  try {
    const found = await core.state();
    state.value = found.vault === 'locked' && found.wraps.includes('device') ? await byDevice(found) : found;
    changes.value++;
    walletChanges.value++;
    memoryChanges.value++;
    connection.value = 'open';
  } catch (thrown) {
    fail(thrown);
  }
}

/** A device key that no longer works leaves the vault locked, and the other ways in. */
async function byDevice(locked: State): Promise<State> {
  try {
    return await core.unlockWithDevice();
  } catch {
    return locked;
  }
}

function fail(thrown: unknown): void {
  connection.value = asProblem(thrown);
}
