/**
 * The page's side of the core: the typed calls, and the signals that its events feed. Whichever tab owns the vault,
 * a screen only ever imports this.
 */

import type { BackupProgress, CoreError, CoreEvent, ImportProgress, ReadingView, State } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { type Frame, listen, openChannel, type Role, send } from '../shared/frames.ts';
import { Owners } from '../shared/owner.ts';
import { asProblem } from '../shared/problem.ts';
import { Deputy, interval, Pulse } from '../shared/pulse.ts';
import { scriptUrl } from './trusted.ts';

export type Connection = 'starting' | 'open' | CoreError;

export const connection = signal<Connection>('starting');
export const state = signal<State | undefined>(undefined);
/** Goes up when overview and profile are to be read again. */
export const changes = signal(0);
/** Goes up when wallet, disclosures and sites are to be read again. */
export const walletChanges = signal(0);
/** Goes up when memories are to be read again: they changed, or better results of a search are there. */
export const memoryChanges = signal(0);
/** How many of those changes were better results alone. */
export const refinements = signal(0);
/** Goes up when the feed, lessons and schedules are to be read again. */
export const missionChanges = signal(0);
/** Goes up when the models are to be read again. */
export const modelChanges = signal(0);
export const progress = signal<ImportProgress | undefined>(undefined);
/** How far the backup is that is made or brought back. */
export const backupProgress = signal<BackupProgress | undefined>(undefined);
/** How far the model has read, once the core told. */
export const reading = signal<ReadingView | undefined>(undefined);
/** Why nothing can be saved at the moment. */
export const notSaved = signal<CoreError | undefined>(undefined);

const channel = openChannel();
const owners = new Owners(channel);
const pulse = new Pulse();
const deputy = new Deputy();
let worker: Worker | undefined;
let role: Role | undefined;
let watching: ReturnType<typeof setInterval> | undefined;

/** The core, whichever tab it is in; what becomes of a call when it moves is said there. */
export const core = owners.core;

/** Starts this tab's worker and finds the owner; looks again whenever the person comes back to this tab. */
export function connect(): void {
  listen(channel, hear);
  start();
  ask();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') ask();
    watch();
  });
}

function start(): void {
  // A question of a publisher's needs nothing that judges records.
  const name = location.pathname === '/present' ? 'core-present' : 'core';
  worker = new Worker(scriptUrl('worker'), { type: 'module', name });
  worker.addEventListener('error', event => fail(event.error ?? event.message));
  worker.addEventListener('message', (event: MessageEvent<Role>) => become(event.data));
}

/**
 * Leaves the vault to the tab that opens next, until the person comes back here: a vault that is made there must not
 * lock itself when this window closes. Only where there is no vault yet, so nothing is lost.
 */
export function stepBack(): void {
  if (!worker) return;
  worker.terminate();
  worker = undefined;
  become(undefined);
  addEventListener('focus', () => worker ?? start(), { once: true });
}

/** Takes the vault from an owner that could not open it, or opens it here anew. */
export function takeOver(): void {
  connection.value = 'starting';
  if (!worker) start();
  worker?.postMessage('take-over');
}

function become(now: Role | undefined): void {
  role = now;
  watch();
}

/** Watches over the owner while the person sees this tab and it waits. */
function watch(): void {
  clearInterval(watching);
  if (role !== 'waiting' || document.visibilityState !== 'visible') return;
  watching = setInterval(() => {
    if (pulse.asleep(performance.now())) worker?.postMessage('take-over');
    else ask();
  }, interval);
}

function ask(): void {
  send(channel, { kind: 'who' });
}

function hear(frame: Frame): void {
  switch (frame.kind) {
    case 'who':
      if (role === 'owning' && deputy.answers(performance.now())) send(channel, { kind: 'beat' });
      break;
    case 'beat':
      awake();
      break;
    case 'owner':
      awake();
      if (owners.meet(frame.id)) void look(frame.id);
      if (owners.is(frame.id)) notSaved.value = frame.problem;
      break;
    case 'failed':
      awake();
      connection.value = frame.error;
      break;
    case 'event':
      if (owners.is(frame.owner)) take(frame.event);
  }
}

function awake(): void {
  pulse.heard();
  deputy.heard();
}

function take(event: CoreEvent): void {
  if (event.type === 'state') state.value = event.state;
  else if (event.type === 'import') progress.value = event;
  else if (event.type === 'backup') backupProgress.value = event;
  else if (event.type === 'wallet') walletChanges.value++;
  else if (event.type === 'memory') memoryChanges.value++;
  else if (event.type === 'missions') missionChanges.value++;
  else if (event.type === 'models') modelChanges.value++;
  else if (event.type === 'saving') notSaved.value = event.problem;
  else if (event.type === 'reading') reading.value = event.reading;
  else if (event.type === 'refined') refined();
  else changes.value++;
}

/** Whatever was found is asked for again. */
function refined(): void {
  refinements.value++;
  changes.value++;
  memoryChanges.value++;
}

/** Reads everything from a new owner. */
async function look(id: string): Promise<void> {
  try {
    const found = await core.state();
    if (!owners.is(id)) return;
    state.value = found;
    changes.value++;
    walletChanges.value++;
    memoryChanges.value++;
    missionChanges.value++;
    modelChanges.value++;
    connection.value = 'open';
  } catch (thrown) {
    if (owners.is(id)) fail(thrown);
  }
}

function fail(thrown: unknown): void {
  connection.value = asProblem(thrown);
}
