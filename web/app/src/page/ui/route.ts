/** Where the person is: the part of the address after `#`, as a signal. */

import { signal } from '@preact/signals';

export type Route = 'profile' | 'data' | 'settings' | 'create' | 'browsers' | '';

const known: readonly string[] = ['profile', 'data', 'settings', 'create', 'browsers'] satisfies Route[];

export const route = signal<Route>(read());

function read(): Route {
  const name = location.hash.replace(/^#\/?/, '');
  return known.includes(name) ? (name as Route) : '';
}

export function go(to: Route): void {
  location.hash = `/${to}`;
}

addEventListener('hashchange', () => {
  route.value = read();
});
