/** Cards that are not in the feed now: those that come back, and those that are done. */

import type { CardView, Feed } from '@ownyou/wasm';
import { asMoment, count } from '../ui/format.ts';
import { putBack } from './doing.ts';

export function Away({ feed }: { feed: Feed }) {
  return (
    <>
      <Fold title="Snoozed" cards={feed.snoozed} action="Bring back" />
      <Fold title="Done" cards={feed.done} action="Not done" />
    </>
  );
}

function Fold({ title, cards, action }: { title: string; cards: CardView[]; action: string }) {
  if (cards.length === 0) return null;
  return (
    <details class="card">
      <summary>
        {title} ({count(cards.length)})
      </summary>
      <ul class="lines">
        {cards.map(card => (
          <li key={card.id}>
            <div class="line-text">
              <a href={`#/missions/${card.id}`}>{card.title}</a>
              <p class="quiet">
                {card.snoozedUntil === undefined
                  ? `${count(card.points)} points`
                  : `Back ${asMoment(card.snoozedUntil)}`}
              </p>
            </div>
            <button type="button" aria-label={`${action}: ${card.title}`} onClick={() => putBack(card)}>
              {action}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
