/**
 * One question to the wallet and its first answer, whichever way it comes: on the port of the window that was opened, or
 * by the callback page, where the browser has cut that window off from this page.
 */

import { type Answer, channelOf, isReady, type Request, readAnswer } from '../wire.ts';

/** What is used of the window that was opened. */
export interface Popup {
  readonly closed: boolean;
  postMessage(message: unknown, target: string, transfer: Transferable[]): void;
}

/** What is used of the surroundings. */
export interface Surroundings {
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', heard: (event: MessageEvent) => void): void;
  /** Calls again and again until the answer stops it. */
  every(milliseconds: number, act: () => void): () => void;
  broadcast(name: string): Pick<BroadcastChannel, 'onmessage' | 'close'>;
  ports(): Pick<MessageChannel, 'port1' | 'port2'>;
}

/** `closed`: by the person, without an answer. `late`: longer ago than the publisher waits. */
export type Heard = Answer | 'closed' | 'late' | 'cancelled';

export interface Asking {
  popup: Popup;
  /** The wallet's origin. */
  wallet: string;
  channel: string;
  request: Request;
  /** Told when this page can no longer see the window. */
  severed(): void;
  signal: AbortSignal;
}

/** Below the publisher's 120 seconds, so that the answer still arrives in time. */
const PATIENCE = 115_000;
const LOOK = 300;

export function ask(asking: Asking, around: Surroundings): Promise<Heard> {
  const { popup, request, signal } = asking;
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const undo: (() => void)[] = [];
  const settle = (heard: Heard | undefined) => {
    if (heard !== undefined) resolve(heard);
  };

  // Set once the wallet's window has spoken: from then on its closing is the person's.
  let spoken = false;
  const heard = (event: MessageEvent) => {
    const wallets = event.source === (popup as unknown) && event.origin === asking.wallet;
    if (spoken || !wallets || !isReady(event.data, asking.channel)) return;
    spoken = true;
    const { port1, port2 } = around.ports();
    port1.onmessage = ({ data }) => settle(readAnswer(data, request.state));
    popup.postMessage({ ownyou: 1, type: 'request', request }, asking.wallet, [port2]);
    undo.push(() => port1.close());
  };
  around.addEventListener('message', heard);
  undo.push(() => around.removeEventListener('message', heard));

  const elsewhere = around.broadcast(channelOf(request.state));
  elsewhere.onmessage = ({ data }) => settle(readAnswer(data, request.state));
  undo.push(() => elsewhere.close());

  let told = false;
  const look = () => {
    if (!popup.closed) return;
    if (spoken) {
      // An answer posted right before closing is still on its way: it has until the next look.
      if (told) settle('closed');
    } else if (!told) asking.severed();
    told = true;
  };
  undo.push(
    around.every(LOOK, look),
    around.every(PATIENCE, () => settle('late')),
  );
  signal.addEventListener('abort', () => settle('cancelled'));

  return promise.finally(() => {
    for (const act of undo) act();
  });
}
