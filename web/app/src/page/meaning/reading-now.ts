/** How far the reading is: asked when a vault is open, and told by the core from then on. */

import { core, modelChanges, reading, state } from '../core.ts';

export function followReading(): void {
  // The state comes anew from every owner of the vault.
  state.subscribe(now => {
    if (now?.vault === 'open') void look();
    else reading.value = undefined;
  });
  // A model that has come begins to read when somebody asks; one that went reads no more.
  modelChanges.subscribe(() => {
    if (state.peek()?.vault === 'open') void look();
  });
}

/** An owner that is just going is asked again with the next state. */
async function look(): Promise<void> {
  const found = await core.reading().catch(() => undefined);
  if (found && state.value?.vault === 'open') reading.value = found;
}
