/** Step 5: the vault is there; the browser is asked to keep it, and its answer is shown. Then on, to what one came for. */

import { useEffect, useState } from 'preact/hooks';
import { Heading } from '../ui/heading.tsx';
import { cameForWallet, type Route } from '../ui/route.ts';
import { askToPersist } from '../ui/storage.ts';

const next = [
  { to: 'data', name: 'Bring in my data' },
  { to: 'wallet', name: 'Get my credential' },
] as const;

export function Done({ onDone }: { onDone: (to: Route) => void }) {
  const [kept, setKept] = useState<boolean>();
  useEffect(() => {
    void askToPersist().then(setKept);
  }, []);
  return (
    <div class="stack">
      <Heading title="Your vault is ready" />
      <p role="status">{answer(kept)}</p>
      <div class="row">
        {(cameForWallet ? [...next].reverse() : next).map(({ to, name }, at) => (
          <button key={to} type="button" class={at === 0 ? 'primary' : undefined} onClick={() => onDone(to)}>
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}

function answer(kept: boolean | undefined): string {
  if (kept === undefined) return 'Asking the browser to keep your data…';
  return kept
    ? 'The browser has agreed to keep your data until you remove it yourself.'
    : 'The browser has not promised to keep your data: it may delete it when the disk runs full, and a private window loses it when it is closed. Installing the app, or using it often, makes it agree. Keep your files and your 24 words.';
}
