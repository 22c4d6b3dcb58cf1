/** Starting anew: other names at every site, so that none of them recognises the person. Rare, and asked twice. */

import type { WalletView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Dialog } from '../ui/dialog.tsx';
import { asDay } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { useDoing } from '../ui/use-doing.ts';

export function StartAnew({ anew }: { anew: WalletView['anew'] }) {
  const [asked, setAsked] = useState(false);
  return (
    <section class="card danger-zone" aria-labelledby="anew-title">
      <h2 id="anew-title">Start anew at every site</h2>
      <p>You get another name everywhere, one that no site knows you by. Your data and your 24 words stay.</p>
      {anew?.now === false ? (
        <p>You did this not long ago. You can do it again from {asDay(anew.from)} on.</p>
      ) : (
        <button type="button" class="danger" onClick={() => setAsked(true)}>
          Start anew…
        </button>
      )}
      {asked && <Ask again={anew?.again} onClose={() => setAsked(false)} />}
    </section>
  );
}

function Ask({ again, onClose }: { again: string | undefined; onClose: () => void }) {
  const { busy, error, act } = useDoing();
  const [sure, setSure] = useState(false);

  async function start() {
    await core.startAnew();
    onClose();
    say('You have started anew: at every site you are a newcomer now.');
  }

  return (
    <Dialog
      title="Start anew at every site?"
      onClose={() => busy || onClose()}
      actions={
        <>
          <button type="button" disabled={busy} onClick={onClose}>
            Keep my names
          </button>
          <button type="button" class="danger" disabled={!sure || busy} onClick={() => act(start)}>
            {busy ? 'Getting new names…' : 'Start anew'}
          </button>
        </>
      }
    >
      <ul class="consequences">
        <li>
          <b>No site recognises you.</b> Where you log in next, you are new.
        </li>
        <li>
          <b>What you have at a site stays with your old name</b>: a subscription, what you wrote, and a ban, too.
        </li>
        <li>
          <b>It cannot be undone</b>
          {again !== undefined && <>, and you can do it again only from {asDay(again)} on</>}.
        </li>
      </ul>
      <p>
        A site where you are still logged in sees the old name change into the new one. So log out first wherever you
        want to be new, and delete its cookies. Whoever comes back the same minute is easy to guess: take your time.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={sure}
          disabled={busy}
          onChange={event => setSure(event.currentTarget.checked)}
        />
        <span>I have logged out there, and want other names at every site.</span>
      </label>
      <Problem error={error} />
    </Dialog>
  );
}
