/** Above what a search found: the model that would find more, offered with its size, until the person says no. */

import type { ModelLine } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { core, modelChanges } from '../core.ts';
import { Bar } from '../ui/bar.tsx';
import { size } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { decline, declined } from './declined.ts';
import { useDownload } from './download.ts';
import { actions, ratio, stands } from './words.ts';

/** It was accepted here, so here is told how that ends. */
const taken = signal(false);

export function Offer() {
  const { value } = useAnswer(() => core.models(), 'models', modelChanges);
  const line = value?.models.find(({ use }) => use === 'cpu');
  if (!line) return null;
  const asked = !declined.value && (line.state === 'absent' || line.state === 'stopped');
  return asked || taken.value ? <Card line={line} /> : null;
}

function Card({ line }: { line: ModelLine }) {
  const { get, stop, problem } = useDownload(line);
  const [action, act] = taken.value ? next(line, get, stop) : ['Download it', take];

  function take() {
    taken.value = true;
    get();
  }

  function no() {
    decline();
    say('It stays in the settings, under “Search by meaning”.');
  }

  return (
    <aside class="offer card" aria-label="Search by meaning">
      <div>
        <What line={line} />
        <Problem error={problem} />
      </div>
      <p class="row">
        {/* One button in all states, so that it keeps the focus. */}
        <button type="button" onClick={act}>
          {action}
        </button>
        {!taken.value && (
          <button type="button" class="plain" onClick={no}>
            No, thanks
          </button>
        )}
      </p>
    </aside>
  );
}

function next(line: ModelLine, get: () => void, stop: () => void): [string, () => void] {
  if (line.state === 'here') return ['Good', () => (taken.value = false)];
  return [actions[line.state], line.state === 'downloading' ? stop : get];
}

function What({ line }: { line: ModelLine }) {
  if (!taken.value) {
    return (
      <p>
        <b>Find what you mean, not only the words.</b> A model of {size(line.bytes)} does that on this device; nothing
        of yours leaves it.
      </p>
    );
  }
  if (line.state === 'here') {
    return (
      <p>
        <b>It is here.</b> It reads what you have; what you search for is found better as that goes on.
      </p>
    );
  }
  return (
    <>
      <Bar value={ratio(line.have, line.bytes)} label={`Download of ${line.name}`} />
      <p class="quiet numbers">{stands(line)}</p>
    </>
  );
}
