/**
 * The inbox: what was found and waits for the person's word, one card each. Keys on a card: K keeps, E edits, F forgets,
 * the arrows go on; a button for each stands beside.
 */

import type { MemoryLine, Receipt } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core, memoryChanges } from '../core.ts';
import { counted } from '../ui/format.ts';
import { attempt, Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { Edit } from './edit.tsx';
import { Forget } from './forget.tsx';
import { Glance } from './line.tsx';

const most = 50;

type Doing = { line: MemoryLine; what: 'edit' | 'forget' };

interface Props {
  onOpen: (id: string) => void;
  onForgotten: (receipt: Receipt) => void;
}

export function Review({ onOpen, onForgotten }: Props) {
  const { value, error } = useAnswer(() => core.memories('', { state: 'review' }, 0, most), 'review', memoryChanges);
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  return (
    <section class="review" aria-labelledby="review-title">
      <h2 id="review-title">To review</h2>
      <Problem error={error} />
      <p class="quiet" role="status">
        {value && (value.total === 0 ? 'All done. What is found next waits here for your word.' : waiting(value.total))}
      </p>
      <ul>
        {value?.items.map(line => (
          <Card key={line.id} line={line} onOpen={onOpen} onDoing={what => setDoing({ line, what })} />
        ))}
      </ul>
      {doing?.what === 'edit' && <Edit line={doing.line} onDone={({ id }) => keep(id).then(close)} onClose={close} />}
      {doing?.what === 'forget' && <Forget line={doing.line} onForgotten={onForgotten} onClose={close} />}
    </section>
  );
}

const waiting = (total: number) =>
  `${counted(total, 'memory', 'memories')} wait${total === 1 ? 's' : ''} for your word.`;

async function keep(id: string): Promise<void> {
  await attempt(async () => {
    await core.acceptMemory(id);
    say('Kept.');
  });
}

interface CardProps {
  line: MemoryLine;
  onOpen: (id: string) => void;
  onDoing: (what: Doing['what']) => void;
}

function Card({ line, onOpen, onDoing }: CardProps) {
  const byKey: Record<string, () => unknown> = {
    k: () => keep(line.id),
    e: () => onDoing('edit'),
    f: () => onDoing('forget'),
  };
  function onKeyDown(event: KeyboardEvent) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const act = plain ? byKey[event.key.toLowerCase()] : undefined;
    if (!act) return step(event);
    event.preventDefault();
    act();
  }
  return (
    <li class="card" onKeyDown={onKeyDown}>
      <button type="button" class="memory" onClick={() => onOpen(line.id)}>
        <Glance line={line} />
      </button>
      <p class="review-buttons">
        <Choice name="Keep" text={line.text} onChoose={() => keep(line.id)} />
        <Choice name="Edit" text={line.text} onChoose={() => onDoing('edit')} />
        <Choice name="Forget" text={line.text} onChoose={() => onDoing('forget')} />
      </p>
    </li>
  );
}

interface ChoiceProps {
  /** Its first letter is its key. */
  name: string;
  text: string;
  onChoose: () => void;
}

function Choice({ name, text, onChoose }: ChoiceProps) {
  const key = name.charAt(0);
  return (
    <button type="button" aria-keyshortcuts={key} onClick={onChoose}>
      {name}
      <span class="hidden">: {text}</span>
      <span class="key" aria-hidden="true">
        {key}
      </span>
    </button>
  );
}

/** To the card above or below. */
function step(event: KeyboardEvent): void {
  const card = (event.currentTarget as Element | null)?.closest('li');
  const next = event.key === 'ArrowDown' ? card?.nextElementSibling : card?.previousElementSibling;
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  next?.querySelector('button')?.focus();
}
