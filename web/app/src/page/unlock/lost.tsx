/** For whoever has lost passphrase and words: the only way on is to erase the vault. */

import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { forgetDeclined } from '../meaning/declined.ts';
import { removeOffline } from '../shell/offline.ts';
import { Confirm } from '../ui/dialog.tsx';
import { say } from '../ui/notice.tsx';
import { go } from '../ui/route.ts';

export function Lost() {
  const [asked, setAsked] = useState(false);

  async function erase() {
    // The vault last: when it is gone the first screen shows, and by then nothing else may be left.
    await removeOffline();
    forgetDeclined();
    await core.eraseUnopened();
    go('');
    say('The vault is erased. Nothing is left in this browser.');
  }

  return (
    <details class="lost">
      <summary>I have lost both</summary>
      <p>Nobody can open this vault then, and nobody can reset it. You can erase it and begin again.</p>
      <button type="button" class="danger" onClick={() => setAsked(true)}>
        Erase this vault…
      </button>
      {asked && (
        <Confirm
          title="Erase this vault?"
          action="Erase this vault"
          typed="erase"
          onClose={() => setAsked(false)}
          onConfirm={erase}
        >
          <p>Nothing of it can be brought back.</p>
        </Confirm>
      )}
    </details>
  );
}
