/** What another window may say, docs/formats/presentation.md. Whatever has not exactly that shape is nothing. */

/** The wallet's answer, as it goes on to the publisher's server. */
export interface VpToken {
  ownyou: [string];
}

/** `denied` says nothing about why. */
export type Answer = { vpToken: VpToken } | 'denied';

/** Far above a token of today, far below what would be a burden. */
const longest = 4096;

/** `{"ownyou":1,"type":"ready","channel":C}` of our own channel. */
export function isReady(data: unknown, channel: string): boolean {
  return isRecord(data) && data['ownyou'] === 1 && data['type'] === 'ready' && data['channel'] === channel;
}

/** The answer to the request of this state. A denial names no state; where one is named, it is ours. */
export function answerIn(data: unknown, state: string): Answer | undefined {
  if (!isRecord(data) || data['ownyou'] !== 1) return undefined;
  if (data['type'] === 'error') {
    const ours = data['state'] === undefined || data['state'] === state;
    return ours && data['error'] === 'access_denied' ? 'denied' : undefined;
  }
  if (data['type'] !== 'response' || data['state'] !== state || !isRecord(data['vp_token'])) return undefined;
  const tokens = data['vp_token']['ownyou'];
  if (!Array.isArray(tokens) || tokens.length !== 1) return undefined;
  const vpToken = vpTokenOf(tokens[0]);
  return vpToken && { vpToken };
}

/** A token in its place: base64url, of a length that can be. */
export function vpTokenOf(token: unknown): VpToken | undefined {
  const is = typeof token === 'string' && token.length <= longest && /^[\w-]+$/.test(token);
  return is ? { ownyou: [token] } : undefined;
}

/** 16 bytes in base64url. */
export function isState(text: unknown): text is string {
  return typeof text === 'string' && /^[\w-]{22}$/.test(text);
}

/** Where the callback page tells the page that waits. Nobody else knows the name. */
export function broadcastName(state: string): string {
  return `ownyou:${state}`;
}

export function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
