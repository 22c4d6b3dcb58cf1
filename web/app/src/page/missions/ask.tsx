/** Asking the agents in one's own words. */

import type { AgentName, CardView } from '@ownyou/wasm';
import { useEffect, useRef, useState } from 'preact/hooks';
import { core } from '../core.ts';
import { counted } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { attempt } from '../ui/notice.tsx';
import { useDoing } from '../ui/use-doing.ts';
import { Cards } from './feed.tsx';
import { agentNames } from './words.ts';

export interface Found {
  words: string;
  agent: AgentName;
  cards: CardView[];
}

/** The box to ask in. */
export function Ask({ onFound }: { onFound: (found: Found) => void }) {
  const [words, setWords] = useState('');
  const { busy, act } = useDoing();

  function ask(event: Event) {
    event.preventDefault();
    const asked = words.trim();
    if (asked) void act(() => attempt(async () => onFound({ words: asked, ...(await core.askAgents(asked)) })));
  }

  return (
    <search class="ask-agents">
      <form onSubmit={ask}>
        <Icon name="search" />
        <label class="hidden" for="ask-agents">
          Ask your agents
        </label>
        <input
          id="ask-agents"
          type="search"
          value={words}
          placeholder="Ask your agents"
          autocomplete="off"
          enterkeyhint="search"
          onInput={event => setWords(event.currentTarget.value)}
        />
        <button type="submit" disabled={busy || words.trim() === ''}>
          {busy ? 'Asking…' : 'Ask'}
        </button>
      </form>
    </search>
  );
}

interface AnswerProps {
  found: Found;
  /** The cards of the feed, which know better than the answer how they stand. */
  now: CardView[];
  onClear: () => void;
}

export function Answer({ found, now, onClear }: AnswerProps) {
  const title = useRef<HTMLHeadingElement>(null);
  // It is read out, and the next Tab goes into it.
  useEffect(() => title.current?.focus(), [found]);
  return (
    <section class="asked" aria-labelledby="asked-title">
      <div class="row">
        <h2 ref={title} id="asked-title" tabIndex={-1}>
          {told(found)}
        </h2>
        <button type="button" class="plain" onClick={onClear}>
          Back to all
        </button>
      </div>
      {found.cards.length > 0 ? (
        <Cards cards={found.cards.map(card => now.find(({ id }) => id === card.id) ?? card)} label="Answer" />
      ) : (
        <p>Nothing in your data answers “{found.words}”. Other words, or more data, may.</p>
      )}
    </section>
  );
}

function told({ agent, cards }: Found): string {
  return `${agentNames[agent]}: ${cards.length === 0 ? 'nothing found' : counted(cards.length, 'card')}`;
}
