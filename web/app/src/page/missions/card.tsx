/** One card of the feed: its drawing, title, amount and heart, its label below, and quick actions for a pointer or a key. */

import type { CardView } from '@ownyou/wasm';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { Art } from './art.tsx';
import { dismiss, returning } from './doing.ts';
import { FeedbackHeart } from './heart.tsx';
import { snoozing } from './later.tsx';
import { labelOf, soon } from './words.ts';

export function MissionCard({ card }: { card: CardView }) {
  const cell = useSpan();
  const link = useRef<HTMLAnchorElement>(null);
  useLayoutEffect(() => {
    if (returning.peek() !== card.id) return;
    returning.value = '';
    link.current?.focus();
  }, []);
  return (
    <li>
      <div ref={cell} class="cell">
        <article class="mission" data-agent={card.type} data-kind={card.kind} data-urgency={card.urgency}>
          <a ref={link} class="mission-open" href={`#/missions/${card.id}`} data-card={card.id}>
            <Art card={card} />
            <Soon card={card} />
            <h2 class="mission-title">{unbroken(card.title)}</h2>
            <span class="mission-summary">{card.summary}</span>
          </a>
          <div class="mission-end">
            <Price card={card} />
            <FeedbackHeart card={card} />
          </div>
          <div class="mission-quick">
            <button
              type="button"
              class="icon"
              aria-label={`Snooze ${card.title}`}
              title="Snooze"
              onClick={() => (snoozing.value = card)}
            >
              <Icon name="episode" />
            </button>
            <button
              type="button"
              class="icon"
              aria-label={`Dismiss ${card.title}`}
              title="Dismiss"
              onClick={() => dismiss(card)}
            >
              <Icon name="close" />
            </button>
          </div>
        </article>
        <p class="mission-label">{labelOf(card)}</p>
      </div>
    </li>
  );
}

/** A title whose spans of days, `20–28 December`, stay on one line. */
function unbroken(title: string) {
  return title.split(/(\d+–\d+\s\w+)/).map((part, at) => (at % 2 ? <span class="whole">{part}</span> : part));
}

/** What it is about in money, and what that was before. */
export function Price({ card }: { card: Pick<CardView, 'amount' | 'before'> }) {
  if (!card.amount) return null;
  return (
    <p class="price">
      <b>{card.amount}</b>
      {card.before && (
        <>
          {' '}
          <s>
            <span class="hidden">before: </span>
            {card.before}
          </s>
        </>
      )}
    </p>
  );
}

export function Soon({ card }: { card: CardView }) {
  const text = card.when && soon(card.when, new Date());
  return text ? <span class="soon">{text}</span> : null;
}

/** Tells the grid, whose rows are a pixel high, how many of them this card takes: so cards of any height stand close. */
function useSpan() {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const cell = ref.current;
    if (!cell?.parentElement) return;
    const line = cell.parentElement;
    const watch = new ResizeObserver(() => {
      line.style.gridRowEnd = `span ${Math.ceil(cell.getBoundingClientRect().height)}`;
    });
    watch.observe(cell);
    return () => watch.disconnect();
  }, []);
  return ref;
}
