/**
 * The worker that owns the vault, if it can: every tab starts one, a Web Lock lets one of them open the core, and that
 * one answers every tab. The others wait without loading anything; when the owner's tab goes, the next takes over.
 */

import { type Core, openCore } from '@ownyou/wasm';
import { expose } from 'comlink';
import { endpoint, listen, lockName, openChannel, send } from '../shared/frames.ts';
import { asProblem } from '../shared/problem.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Ends the wait in the queue, when the vault is taken instead. */
let waiting = new AbortController();

/** Waits for the vault, or takes it; then serves it until the tab closes or another tab takes it. */
async function own(options: LockOptions): Promise<void> {
  const channel = openChannel();
  const tenure = new AbortController();
  let core: Core | undefined;
  try {
    await navigator.locks.request(lockName, options, async () => {
      self.postMessage('owning');
      core = await open(channel, tenure.signal);
      await new Promise(() => {});
    });
  } catch {
    tenure.abort();
    channel.close();
    // Nothing may stay unlocked here once the vault is another tab's.
    await core?.lock();
  }
}

async function open(channel: BroadcastChannel, tenure: AbortSignal): Promise<Core | undefined> {
  try {
    const core = await openCore(event => {
      if (!tenure.aborted) send(channel, { kind: 'event', event });
    });
    expose(core, endpoint(channel, 'answer', 'call'));
    answerWho(channel, { kind: 'owner', id: crypto.randomUUID() });
    return core;
  } catch (thrown) {
    answerWho(channel, { kind: 'failed', error: asProblem(thrown) });
    return undefined;
  }
}

/** Says it now, and to every page that asks later. */
function answerWho(channel: BroadcastChannel, answer: Parameters<typeof send>[1]): void {
  listen(channel, frame => {
    if (frame.kind === 'who') send(channel, answer);
  });
  send(channel, answer);
}

async function queue(): Promise<void> {
  waiting = new AbortController();
  await own({ signal: waiting.signal });
}

async function takeOver(): Promise<void> {
  waiting.abort();
  await own({ steal: true });
  await queue();
}

/** The page's only word to its own worker: take the vault from a tab that does not answer. */
self.addEventListener('message', event => {
  if (event.data === 'take-over') void takeOver();
});

void queue();
