/** Memories that cannot both be true, side by side, for the person to say which one is right. */

import type { MemoryLine } from '@ownyou/wasm';
import { core } from '../core.ts';
import { attempt, say } from '../ui/notice.tsx';
import { validity } from './words.ts';

interface Props {
  line: MemoryLine;
  others: MemoryLine[];
  onOpen: (id: string) => void;
}

export function Conflicts({ line, others, onOpen }: Props) {
  const all = [line, ...others];

  async function settle(right: MemoryLine) {
    const wrong = all.filter(({ id }) => id !== right.id);
    await attempt(async () => {
      for (const { id } of wrong) await core.archiveMemory(id);
      say(wrong.length === 1 ? 'The other is in the archive.' : 'The others are in the archive.', () =>
        Promise.all(wrong.map(({ id }) => core.restoreMemory(id))),
      );
    });
    if (right.id !== line.id) onOpen(right.id);
  }

  return (
    <section aria-labelledby="conflict-title">
      <h3 id="conflict-title">These cannot all be true</h3>
      <ul class="contraries">
        {all.map(each => (
          <li key={each.id} class="card">
            <p>{each.text}</p>
            <p class="quiet">{validity(each)}</p>
            <button type="button" aria-label={`This one is right: ${each.text}`} onClick={() => settle(each)}>
              This one is right
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
