/** Where the person is: the part of the address after `#`, as signals. */

import { signal } from '@preact/signals';

export type Route =
  | 'profile'
  | 'memory'
  | 'data'
  | 'wallet'
  | 'settings'
  | 'create'
  | 'recover'
  | 'restore'
  | 'browsers'
  | '';

const known: readonly string[] = [
  'profile',
  'memory',
  'data',
  'wallet',
  'settings',
  'create',
  'recover',
  'restore',
  'browsers',
] satisfies Route[];

export const route = signal<Route>(read());
/** The code of an invitation, `#/wallet?invite=CODE`; kept while a vault is made for it. */
export const invite = signal(readInvite() ?? '');
/** Whoever came for the wallet gets there once there is a vault; `#/create?for=wallet` begins with making it. */
export const cameForWallet = route.value === 'wallet' || location.hash === '#/create?for=wallet';

function read(): Route {
  const name = location.hash.replace(/^#\/?/, '').replace(/\?.*$/, '');
  return known.includes(name) ? (name as Route) : '';
}

function readInvite(): string | undefined {
  const query = /^#\/?wallet\?(.*)$/.exec(location.hash)?.[1];
  return new URLSearchParams(query).get('invite')?.trim();
}

export function go(to: Route): void {
  location.hash = `/${to}`;
}

addEventListener('hashchange', () => {
  route.value = read();
  invite.value = readInvite() ?? invite.value;
});
