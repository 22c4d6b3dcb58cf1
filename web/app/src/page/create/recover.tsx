/** The 24 words on an empty browser: the same person again, at every site. Their data comes with a backup. */

import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Heading } from '../ui/heading.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { go, type Route } from '../ui/route.ts';
import { Secret } from '../ui/secret.tsx';
import { askToPersist } from '../ui/storage.ts';
import { useDoing } from '../ui/use-doing.ts';
import { Words } from '../ui/words.tsx';
import { creating } from './creating.ts';

export function Recover() {
  const [words, setWords] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [keep, setKeep] = useState(false);
  const [done, setDone] = useState(false);
  const { busy, error, act } = useDoing();

  async function recover() {
    creating.value = true;
    try {
      await core.createFromWords(words, passphrase, keep);
    } catch (thrown) {
      creating.value = false;
      throw thrown;
    }
    setWords('');
    setPassphrase('');
    setDone(true);
    void askToPersist();
  }

  if (done) return <Back />;
  return (
    <main id="main" class="narrow alone" tabIndex={-1}>
      <a class="back" href="#/">
        <Icon name="back" /> Back
      </a>
      <Mark />
      <form
        class="stack"
        onSubmit={event => {
          event.preventDefault();
          void act(recover);
        }}
      >
        <Heading title="Come back with your 24 words" />
        <p>
          The words restore who you are at every site. Your data is not in them: if you have a backup file,{' '}
          <a href="#/restore">bring that back</a> instead.
        </p>
        <Problem error={error} />
        <Words label="Your 24 words" value={words} onChange={setWords} />
        <Secret label="New passphrase" value={passphrase} onChange={setPassphrase} autocomplete="new-password" />
        <label class="check">
          <input type="checkbox" checked={keep} onChange={event => setKeep(event.currentTarget.checked)} />
          <span>
            <b>Keep unlocked on this device</b>
            <small>Whoever can use this browser can then read the vault.</small>
          </span>
        </label>
        <button type="submit" class="primary" disabled={busy || words.trim() === '' || passphrase === ''}>
          {busy ? 'Making your vault…' : 'Come back'}
        </button>
      </form>
    </main>
  );
}

function Back() {
  const { busy, error, act } = useDoing();

  function leave(to: Route) {
    creating.value = false;
    go(to);
  }

  async function credential() {
    await core.getCredential();
    leave('wallet');
  }

  return (
    <main id="main" class="narrow alone" tabIndex={-1}>
      <Mark />
      <div class="stack">
        <Heading title="You are back" />
        <p>Your vault is new and empty, and you are who you were. If you had a credential, its issuer gives it back.</p>
        <Problem error={error} />
        <div class="row">
          <button type="button" class="primary" disabled={busy} onClick={() => act(credential)}>
            {busy ? 'Getting it…' : 'Get my credential back'}
          </button>
          <button type="button" disabled={busy} onClick={() => leave('data')}>
            Bring in my data
          </button>
        </div>
      </div>
    </main>
  );
}
