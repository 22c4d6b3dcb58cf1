/** Reads something from the core and reads it again when it changes. */

import type { CoreError } from '@ownyou/wasm';
import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { asProblem } from '../../shared/problem.ts';
import { changes } from '../core.ts';

export interface Answer<T> {
  /** The newest answer; an older one stays until the next is there. */
  value?: T;
  error?: CoreError;
}

/**
 * `key` names the question: another key asks anew, and so does `topic`, the evidence unless another is given. One
 * question at a time, so that a burst of changes asks twice, not often.
 */
export function useAnswer<T>(ask: () => Promise<T>, key: string, topic: Signal<number> = changes): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({});
  const line = useRef({ asking: false, again: false, alive: true });
  const latest = useRef(ask);
  latest.current = ask;

  // Told by the signal itself, not by being drawn anew: a change that comes while the page is busy is not missed.
  useEffect(() => {
    const own = line.current;
    own.alive = true;
    const stop = topic.subscribe(() => void follow(own, latest, setAnswer));
    return () => {
      own.alive = false;
      stop();
    };
  }, [topic, key]);

  return answer;
}

interface Line {
  asking: boolean;
  again: boolean;
  alive: boolean;
}

async function follow<T>(
  line: Line,
  latest: { current: () => Promise<T> },
  set: (answer: Answer<T>) => void,
): Promise<void> {
  line.again = true;
  if (line.asking) return;
  line.asking = true;
  while (line.again && line.alive) {
    line.again = false;
    const answer = await latest.current().then(
      value => ({ value }),
      (thrown: unknown) => ({ error: asProblem(thrown) }),
    );
    if (line.alive) set(answer);
  }
  line.asking = false;
}
