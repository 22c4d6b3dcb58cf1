/** Asks the core now and then whether the credential is to be renewed. Never from a login: who renews then, tells when. */

import { computed, effect } from '@preact/signals';
import { core, state } from '../core.ts';

const often = 3 * 60 * 60 * 1000;

const open = computed(() => state.value?.vault === 'open');

/** When the vault opens, and every few hours while it is open; in one tab of all. */
export function keepRenewed(): void {
  effect(() => {
    if (!open.value) return;
    void renew();
    const timer = setInterval(renew, often);
    return () => clearInterval(timer);
  });
}

async function renew(): Promise<void> {
  try {
    await navigator.locks.request('ownyou-renewal', { ifAvailable: true }, lock => lock && core.renewIfDue());
  } catch {
    // The wallet shows what the last renewal failed with.
  }
}
