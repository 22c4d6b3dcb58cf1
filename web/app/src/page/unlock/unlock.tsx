/** A locked vault: the ways in that it has. */

import { useState } from 'preact/hooks';
import { core, state } from '../core.ts';
import { Heading } from '../ui/heading.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { usePasskey } from '../ui/passkey.ts';
import { Secret } from '../ui/secret.tsx';
import { useDoing } from '../ui/use-doing.ts';
import { Words } from '../ui/words.tsx';
import { Lost } from './lost.tsx';

export function Unlock() {
  const [byWords, setByWords] = useState(false);
  const [secret, setSecret] = useState('');
  const { busy, error, act, forget } = useDoing();
  const wraps = state.value?.wraps ?? [];

  function submit(event: Event) {
    event.preventDefault();
    void act(() => (byWords ? core.unlockWithWords(secret) : core.unlock(secret)));
  }

  async function byPasskey() {
    const { credential, answer } = await usePasskey();
    await core.unlockWithPasskey(credential, answer);
  }

  function swap() {
    setByWords(!byWords);
    setSecret('');
    forget();
  }

  return (
    <main id="main" class="narrow alone" tabIndex={-1}>
      <Mark />
      <form class="stack" onSubmit={submit}>
        <Heading title="Unlock your vault" />
        <Problem error={error} />
        {byWords ? (
          <Words label="Your 24 words" value={secret} onChange={setSecret} />
        ) : (
          <Secret label="Passphrase" value={secret} onChange={setSecret} autocomplete="current-password" />
        )}
        <button type="submit" class="primary" disabled={busy || secret === ''}>
          {busy ? 'Unlocking…' : 'Unlock'}
        </button>
        {wraps.includes('passkey') && (
          <button type="button" disabled={busy} onClick={() => act(byPasskey)}>
            <Icon name="lock" /> Unlock with a passkey
          </button>
        )}
        {wraps.includes('device') && (
          <button type="button" disabled={busy} onClick={() => act(() => core.unlockWithDevice())}>
            <Icon name="lock" /> Unlock with this device
          </button>
        )}
        <button type="button" class="plain" onClick={swap}>
          {byWords ? 'Use my passphrase' : 'Use my 24 words'}
        </button>
      </form>
      <Lost />
    </main>
  );
}
