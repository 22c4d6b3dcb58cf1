/** The room that the vault has, and whether the browser has promised to keep it. */

import { useEffect, useState } from 'preact/hooks';
import { size } from '../ui/format.ts';
import { say } from '../ui/notice.tsx';
import { askToPersist, type Room, room } from '../ui/storage.ts';

export function Storage() {
  const [now, setNow] = useState<Room>();
  useEffect(() => {
    void room().then(setNow);
  }, []);

  async function ask() {
    const kept = await askToPersist();
    say(kept ? 'The browser has agreed to keep your data.' : 'The browser has said no, for now.');
    setNow(await room());
  }

  return (
    <section class="card" aria-labelledby="storage-title">
      <h2 id="storage-title">Storage</h2>
      {now && (
        <>
          <p>
            {now.persisted
              ? 'The browser keeps your data until you remove it.'
              : 'The browser may delete your data when the disk runs full.'}
          </p>
          {now.usage !== undefined && now.quota !== undefined && (
            <p class="quiet">
              {size(now.usage)} used of {size(now.quota)}
            </p>
          )}
          {!now.persisted && (
            <button type="button" onClick={ask}>
              Ask the browser to keep it
            </button>
          )}
        </>
      )}
    </section>
  );
}
