/** Step 5: the vault is there; the browser is asked to keep it, and its answer is shown. */

import { useEffect, useState } from 'preact/hooks';
import { Heading } from '../ui/heading.tsx';
import { askToPersist } from '../ui/storage.ts';

export function Done({ onDone }: { onDone: () => void }) {
  const [kept, setKept] = useState<boolean>();
  useEffect(() => {
    void askToPersist().then(setKept);
  }, []);
  return (
    <div class="stack">
      <Heading title="Your vault is ready" />
      <p role="status">{answer(kept)}</p>
      <button type="button" class="primary" onClick={onDone}>
        Bring in my data
      </button>
    </div>
  );
}

function answer(kept: boolean | undefined): string {
  if (kept === undefined) return 'Asking the browser to keep your data…';
  return kept
    ? 'The browser has agreed to keep your data until you remove it yourself.'
    : 'The browser has not promised to keep your data: it may delete it when the disk runs full. Installing the app, or using it often, makes it agree. Keep your files and your 24 words.';
}
