/** Says, for as long as it is so, that what the person does is not being saved, and why; and tries again by itself. */

import { useEffect } from 'preact/hooks';
import { core, notSaved } from '../core.ts';
import { sentence } from '../ui/format.ts';
import { useDoing } from '../ui/use-doing.ts';

/** Milliseconds between two tries while a person looks. */
const again = 5_000;

/** The live region; drawn once, always there, so that what comes into it is read out. */
export function NotSaved() {
  return (
    <div class="not-saved" role="status">
      {notSaved.value && <Problem />}
    </div>
  );
}

function Problem() {
  const { busy, act } = useDoing();
  const attempt = () => act(() => core.trySaving());
  useEffect(() => {
    const timer = setInterval(() => void core.trySaving().catch(() => {}), again);
    return () => clearInterval(timer);
  }, []);
  const problem = notSaved.value;
  if (!problem) return null;
  return (
    <div class="banner">
      <p>
        <b>Not saved.</b> {sentence(problem.message)} {problem.next}
      </p>
      <button type="button" disabled={busy} onClick={attempt}>
        Try again
      </button>
    </div>
  );
}
