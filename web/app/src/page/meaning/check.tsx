/** A check of the model that is here: pairs of sentences, and whether it finds them as close as they are. */

import type { CheckView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { size } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { useDoing } from '../ui/use-doing.ts';
import { closeness, spent } from './words.ts';

export function Check() {
  const { busy, error, act } = useDoing();
  const [found, setFound] = useState<CheckView>();
  return (
    <>
      <p>
        <button type="button" disabled={busy} onClick={() => act(async () => setFound(await core.checkModel()))}>
          {busy ? 'Checking…' : 'Run a check'}
        </button>
      </p>
      <Problem error={error} />
      <div role="status">{found && <Outcome check={found} />}</div>
    </>
  );
}

function Outcome({ check: { ok, device, pairs, queryMs, textMs, memory } }: { check: CheckView }) {
  return (
    <div class="check-outcome" data-ok={ok}>
      <p class="verdict">
        <Icon name={ok ? 'check' : 'close'} />
        <b>{ok ? 'It works as it should.' : 'It does not work as it should.'}</b>
      </p>
      {!ok && <p>Delete the model and get it again. Until then, trust the words you find more than their order.</p>}
      <p class="quiet">
        How close two sentences are in meaning: 0 where they have nothing in common, 1 where they say the same. The ring
        is where a pair should be, the dot where your device puts it.
      </p>
      <ul class="pairs">
        {pairs.map(({ one, other, expected, found }) => (
          <li key={one + other}>
            <p>
              “{one}” and “{other}”
            </p>
            <div>
              <Scale expected={expected} found={found} />
              <p class="quiet numbers">
                {closeness(found)} found, {closeness(expected)} expected
              </p>
            </div>
          </li>
        ))}
      </ul>
      <dl class="figures">
        <div>
          <dt>A question</dt>
          <dd>{spent(queryMs)}</dd>
        </div>
        <div>
          <dt>A text among many</dt>
          <dd>{spent(textMs)}</dd>
        </div>
        <div>
          <dt>Ran on</dt>
          <dd>{device === 'gpu' ? 'Graphics card' : 'Processor'}</dd>
        </div>
        <div>
          <dt>Memory in use</dt>
          <dd>{size(memory)}</dd>
        </div>
      </dl>
    </div>
  );
}

/** From nothing in common to the same: a ring where it should be, a dot where it is. The line below says it in numbers. */
function Scale({ expected, found }: { expected: number; found: number }) {
  const at = (cosine: number) => (cosine > 0 ? Math.min(cosine, 1) : 0) * 200;
  return (
    <svg class="scale" viewBox="0 0 200 12" aria-hidden="true" focusable="false">
      <line x1="0" x2="200" y1="6" y2="6" />
      <circle class="expected" cx={at(expected)} cy="6" r="5" />
      <circle class="found" cx={at(found)} cy="6" r="2.5" />
    </svg>
  );
}
