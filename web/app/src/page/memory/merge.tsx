/** Two memories that say the same become one: the other is searched for, and both are shown before. */

import type { MemoryLine } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core, memoryChanges } from '../core.ts';
import { counted } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDoing } from '../ui/use-doing.ts';
import { FormDialog } from './form.tsx';
import { Glance } from './line.tsx';
import { likes } from './words.ts';

interface Props {
  line: MemoryLine;
  onDone: (line: MemoryLine) => void;
  onClose: () => void;
}

const few = 8;

export function Merge({ line, onDone, onClose }: Props) {
  const [query, setQuery] = useState(line.text);
  const [other, setOther] = useState<MemoryLine>();
  const { value, error: unfound } = useAnswer(
    () => core.memories(query, { kinds: likes(line.kind) }, 0, few + 1),
    query,
    memoryChanges,
  );
  const { busy, error, act } = useDoing();
  const found = value?.items.filter(({ id }) => id !== line.id).slice(0, few) ?? [];

  async function merge() {
    if (!other) return;
    onDone(await core.mergeMemories(line.id, other.id));
    say('Merged into one.');
  }

  return (
    <FormDialog
      title="Merge with another"
      action="Merge"
      ready={other !== undefined}
      busy={busy}
      error={error}
      onSubmit={() => act(merge)}
      onClose={onClose}
    >
      <p>
        This one stays, with the sources of both: <b>{line.text}</b>
      </p>
      <label class="field">
        <span>Search for the other</span>
        <input type="search" value={query} onInput={event => setQuery(event.currentTarget.value)} />
      </label>
      <Problem error={unfound} />
      <p class="quiet" role="status">
        {value && (found.length === 0 ? 'Nothing else is like it.' : counted(found.length, 'likely one'))}
      </p>
      <fieldset class="others">
        <legend class="hidden">The other</legend>
        {found.map(each => (
          <label key={each.id} class="memory pick">
            <input
              type="radio"
              name="other"
              class="hidden"
              checked={other?.id === each.id}
              onChange={() => setOther(each)}
            />
            <Glance line={each} />
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}
