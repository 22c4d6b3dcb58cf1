/**
 * The conversation with the wallet's window: it says that it is ready, gets the request with a port, and answers on
 * that port, once. Where the browser has cut the two windows apart, the answer comes by the callback page.
 */

import type { Challenge } from '../server.ts';
import { type Answer, answerIn, broadcastName, isReady } from '../wire.ts';

/** The wallet's window, as far as another origin may touch it. */
export interface Popup {
  readonly closed: boolean;
  readonly location: { replace(url: string): void };
  close(): void;
  focus(): void;
  postMessage(message: unknown, targetOrigin: string, transfer: Transferable[]): void;
}

/** What is used of the page. */
export interface Around {
  onMessage(hear: (event: Pick<MessageEvent, 'data' | 'origin' | 'source'>) => void): () => void;
  messageChannel(): { port1: Port; port2: Transferable };
  broadcast(name: string): Port;
  every(milliseconds: number, run: () => void): () => void;
}

export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  close(): void;
}

/** With whom, and about what. */
export interface Matter {
  popup: Popup;
  /** The wallet's exact origin. */
  wallet: string;
  channel: string;
  challenge: Challenge;
}

/** `closed`: the person closed the window without an answer. `late`: no window is seen, and none need come any more. */
export type Outcome = Answer | 'closed' | 'late';

/** How often it is looked whether the window is still there, in milliseconds. */
const glance = 400;

/**
 * Calls `done` once, unless ended before; returns how to end it. A window that is open is waited for however long the
 * person takes; `inTime` ends the wait for one that is not seen.
 */
export function converse(
  around: Around,
  { popup, wallet, channel, challenge: { request, state } }: Matter,
  inTime: () => boolean,
  done: (outcome: Outcome) => void,
): () => void {
  let port: Port | undefined;
  const callback = around.broadcast(broadcastName(state));
  let gone = 0;
  const ends = [
    () => port?.close(),
    () => callback.close(),
    around.every(glance, () => {
      gone = popup.closed ? gone + 1 : 0;
      // Its answer may still be on its way when the window is gone: a second look. And one that never spoke may be there
      // all the same: cut off from this page, it reads as closed from the start.
      if (gone > 1 && port) finish('closed');
      else if (gone > 1 && !inTime()) finish('late');
    }),
    around.onMessage(event => {
      if (event.source !== popup || event.origin !== wallet || !isReady(event.data, channel)) return;
      // Ready again is the same window, loaded again: what it had before is gone.
      port?.close();
      const { port1, port2 } = around.messageChannel();
      port = port1;
      port.onmessage = hear;
      popup.postMessage({ ownyou: 1, type: 'request', request }, wallet, [port2]);
    }),
  ];
  callback.onmessage = hear;
  return end;

  function hear({ data }: MessageEvent): void {
    const answer = answerIn(data, state);
    if (answer) finish(answer);
  }

  function finish(outcome: Outcome): void {
    if (ends.length === 0) return;
    end();
    done(outcome);
  }

  function end(): void {
    for (const each of ends.splice(0)) each();
  }
}
