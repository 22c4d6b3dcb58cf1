/** The cards as a masonry: best first, in the order in which they are read and walked by keys. */

import type { CardView } from '@ownyou/wasm';
import { MissionCard } from './card.tsx';

export function Cards({ cards, label }: { cards: CardView[]; label: string }) {
  return (
    <ul class="masonry" aria-label={label}>
      {cards.map(card => (
        <MissionCard key={card.id} card={card} />
      ))}
    </ul>
  );
}

/** Where the cards will be. */
export function Waiting() {
  return (
    <div class="waiting" role="status">
      <span class="hidden">Opening your missions…</span>
      {[15, 11, 13, 10, 14, 12, 11, 15].map((height, at) => (
        <div key={at} class="waiting-card" style={{ blockSize: `${height}rem` }} />
      ))}
    </div>
  );
}
