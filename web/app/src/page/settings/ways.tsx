/** The ways into the vault: which there are, adding and removing one, another passphrase, a new key underneath. */

import type { WayView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { asDay } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { hasPasskeys, makePasskey } from '../ui/passkey.ts';
import { Secret } from '../ui/secret.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDoing } from '../ui/use-doing.ts';
import { Words } from '../ui/words.tsx';
import { keyChanges } from './key-changes.ts';

const names: Record<WayView['kind'], string> = {
  passphrase: 'Passphrase',
  words: '24 words',
  passkey: 'Passkey',
  device: 'This device',
};

type Asked = 'passphrase' | 'words' | 'passkey' | 'root';

export function Ways() {
  const { value: keys, error } = useAnswer(() => core.keys(), 'keys', keyChanges);
  const [asked, setAsked] = useState<Asked>();
  const [removing, setRemoving] = useState<WayView>();
  const ways = keys?.ways ?? [];
  const has = (kind: WayView['kind']) => ways.some(way => way.kind === kind);
  const close = () => setAsked(undefined);

  return (
    <section class="card" aria-labelledby="ways-title">
      <h2 id="ways-title">Ways in</h2>
      <p>Each of these opens your vault. Keep two that do not get lost together.</p>
      <Problem error={error} />
      <ul class="lines" aria-label="Ways in">
        {ways.map(way => (
          <li key={way.id}>
            <div class="line-text">
              <b>{title(way)}</b>
              <p class="quiet">{way.added === undefined ? 'Since the vault was made' : `Since ${asDay(way.added)}`}</p>
            </div>
            <div class="line-buttons">
              {way.kind === 'passphrase' && (
                <button type="button" onClick={() => setAsked('passphrase')}>
                  Change…
                </button>
              )}
              {way.kind !== 'device' && (
                <button type="button" aria-label={`Remove ${title(way)}`} onClick={() => setRemoving(way)}>
                  Remove
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p class="row">
        {hasPasskeys && (
          <button type="button" onClick={() => setAsked('passkey')}>
            Add a passkey…
          </button>
        )}
        {!has('passphrase') && keys && (
          <button type="button" onClick={() => setAsked('passphrase')}>
            Add a passphrase…
          </button>
        )}
        {!has('words') && keys && (
          <button type="button" onClick={() => setAsked('words')}>
            Add my 24 words…
          </button>
        )}
      </p>
      <details>
        <summary>Somebody may have had my key</summary>
        <p>
          Everything is sealed again under a new key. What is copied from here afterwards is of no use to whoever had
          the old one, a removed way in or an old backup. Your ways in stay as they are.
        </p>
        {keys?.renewing && <p class="quiet">It is under way, and goes on whenever the vault is open.</p>}
        <button type="button" onClick={() => setAsked('root')}>
          Replace the key…
        </button>
      </details>
      {asked === 'passphrase' && <NewPassphrase onClose={close} />}
      {asked === 'words' && <AddWords onClose={close} />}
      {asked === 'passkey' && <AddPasskey onClose={close} />}
      {asked === 'root' && <NewRoot onClose={close} />}
      {removing && (
        <Confirm
          title={`Remove ${title(removing)}?`}
          action="Remove it"
          onClose={() => setRemoving(undefined)}
          onConfirm={() => core.removeWay(removing.id)}
        >
          <p>It does not open this vault any more. A backup that was made before still opens with it.</p>
        </Confirm>
      )}
    </section>
  );
}

function title({ kind, name }: WayView): string {
  return name === '' ? names[kind] : `${names[kind]} “${name}”`;
}

interface Asking {
  heading: string;
  action: string;
  doing: string;
  ready: boolean;
  onDo: () => Promise<unknown>;
  onClose: () => void;
  children: preact.ComponentChildren;
}

/** A dialog with one form, which closes when the core has done it. */
function Ask({ heading, action, doing, ready, onDo, onClose, children }: Asking) {
  const { busy, error, act } = useDoing();
  return (
    <Dialog title={heading} onClose={onClose}>
      <form
        class="stack"
        onSubmit={event => {
          event.preventDefault();
          void act(async () => {
            await onDo();
            onClose();
          });
        }}
      >
        <Problem error={error} />
        {children}
        <button type="submit" class="primary" disabled={busy || !ready}>
          {busy ? doing : action}
        </button>
      </form>
    </Dialog>
  );
}

function NewPassphrase({ onClose }: { onClose: () => void }) {
  const [proof, setProof] = useState('');
  const [next, setNext] = useState('');

  async function change() {
    await core.changePassphrase(proof, next);
    say('The new passphrase opens your vault, and no other does.');
  }

  return (
    <Ask
      heading="Another passphrase"
      action="Change it"
      doing="Changing it…"
      ready={proof !== '' && next !== ''}
      onDo={change}
      onClose={onClose}
    >
      <Proof value={proof} onChange={setProof} />
      <Secret label="New passphrase" value={next} onChange={setNext} autocomplete="new-password" />
    </Ask>
  );
}

function AddWords({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState('');
  return (
    <Ask
      heading="Your 24 words"
      action="Add them"
      doing="Adding them…"
      ready={words.trim() !== ''}
      onDo={() => core.addWords(words)}
      onClose={onClose}
    >
      <Words label="The words that this vault was made with" value={words} onChange={setWords} />
    </Ask>
  );
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');

  async function add() {
    const { credential, answer, again } = await makePasskey(name);
    await core.addPasskey(name, credential, answer, again);
    say('The passkey opens your vault.');
  }

  return (
    <Ask
      heading="Add a passkey"
      action="Make it"
      doing="Asking your device…"
      ready={name.trim() !== ''}
      onDo={add}
      onClose={onClose}
    >
      <p>
        A fingerprint, a face or a security key. You are asked for it three times: to make it, and twice to see that it
        always gives the same key.
      </p>
      <label class="field">
        <span>Its name</span>
        <input value={name} maxLength={60} autocomplete="off" onInput={event => setName(event.currentTarget.value)} />
      </label>
    </Ask>
  );
}

function NewRoot({ onClose }: { onClose: () => void }) {
  const [proof, setProof] = useState('');

  async function renew() {
    await core.renewRoot(proof);
    say('Everything is sealed under a new key.');
  }

  return (
    <Ask
      heading="Replace the key"
      action="Replace it"
      doing="Sealing everything again…"
      ready={proof !== ''}
      onDo={renew}
      onClose={onClose}
    >
      <p>You can go on working meanwhile, and close the tab: it goes on when you are back.</p>
      <Proof value={proof} onChange={setProof} />
    </Ask>
  );
}

function Proof({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Secret
      label="Your passphrase, or your 24 words"
      value={value}
      onChange={onChange}
      autocomplete="current-password"
    />
  );
}
