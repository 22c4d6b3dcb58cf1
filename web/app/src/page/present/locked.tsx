/** A locked vault: first the person's picture, then the ways in that need no leaving of this window. */

import type { PresentView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core, state } from '../core.ts';
import { Drawing } from '../picture/draw.tsx';
import { Heading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { usePasskey } from '../ui/passkey.ts';
import { Secret } from '../ui/secret.tsx';
import { useDoing } from '../ui/use-doing.ts';
import { usePicture } from './owner.tsx';
import { no, step } from './session.ts';

export function Locked({ view }: { view: PresentView }) {
  const [passphrase, setPassphrase] = useState('');
  const { busy, error, act } = useDoing();

  function submit(event: Event) {
    event.preventDefault();
    void act(() => core.unlock(passphrase));
  }

  async function byPasskey() {
    const { credential, answer } = await usePasskey();
    await core.unlockWithPasskey(credential, answer);
  }

  return (
    <main id="main" class="present-face" tabIndex={-1}>
      <form class="present-body" id="unlock" onSubmit={submit}>
        <Heading title="Unlock to log in" />
        <Yours />
        {view.origin !== undefined && <p class="quiet">{view.origin} asks.</p>}
        <Problem error={error} />
        {state.value?.wraps.includes('passkey') && (
          <button type="button" disabled={busy} onClick={() => act(byPasskey)}>
            <Icon name="lock" /> Unlock with a passkey
          </button>
        )}
        {state.value?.wraps.includes('device') && (
          <button type="button" disabled={busy} onClick={() => act(() => core.unlockWithDevice())}>
            <Icon name="lock" /> Unlock with this device
          </button>
        )}
        <Secret label="Passphrase" value={passphrase} onChange={setPassphrase} autocomplete="current-password" />
      </form>
      <div class="present-end">
        <button type="button" disabled={step.value === 'answering'} onClick={no}>
          No
        </button>
        <button type="submit" form="unlock" class="primary" disabled={busy || passphrase === ''}>
          {busy ? 'Unlocking…' : 'Unlock'}
        </button>
      </div>
    </main>
  );
}

/** Until it is known whether there is a picture, nothing is said about it. */
function Yours() {
  const { known, picture } = usePicture();
  if (!known) return null;
  if (!picture) {
    return (
      <p class="quiet">
        You have not chosen a picture. With one in your wallet, you see here that this window is yours.
      </p>
    );
  }
  return (
    <figure class="yours">
      <Drawing seed={picture.seed} />
      <figcaption>
        {picture.phrase !== '' && <b>{picture.phrase}</b>}
        <small>Your picture? If not, close this window and type nothing.</small>
      </figcaption>
    </figure>
  );
}
