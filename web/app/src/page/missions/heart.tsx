/** The heart of a card: a tap likes it, another loves it, a third takes it back. */

import type { CardView } from '@ownyou/wasm';
import { core } from '../core.ts';
import { attempt } from '../ui/notice.tsx';
import { heartNames, nextHeart } from './words.ts';

export function FeedbackHeart({ card }: { card: CardView }) {
  return (
    <button
      type="button"
      class="heart"
      data-heart={card.heart}
      aria-label={`Heart for ${card.title}: ${heartNames[card.heart]}`}
      onClick={() => attempt(() => core.heart(card.id, nextHeart[card.heart]))}
    >
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
        <path d="M12 20.5s-8-4.9-8-10.7A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8 2.8c0 5.8-8 10.7-8 10.7Z" />
      </svg>
    </button>
  );
}
