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
  /** Whom the words are for; absent where they are for nobody. */
  agent?: AgentName;
  cards: CardView[];
  /** The cards speak of what was asked for; else they are what comes nearest. */
  exact: boolean;
}

/** What can be asked, for whoever does not know. */
const examples = ['What do I pay every month?', 'My next trip', 'Whose birthday is next?', 'Something to read'];

const ask = async (words: string): Promise<Found> => ({ words, ...(await core.askAgents(words)) });

/** The box to ask in. */
export function Ask({ onFound }: { onFound: (found: Found | undefined) => void }) {
  const [words, setWords] = useState('');
  const { busy, act } = useDoing();

  function submit(event: Event) {
    event.preventDefault();
    const asked = words.trim();
    if (asked) void act(() => attempt(async () => onFound(await ask(asked))));
  }

  function type(text: string) {
    setWords(text);
    // Emptied, by its cross or by Escape: back to all.
    if (text === '') onFound(undefined);
  }

  return (
    <search class="ask-agents">
      <form onSubmit={submit}>
        <Icon name="search" />
        <label class="hidden" for="ask-agents">
          Ask your agents
        </label>
        <input
          id="ask-agents"
          type="search"
          value={words}
          placeholder="Ask your agents"
          maxLength={500}
          autocomplete="off"
          enterkeyhint="search"
          onInput={event => type(event.currentTarget.value)}
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
  onFound: (found: Found) => void;
  onClear: () => void;
}

export function Answer({ found, now, onFound, onClear }: AnswerProps) {
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
      {found.cards.length > 0 && !found.exact && (
        <p>Nothing in your data speaks of exactly that. This comes nearest.</p>
      )}
      {found.cards.length > 0 ? (
        <Cards cards={found.cards.map(card => now.find(({ id }) => id === card.id) ?? card)} label="Answer" />
      ) : (
        <Examples words={found.words} onFound={onFound} />
      )}
    </section>
  );
}

function Examples({ words, onFound }: Pick<Found, 'words'> & Pick<AnswerProps, 'onFound'>) {
  return (
    <>
      <p class="asked-words">Nothing in your data answers “{words}”. You can ask, for example:</p>
      <p class="row">
        {examples.map(example => (
          <button key={example} type="button" onClick={() => attempt(async () => onFound(await ask(example)))}>
            {example}
          </button>
        ))}
      </p>
    </>
  );
}

/** Whose cards they are, where they are of one agent. */
function told({ agent, cards }: Found): string {
  if (cards.length === 0) return agent ? `${agentNames[agent]}: nothing found` : 'Nothing found';
  const [first] = cards;
  const one = first && cards.every(({ type }) => type === first.type);
  return one ? `${agentNames[first.type]}: ${counted(cards.length, 'card')}` : counted(cards.length, 'card');
}
