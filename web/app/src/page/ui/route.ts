/** Where the person is: the part of the address after `#`, as signals. */

import { signal } from '@preact/signals';

export type Route =
  | 'missions'
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
  'missions',
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
/** The card that is open, `#/missions/ID`; empty where none is. */
export const opened = signal(readOpened());
/** The code of an invitation, `#/wallet?invite=CODE`; kept while a vault is made for it. */
export const invite = signal(readInvite() ?? '');
/** Whoever came for the wallet gets there once there is a vault; `#/create?for=wallet` begins with making it. */
export const cameForWallet = route.value === 'wallet' || location.hash === '#/create?for=wallet';

function read(): Route {
  const name = location.hash.replace(/^#\/?/, '').replace(/[?/].*$/, '');
  return known.includes(name) ? (name as Route) : '';
}

function readOpened(): string {
  return /^#\/?missions\/(\w+)$/.exec(location.hash)?.[1] ?? '';
}

function readInvite(): string | undefined {
  const query = /^#\/?wallet\?(.*)$/.exec(location.hash)?.[1];
  return new URLSearchParams(query).get('invite')?.trim();
}

export function go(to: Route): void {
  location.hash = `/${to}`;
}

export function openCard(id: string): void {
  location.hash = `/missions/${id}`;
}

/** Back to the feed, in the place of the card: going back does not open it again. */
export function closeCard(): void {
  location.replace('#/missions');
}

addEventListener('hashchange', () => {
  route.value = read();
  opened.value = readOpened();
  invite.value = readInvite() ?? invite.value;
});
