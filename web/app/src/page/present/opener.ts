/**
 * The conversation with the page that opened this one, docs/formats: it hears that we are ready, and sends its request
 * with a port for the answer. Nothing is decided here; what the browser says of the sender goes to the core.
 */

import type { Carrier } from '@ownyou/wasm';

/** A request, and what was seen of its way here. */
export interface Asked {
  /** JSON. */
  request: string;
  carrier: Carrier;
  /** Where the answer goes; without one it goes by navigation. */
  port?: MessagePort;
}

/** What is used of `window`, so that a test can stand in for it. */
export interface Here {
  top: unknown;
  /** As another origin sees it. */
  opener: { top: unknown; postMessage(message: unknown, targetOrigin: string): void } | null;
  self: unknown;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** The request came in the address: who asks is only claimed. */
export function fromAddress(here: Here, request: string): Asked {
  return { request, carrier: { embedded: here.top !== here.self } };
}

/** Says that we are ready, and waits for the first request of the opener's; whatever comes after it is not heard. */
export function fromOpener(here: Here, channel: string): Promise<Asked> {
  const { opener } = here;
  const answer = new Promise<Asked>(resolve => {
    const hear = (event: MessageEvent) => {
      const request = requestOf(event.data);
      const [port, ...more] = event.ports;
      if (event.source !== opener || request === undefined || port === undefined || more.length > 0) return;
      here.removeEventListener('message', hear);
      resolve({ request, carrier: { sender: event.origin, embedded: embedded(here) }, port });
    };
    here.addEventListener('message', hear);
  });
  // To whoever it is: it says nothing, and only the opener that made the channel knows what to do with it.
  opener?.postMessage({ ownyou: 1, type: 'ready', channel }, '*');
  return answer;
}

/** In a frame, or opened by one: an advertisement could else log people in under the name of its own site. */
function embedded(here: Here): boolean {
  return here.top !== here.self || here.opener === null || here.opener.top !== here.opener;
}

/** Far above any request of the protocol, far below what would hold the page up. */
export const longest = 64 * 1024;

/** The request in `{"ownyou":1,"type":"request","request":{…}}`, as JSON. */
function requestOf(data: unknown): string | undefined {
  if (!isRecord(data) || data['ownyou'] !== 1 || data['type'] !== 'request' || !isRecord(data['request'])) {
    return undefined;
  }
  try {
    const request = JSON.stringify(data['request']);
    return request.length > longest ? undefined : request;
  } catch {
    return undefined;
  }
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
