/** The one answer to a request: on the port, or by going there; and then this window is done. */

import type { Reply } from '@ownyou/wasm';

/** What is used of the window. */
export interface Window {
  close(): void;
  go(url: string): void;
}

/** Sends the first reply and no other; tells whether it was the first. */
export function answerOnce(port: Pick<MessagePort, 'postMessage'> | undefined, window: Window) {
  let answered = false;
  return (reply: Reply): boolean => {
    if (answered) return false;
    answered = true;
    if (reply.message !== undefined) port?.postMessage(reply.message);
    if (reply.navigate !== undefined) window.go(reply.navigate);
    else window.close();
    return true;
  };
}
