/** What the asking page put into the address: which conversation this is, and the request. Its shape alone is checked. */

import { longest } from './opener.ts';

export interface Fragment {
  /** 128 bits in hex: tells the asking page which of its windows speaks. */
  channel: string;
  /** JSON, as it came; the core reads it. */
  request: string;
}

/** `hash`: `#v=1&channel=…&request=…`. Nothing, if it is not that. */
export function readFragment(hash: string): Fragment | undefined {
  if (hash.length > longest) return undefined;
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const one = (name: string) => (parts.getAll(name).length === 1 ? (parts.get(name) ?? undefined) : undefined);
  const channel = one('channel');
  const request = fromBase64url(one('request') ?? '');
  if (one('v') !== '1' || channel === undefined || !/^[0-9a-f]{32}$/.test(channel)) return undefined;
  return request ? { channel, request } : undefined;
}

/** UTF-8 text; nothing, if it is not that. */
function fromBase64url(text: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, character => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
