/** What the wallet wrote behind `/.well-known/ownyou/cb#`. Its shape alone is checked; nothing of it is ever shown. */

import { type Answer, isState, vpTokenOf } from '../wire.ts';

export interface Arrival {
  state: string;
  answer: Answer;
}

const longest = 8192;

/** `#v=1&state=S&vp_token=T` or `#v=1&state=S&error=access_denied`, each name once. Nothing, if it is not that. */
export function readFragment(hash: string): Arrival | undefined {
  if (hash.length > longest) return undefined;
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const names = [...parts.keys()].sort().join(' ');
  const state = parts.get('state');
  if (parts.get('v') !== '1' || !isState(state)) return undefined;
  if (names === 'error state v' && parts.get('error') === 'access_denied') return { state, answer: 'denied' };
  const vpToken = names === 'state v vp_token' ? vpTokenOf(parts.get('vp_token')) : undefined;
  return vpToken && { state, answer: { vpToken } };
}
