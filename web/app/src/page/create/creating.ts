/** Whether a vault is being made or brought back: the last screen of that is shown although the vault is open by then. */

import { signal } from '@preact/signals';

export const creating = signal(false);
