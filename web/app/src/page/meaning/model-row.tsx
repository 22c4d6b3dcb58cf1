/** One model: what it is for, how much of it is here, and what can be done about it. */

import type { ModelLine } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Bar } from '../ui/bar.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { size } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { useDownload } from './download.ts';
import { actions, loss, purpose, ratio, stands } from './words.ts';

export function ModelRow({ line }: { line: ModelLine }) {
  const { get, stop, problem } = useDownload(line);
  const [removing, setRemoving] = useState(false);
  const { name, state, have, bytes } = line;
  const partly = state === 'downloading' || state === 'stopped';
  const main = state === 'downloading' ? stop : state === 'here' ? () => setRemoving(true) : get;

  async function remove() {
    await core.removeModel(line.file);
    say(`${name} is deleted.`);
  }

  return (
    <li>
      <div class="line-text">
        <b>{name}</b>
        <p>{purpose(line)}</p>
        {partly && <Bar value={ratio(have, bytes)} label={`Download of ${name}`} />}
        <p class="quiet numbers">{stands(line)}</p>
        <Problem error={problem} />
      </div>
      <div class="line-buttons">
        {/* One button in all states, so that it keeps the focus. */}
        <button
          type="button"
          class={line.use === 'cpu' && state === 'absent' ? 'primary' : undefined}
          aria-label={`${actions[state]} ${name}`}
          onClick={main}
        >
          {actions[state]}
        </button>
        {state === 'stopped' && (
          <button type="button" aria-label={`Delete ${name}`} onClick={() => setRemoving(true)}>
            Delete
          </button>
        )}
      </div>
      {removing && (
        <Confirm title={`Delete ${name}?`} action="Delete it" onClose={() => setRemoving(false)} onConfirm={remove}>
          <p>
            {size(have)} of room come free. {loss(line)}
          </p>
        </Confirm>
      )}
    </li>
  );
}
