/** Goes up when the ways into the vault are to be read again: after a change of theirs, here or in another tab. */

import { signal } from '@preact/signals';
import { state } from '../core.ts';

export const keyChanges = signal(0);

// The core tells every tab its state after such a change.
state.subscribe(() => {
  keyChanges.value++;
});
