/** The address of the wallet's question. */

import { LoginError, urlOf } from '../server.ts';

/** The wallet's exact origin; https, or http on this machine's own names. */
export function walletOrigin(wallet: string | null): string {
  const url = urlOf(wallet ?? '');
  const local = /^(localhost|.+\.localhost|127\.0\.0\.1)$/.test(url?.hostname ?? '');
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && local))) throw new LoginError('setup');
  return url.origin;
}

/** In the fragment, which no server sees. */
export function presentUrl(wallet: string, channel: string, request: Record<string, unknown>): string {
  return `${wallet}/present#v=1&channel=${channel}&request=${base64url(JSON.stringify(request))}`;
}

/** 128 bits in hex: tells which of our windows speaks. */
export function newChannel(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return Array.from(random(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

function base64url(text: string): string {
  const binary = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
