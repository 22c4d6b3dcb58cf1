/**
 * How the tabs and the one worker that owns the vault speak: frames over a BroadcastChannel, with Comlink on top.
 * A BroadcastChannel reaches every tab, so each frame says what it is.
 */

import type { CoreError, CoreEvent } from '@ownyou/wasm';
import type { Endpoint } from 'comlink';

export type Frame =
  /** A page calls the owner, and the owner answers. `body` is Comlink's; its random request id tells whose answer it is. */
  | { kind: 'call'; body: unknown }
  | { kind: 'answer'; body: unknown }
  /** The owner tells every page. */
  | { kind: 'event'; event: CoreEvent }
  /** A page asks who owns the vault. */
  | { kind: 'who' }
  /** The owner says that it is there. Another id than before: the vault has moved. */
  | { kind: 'owner'; id: string }
  /** A worker got the vault and could not start the core. */
  | { kind: 'failed'; error: CoreError };

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

/** A Comlink endpoint that sends frames of one kind and hears those of the other. */
export function endpoint(channel: BroadcastChannel, says: 'call' | 'answer', hears: 'call' | 'answer'): Endpoint {
  const stops = new Map<EventListenerOrEventListenerObject, () => void>();
  return {
    postMessage: body => send(channel, { kind: says, body }),
    addEventListener(_type, listener) {
      const stop = listen(channel, frame => {
        if (frame.kind !== hears) return;
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
