/**
 * How the tabs and the one worker that owns the vault speak: frames over a BroadcastChannel, with Comlink on top.
 * A BroadcastChannel reaches every tab, so each frame says what it is, and for or from which owner: one that slept and
 * no longer is the owner is heard by nobody.
 */

import type { CoreError, CoreEvent } from '@ownyou/wasm';
import type { Endpoint } from 'comlink';

export type Frame =
  /** A page calls the owner, and the owner answers. `body` is Comlink's; its random request id tells whose answer it is. */
  | { kind: 'call'; owner: string; body: unknown }
  | { kind: 'answer'; owner: string; body: unknown }
  /** The owner tells every page. */
  | { kind: 'event'; owner: string; event: CoreEvent }
  /** A page asks who owns the vault, and whether they are awake. */
  | { kind: 'who' }
  /** The owner says that it is there. Another id than before: the vault has moved. `problem`: it cannot save. */
  | { kind: 'owner'; id: string; problem?: CoreError }
  /** The owner is awake, and opening or busy. */
  | { kind: 'beat' }
  /** A worker got the vault and could not start the core. */
  | { kind: 'failed'; error: CoreError };

/** What a worker tells its own page: it stands in line for the vault, or has it. */
export type Role = 'waiting' | 'owning';

export const channelName = 'ownyou';

/** The Web Lock that elects the owner. */
export const lockName = 'ownyou-vault';

export function openChannel(): BroadcastChannel {
  return new BroadcastChannel(channelName);
}

export function send(channel: BroadcastChannel, frame: Frame): void {
  channel.postMessage(frame);
}

/** Calls `listener` with every frame, until the answer is called. */
export function listen(channel: BroadcastChannel, listener: (frame: Frame) => void): () => void {
  const onMessage = (message: MessageEvent<Frame>) => listener(message.data);
  channel.addEventListener('message', onMessage);
  return () => channel.removeEventListener('message', onMessage);
}

/** A Comlink endpoint for the calls to one owner, or for its answers. */
export function endpoint(channel: BroadcastChannel, says: 'call' | 'answer', owner: string): Endpoint {
  const hears = says === 'call' ? 'answer' : 'call';
  const stops = new Map<EventListenerOrEventListenerObject, () => void>();
  return {
    postMessage: body => send(channel, { kind: says, owner, body }),
    addEventListener(_type, listener) {
      const stop = listen(channel, frame => {
        if (frame.kind !== hears || frame.owner !== owner || isRelease(frame.body)) return;
        const event = new MessageEvent('message', { data: frame.body });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      });
      stops.set(listener, stop);
    },
    removeEventListener(_type, listener) {
      stops.get(listener)?.();
      stops.delete(listener);
    },
  };
}

/** Comlink's word that a page lets go of what it called, which would end it for all the others too. */
function isRelease(body: unknown): boolean {
  return (body as { type?: unknown } | undefined)?.type === 'RELEASE';
}
