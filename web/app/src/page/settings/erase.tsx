/** The end: everything goes, the vault and the app's own cache too. */

import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { forget } from '../data/queue.ts';
import { forgetDeclined } from '../meaning/declined.ts';
import { removeOffline } from '../shell/offline.ts';
import { Confirm } from '../ui/dialog.tsx';
import { counted } from '../ui/format.ts';
import { say } from '../ui/notice.tsx';
import { go } from '../ui/route.ts';

export function EraseEverything() {
  const [asked, setAsked] = useState(false);

  async function erase() {
    // The vault last: when it is gone the first screen shows, and by then nothing else may be left.
    await removeOffline();
    const gone = await core.eraseEverything();
    forget();
    forgetDeclined();
    go('');
    say(`Everything is erased: ${counted(gone, 'record')} and the vault. Nothing is left in this browser.`);
  }

  return (
    <section class="card danger-zone" aria-labelledby="erase-title">
      <h2 id="erase-title">Erase everything</h2>
      <p>
        All records, the profile, the vault and its keys. There is no way back; your 24 words open nothing afterwards.
      </p>
      <button type="button" class="danger" onClick={() => setAsked(true)}>
        Erase everything…
      </button>
      {asked && (
        <Confirm
          title="Erase everything?"
          action="Erase everything"
          typed="erase"
          onClose={() => setAsked(false)}
          onConfirm={erase}
        >
          <p>Nothing of it can be brought back.</p>
        </Confirm>
      )}
    </section>
  );
}
