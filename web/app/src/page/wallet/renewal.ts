/** Asks the core now and then whether the credential is to be renewed. Never from a login: who renews then, tells when. */

import type { WalletView } from '@ownyou/wasm';
import { computed, effect, signal } from '@preact/signals';
import { core, state, walletChanges } from '../core.ts';

const often = 3 * 60 * 60 * 1000;
/** While it is time: the core waits a random while of an hour at most, and tries again as often. */
const soon = 5 * 60 * 1000;

const open = computed(() => state.value?.vault === 'open');

/** Until when publishers take a credential that should have been renewed by now. */
export const runsOut = signal<string | undefined>(undefined);

/** When the vault opens, and every few hours while it is open; in one tab of all. */
export function keepRenewed(): void {
  effect(() => {
    if (!open.value) return;
    let timer: ReturnType<typeof setTimeout>;
    let on = true;
    async function again() {
      const due = await renew();
      if (on) timer = setTimeout(again, due ? soon : often);
    }
    void again();
    return () => {
      on = false;
      clearTimeout(timer);
    };
  });
  // Renewed by hand, or by another tab. Where the vault is locked by then, there is nothing to show.
  effect(() => {
    if (walletChanges.value > 0 && runsOut.peek() !== undefined) void core.wallet().then(note, () => {});
  });
}

/** Whether it is still time to renew. */
async function renew(): Promise<boolean> {
  try {
    const wallet = await navigator.locks.request(
      'ownyou-renewal',
      { ifAvailable: true },
      async lock => lock && (await core.renewIfDue()),
    );
    if (wallet) note(wallet);
    return wallet?.renewalDue ?? false;
  } catch {
    // The wallet shows what the last renewal failed with.
    return false;
  }
}

function note({ credential, renewalDue, until }: WalletView): void {
  runsOut.value = credential === 'current' && renewalDue ? until : undefined;
}
