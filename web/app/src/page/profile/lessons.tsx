/** What the person taught the profile, and what it keeps back by itself. */

import type { ProfileView } from '@ownyou/wasm';
import { core } from '../core.ts';
import { attempt } from '../ui/notice.tsx';

export function Lessons({ lessons }: { lessons: ProfileView['lessons'] }) {
  if (!lessons?.length) return null;
  return (
    <section aria-labelledby="lessons-title">
      <h2 id="lessons-title">What you taught</h2>
      <ul class="lines">
        {lessons.map(({ voice, segment, path, says }) => (
          <li key={`${voice} ${segment}`}>
            <p class="line-text">
              {voice} <span class="quiet">{says === 'wrong' ? 'says nothing of' : 'is enough for'}</span>{' '}
              <b>{path.at(-1)}</b>
            </p>
            <button
              type="button"
              aria-label={`Forget: ${voice}`}
              onClick={() => attempt(() => core.teachVoice(voice, segment))}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Withheld({ withheld }: { withheld: ProfileView['withheld'] }) {
  if (!withheld?.length) return null;
  return (
    <section aria-labelledby="withheld-title">
      <h2 id="withheld-title">Held back</h2>
      <p class="quiet">Together with others these would tell what is nobody's business. Nobody is told of them.</p>
      <ul class="lines">
        {withheld.map(({ id, path, reason }) => (
          <li key={id}>
            <p class="line-text">
              <b>{path.at(-1)}</b> <span class="quiet">{reason}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
