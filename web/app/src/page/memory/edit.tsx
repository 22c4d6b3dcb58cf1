/** Putting a memory right: its words and times where they are wrong, or what is so now where it was right once. */

import type { MemoryLine } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core, memoryChanges } from '../core.ts';
import { say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDoing } from '../ui/use-doing.ts';
import { Day } from './filters.tsx';
import { ContextField, FormDialog, Sentence, TierField } from './form.tsx';
import { dayOf, edgeOf, lastOf } from './words.ts';

interface Props {
  line: MemoryLine;
  /** With the memory as it is then. */
  onDone: (line: MemoryLine) => void;
  onClose: () => void;
}

export function Edit({ line, onDone, onClose }: Props) {
  const [draft, setDraft] = useState(line);
  const { value: overview } = useAnswer(() => core.memoryOverview(), 'overview', memoryChanges);
  const { busy, error, act } = useDoing();
  const ready = draft.text.trim() !== '';

  async function save() {
    const { text, context, tier } = draft;
    const change = { text: text.trim(), context: context.trim(), tier, ...moved(line, draft) };
    onDone(await core.editMemory(line.id, change));
    say('Changed.');
  }

  return (
    <FormDialog
      title="Edit"
      action="Save"
      ready={ready}
      busy={busy}
      error={error}
      onSubmit={() => act(save)}
      onClose={onClose}
    >
      <Sentence label="The sentence" text={draft.text} onText={text => setDraft({ ...draft, text })} />
      <div class="two">
        <Day label="True from" time={draft.from} onChange={day => setDraft(withDay(draft, 'from', day))} />
        <Day
          label="True to"
          time={draft.to && lastOf(draft.to)}
          onChange={day => setDraft(withDay(draft, 'to', day))}
        />
      </div>
      <ContextField
        context={draft.context}
        contexts={overview?.contexts ?? []}
        onContext={context => setDraft({ ...draft, context })}
      />
      <TierField tier={draft.tier} onTier={tier => setDraft({ ...draft, tier })} />
    </FormDialog>
  );
}

function withDay(draft: MemoryLine, name: 'from' | 'to', day: string | undefined): MemoryLine {
  const { [name]: _old, ...rest } = draft;
  return day === undefined ? rest : { ...rest, [name]: edgeOf(day, name === 'to') };
}

/** Only what was changed, so that the hour of a day that was not stays. */
function moved(line: MemoryLine, draft: MemoryLine): { from?: string | null; to?: string | null } {
  const changed = (['from', 'to'] as const).filter(name => line[name] !== draft[name]);
  return Object.fromEntries(changed.map(name => [name, draft[name] ?? null]));
}

export function Correct({ line, onDone, onClose }: Props) {
  const [text, setText] = useState('');
  const [since, setSince] = useState<string | undefined>(() => edgeOf(dayOf(new Date().toISOString())));
  const { busy, error, act } = useDoing();

  async function correct() {
    onDone(await core.correctMemory(line.id, text.trim(), since));
    say('Corrected. What was so before is kept as history.');
  }

  return (
    <FormDialog
      title="What is so instead?"
      action="Correct it"
      ready={text.trim() !== ''}
      busy={busy}
      error={error}
      onSubmit={() => act(correct)}
      onClose={onClose}
    >
      <blockquote class="before">{line.text}</blockquote>
      <Sentence label="It is rather" text={text} onText={setText} />
      <Day label="Since" time={since} onChange={day => setSince(day && edgeOf(day))} />
      <p class="quiet">The old one ends there and stays as history. If it never was so, forget it instead.</p>
    </FormDialog>
  );
}
