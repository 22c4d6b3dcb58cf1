/** The person's own picture: a window that cannot show it is not theirs. */

import type { Picture } from '@ownyou/wasm';
import { useEffect, useState } from 'preact/hooks';
import { connection, core, walletChanges } from '../core.ts';
import { Drawing } from '../picture/draw.tsx';

/** The picture, once it is known; nothing where none was chosen. */
export function usePicture(): { known: boolean; picture?: Picture } {
  const [answer, setAnswer] = useState<{ known: boolean; picture?: Picture }>({ known: false });
  const open = connection.value === 'open';
  const version = walletChanges.value;
  useEffect(() => {
    let alive = true;
    const set = (picture?: Picture) => alive && setAnswer(picture ? { known: true, picture } : { known: true });
    // Without a picture the login goes on; the page then says that there is none.
    if (open) core.picture().then(set, () => set());
    return () => {
      alive = false;
    };
  }, [open, version]);
  return answer;
}

/** Small, in the corner of every face. */
export function Owner() {
  const { picture } = usePicture();
  if (!picture) return null;
  return (
    <div class="owner">
      {picture.phrase !== '' && <span>{picture.phrase}</span>}
      <Drawing seed={picture.seed} />
    </div>
  );
}
