/** Bringing a backup back: into an empty browser, or in place of a vault. */

import type { CoreError, Restored } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { asProblem } from '../../shared/problem.ts';
import { core } from '../core.ts';
import { BackupBar } from '../settings/backup-bar.tsx';
import { asDay, counted } from '../ui/format.ts';
import { Heading } from '../ui/heading.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { Problem, say } from '../ui/notice.tsx';
import { go } from '../ui/route.ts';
import { Secret } from '../ui/secret.tsx';
import { askToPersist } from '../ui/storage.ts';

/** Of these, what can be read can still be had. */
const partly = ['backup-cut', 'backup-damaged'];

export function Restore() {
  return (
    <main id="main" class="narrow alone" tabIndex={-1}>
      <a class="back" href="#/">
        <Icon name="back" /> Back
      </a>
      <Mark />
      <div class="stack">
        <Heading title="Bring your backup back" />
        <p>The file that OwnYou saved, and the passphrase of then or your 24 words.</p>
        <RestoreForm onDone={() => go('')} />
      </div>
    </main>
  );
}

export function RestoreForm({ replace = false, onDone }: { replace?: boolean; onDone: () => void }) {
  const [file, setFile] = useState<File>();
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CoreError>();

  async function restore(partial: boolean) {
    if (!file) return;
    setBusy(true);
    setError(undefined);
    try {
      const restored = await core.restoreBackup(file, secret, replace, partial);
      void askToPersist();
      onDone();
      say(told(restored));
    } catch (thrown) {
      setError(asProblem(thrown));
      setBusy(false);
    }
  }

  return (
    <form
      class="stack"
      onSubmit={event => {
        event.preventDefault();
        void restore(false);
      }}
    >
      <Problem error={error} />
      <label class="field">
        <span>Backup file</span>
        <input type="file" onChange={event => setFile(event.currentTarget.files?.[0])} />
      </label>
      <Secret label="Passphrase or 24 words" value={secret} onChange={setSecret} autocomplete="current-password" />
      {busy && <BackupBar label="Bringing the backup back" />}
      <p class="row">
        <button
          type="submit"
          class={replace ? 'danger' : 'primary'}
          disabled={busy || file === undefined || secret === ''}
        >
          {busy ? 'Reading it…' : replace ? 'Replace this vault' : 'Bring it back'}
        </button>
        {error && partly.includes(error.code) && (
          <button type="button" disabled={busy} onClick={() => restore(true)}>
            Bring back what can be read
          </button>
        )}
      </p>
    </form>
  );
}

function told({ made, unreadable, whole }: Restored): string {
  const of = made === undefined ? 'Your backup' : `Your backup of ${asDay(made)}`;
  if (unreadable.length > 0)
    return `${of} is back, but for ${counted(unreadable.length, 'piece')} that could not be read.`;
  return whole ? `${of} is back.` : `${of} is back as far as it went.`;
}
