/** The room that the vault has, what takes it, and whether the browser has promised to keep it. */

import type { StorageKind } from '@ownyou/wasm';
import { useEffect, useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Bar } from '../ui/bar.tsx';
import { size } from '../ui/format.ts';
import { say } from '../ui/notice.tsx';
import { askToPersist, type Room, room } from '../ui/storage.ts';
import { useAnswer } from '../ui/use-answer.ts';

const names: Record<StorageKind, string> = {
  records: 'Records',
  memories: 'Memories',
  indexes: 'For searching',
  wallet: 'Wallet and logins',
  keys: 'Keys',
  other: 'Notes of the app',
};

export function Storage() {
  const { value: stored } = useAnswer(() => core.storage(), 'storage');
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
              : 'The browser may delete your data when the disk runs full. A private window loses it when it is closed.'}
          </p>
          {now.usage !== undefined && now.quota !== undefined && (
            <>
              <Bar value={now.usage / now.quota} label="Room that is used" />
              <p class="quiet">
                {size(now.usage)} used of {size(now.quota)}
              </p>
            </>
          )}
          {!now.persisted && (
            <button type="button" onClick={ask}>
              Ask the browser to keep it
            </button>
          )}
        </>
      )}
      {stored && (
        <table class="usage">
          <caption>In the vault: {size(stored.total)}</caption>
          <tbody>
            {stored.kinds.map(({ kind, bytes }) => (
              <tr key={kind}>
                <th scope="row">{names[kind]}</th>
                <td>{size(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
