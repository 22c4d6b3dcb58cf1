/** Addresses that leave the app, when the person follows them: a letter to their mail app, a page of the web. */

import type { Does } from '@ownyou/wasm';

/** The address that opens the letter in the person's own mail app. */
export function mailto({ to, subject, body }: Does & { type: 'write' }): string {
  return `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

/** Only the web: an address out of a record is anybody's. */
export function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url);
}
