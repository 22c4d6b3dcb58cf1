/** Screens that are not the first one: their code comes when they are first asked for, and stays. */

import type { CoreError } from '@ownyou/wasm';
import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Problem } from './notice.tsx';
import { type Route, route } from './route.ts';

type Screen = ComponentType<Record<string, never>>;

/**
 * A screen in the place of the one that `load` brings; until it is there, its place is empty. Whoever begins at `at` does not
 * wait for the vault first.
 */
export function later(at: Route, load: () => Promise<Screen>): Screen {
  const found = signal<Screen | CoreError | undefined>(undefined);
  if (route.peek() === at) void bring(load, found);
  return function Later() {
    useEffect(() => void bring(load, found), []);
    const now = found.value;
    if (typeof now === 'object') return <Problem error={now} />;
    const Now = now;
    return Now ? <Now /> : <p class="hidden" aria-busy="true" />;
  };
}

/** What could not be brought is asked for again the next time. */
async function bring(load: () => Promise<Screen>, found: Signal<Screen | CoreError | undefined>): Promise<void> {
  if (typeof found.peek() === 'function') return;
  try {
    found.value = await load();
  } catch {
    found.value = {
      code: 'screen-not-found',
      message: 'This screen could not be fetched.',
      next: 'Check that you are online, and load the page again.',
    };
  }
}
