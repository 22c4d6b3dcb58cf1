/**
 * Looking while nobody is there: the browser woke this worker, and what is due is run. By the owner of the vault, where a
 * tab has it; or here in its place, by what was handed over, until a tab wants it. docs/background.md.
 */

import type { Lookout, Trigger } from '@ownyou/wasm';
import { type StandIn, standIn } from '@ownyou/wasm/stand-in';
import { listen, lockName, openChannel, send } from '../web/app/src/shared/frames.ts';
import { Owners } from '../web/app/src/shared/owner.ts';
import { fromCache } from './how.ts';
import { tell } from './tell.ts';
import { assets } from './what.ts';

declare const self: ServiceWorkerGlobalScope;

/** The name of a wake-up, periodic or once. */
export const wakeUp = 'missions';

/** Milliseconds after which no new step begins: a worker is killed after 100 s (push) to 190 s (sync). */
const longest = 45_000;
/** Milliseconds in which an owner answers that is awake. */
const patience = 2000;

export async function look(trigger: Trigger): Promise<void> {
  try {
    const alone = await navigator.locks.request(lockName, { ifAvailable: true }, async lock => {
      if (lock) await inPlaceOfOwner(trigger);
      return lock !== null;
    });
    if (!alone) await byOwner(trigger);
  } catch (thrown) {
    // A tab has taken the vault in the middle: what is left is its own to do.
    if (!isTaken(thrown)) throw thrown;
  }
}

function isTaken(thrown: unknown): boolean {
  if (thrown instanceof DOMException) return thrown.name === 'AbortError';
  return (thrown as { code?: unknown } | undefined)?.code === 'vault-moved';
}

/** Nobody has the vault. A page that asks for its owner is about to: it need not wait longer than for one step. */
async function inPlaceOfOwner(trigger: Trigger): Promise<void> {
  const channel = openChannel();
  let wanted = false;
  const stop = listen(channel, frame => {
    wanted ||= frame.kind === 'who';
  });
  let core: StandIn | undefined;
  try {
    core = await load();
    if (core) await run(core, trigger, () => wanted);
  } finally {
    core?.free();
    stop();
    channel.close();
  }
}

/** A tab has the vault. One that sleeps does not answer, and looks when it wakes. */
async function byOwner(trigger: Trigger): Promise<void> {
  const channel = openChannel();
  const owners = new Owners(channel);
  const found = Promise.withResolvers<void>();
  const stop = listen(channel, frame => {
    if (frame.kind !== 'owner') return;
    owners.meet(frame.id);
    found.resolve();
  });
  const late = setTimeout(() => found.reject(new DOMException('The owner sleeps.', 'AbortError')), patience);
  try {
    send(channel, { kind: 'who' });
    await found.promise;
    await run(owners.core, trigger, () => false);
  } finally {
    clearTimeout(late);
    stop();
    channel.close();
  }
}

async function run(core: Lookout, trigger: Trigger, isWanted: () => boolean): Promise<void> {
  const end = Date.now() + longest;
  let away = await core.lookAway(trigger);
  while (away?.more && !isWanted() && Date.now() < end) away = await core.lookAway(trigger);
  if (!away || isWanted()) return;
  await tell(core, away);
  // What is left is done when the browser wakes this worker again; where it cannot, at the next opening.
  if (away.more) await self.registration.sync?.register(wakeUp).catch(() => {});
}

async function load(): Promise<StandIn | undefined> {
  const [module, tables] = await Promise.all([
    kept(/^\/assets\/core_bg-[^/]+\.wasm$/),
    kept(/^\/assets\/core-[^/]+\.tables$/),
  ]);
  return standIn(module, tables, () => kept(/^\/assets\/classifier-[^/]+\.tables$/));
}

async function kept(name: RegExp): Promise<Response> {
  const file = assets.find(({ url }) => name.test(url));
  if (!file) throw new Error(`The app was built without ${name}`);
  return fromCache(file.url, new Request(file.url));
}
