/** "Not me": refusing a segment, and taking the refusal back. */

import type { ProfileView, SegmentView } from '@ownyou/wasm';
import { core } from '../core.ts';
import { attempt, say } from '../ui/notice.tsx';

/** Refuses with a way back. */
export async function refuse({ id, name }: Pick<SegmentView, 'id' | 'name'>): Promise<void> {
  await attempt(async () => {
    await core.notMe(id);
    say(`${name} is taken out, and stays out.`, () => core.undoNotMe(id));
  });
}

export function Refused({ refused }: { refused: ProfileView['refused'] }) {
  if (refused.length === 0) return null;
  return (
    <section aria-labelledby="refused-title">
      <h2 id="refused-title">Not me</h2>
      <p class="quiet">What you took out stays out, whatever the next files say.</p>
      <ul class="lines">
        {refused.map(({ id, path }) => (
          <li key={id}>
            <p class="line-text">
              <b>{path.at(-1)}</b> <span class="quiet">{path.slice(0, -1).join(' › ')}</span>
            </p>
            <button
              type="button"
              aria-label={`Put back ${path.at(-1)}`}
              onClick={() => attempt(() => core.undoNotMe(id))}
            >
              Put back
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
