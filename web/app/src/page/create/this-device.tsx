/** Step 4: whether this device keeps the vault unlocked; then the vault is made. */

import type { CoreError } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { Heading } from '../ui/heading.tsx';
import { Problem } from '../ui/notice.tsx';

interface Props {
  onFinish: (keepUnlocked: boolean) => Promise<void>;
  error: CoreError | undefined;
}

export function ThisDevice({ onFinish, error }: Props) {
  const [keep, setKeep] = useState(false);
  const [busy, setBusy] = useState(false);

  async function finish(event: Event) {
    event.preventDefault();
    setBusy(true);
    await onFinish(keep);
    setBusy(false);
  }

  return (
    <form class="stack" onSubmit={finish}>
      <Heading title="Is this your own device?" />
      <Problem error={error} />
      <label class="check">
        <input type="checkbox" checked={keep} onChange={event => setKeep(event.currentTarget.checked)} />
        <span>
          <b>Keep unlocked on this device</b>
          <small>
            The vault opens without the passphrase, with a key that cannot be taken out of this browser. Whoever can use
            this browser can then read it. You can change this at any time.
          </small>
        </span>
      </label>
      <button type="submit" class="primary" disabled={busy}>
        {busy ? 'Making your vault…' : 'Create my vault'}
      </button>
      {busy && <p class="quiet">The key is made slow to guess on purpose; this takes a few seconds, once.</p>}
    </form>
  );
}
