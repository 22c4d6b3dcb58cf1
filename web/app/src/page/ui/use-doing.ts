/** One thing at a time, and what went wrong with it. */

import type { CoreError } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { asProblem } from '../../shared/problem.ts';

export function useDoing() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CoreError>();
  async function act(how: () => Promise<unknown>) {
    setBusy(true);
    setError(undefined);
    try {
      await how();
    } catch (thrown) {
      setError(asProblem(thrown));
    }
    setBusy(false);
  }
  return { busy, error, act, forget: () => setError(undefined) };
}
