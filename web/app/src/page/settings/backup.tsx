/** The encrypted backup: making one, when the last was, and bringing one back over this vault. */

import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { RestoreForm } from '../create/restore.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { asDay, counted } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { saveBackup } from '../ui/save.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { useDoing } from '../ui/use-doing.ts';
import { BackupBar } from './backup-bar.tsx';

export function Backup() {
  const { value: backup } = useAnswer(() => core.backup(), 'backup');
  const { busy, error, act } = useDoing();
  const [restoring, setRestoring] = useState(false);

  async function save() {
    if (await saveBackup()) say('Your backup is made.');
  }

  return (
    <section class="card" aria-labelledby="backup-title">
      <h2 id="backup-title">Backup</h2>
      <p>
        One file with all of your vault, sealed: whoever finds it can read nothing. Your passphrase or your 24 words
        open it, in this browser or in another.
      </p>
      <Problem error={error} />
      {busy ? <BackupBar label="Making the backup" /> : backup && <p class="quiet">{last(backup)}</p>}
      <p class="row">
        <button type="button" class={backup?.due ? 'primary' : undefined} disabled={busy} onClick={() => act(save)}>
          {busy ? 'Making it…' : 'Make a backup'}
        </button>
        <button type="button" onClick={() => setRestoring(true)}>
          Bring a backup back…
        </button>
      </p>
      {restoring && (
        <Dialog title="Replace this vault by a backup?" onClose={() => setRestoring(false)}>
          <p>
            What is in this vault now and not in the backup is gone afterwards. The file is read to its end first: if it
            is damaged, nothing changes.
          </p>
          <RestoreForm replace onDone={() => setRestoring(false)} />
        </Dialog>
      )}
    </section>
  );
}

function last({ at, days }: { at?: string; days?: number }): string {
  if (at === undefined || days === undefined) return 'No backup was made in this browser yet.';
  return days === 0 ? 'The last backup is of today.' : `The last backup is ${counted(days, 'day')} old: ${asDay(at)}.`;
}
