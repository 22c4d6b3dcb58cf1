/** The drawings of the cards, out of one file; initials take their place where a card is about a person. */

import type { CardView } from '@ownyou/wasm';
import drawings from './drawings.svg?no-inline';

/** What a picture is called that the file has by another name. */
const others: Record<string, string> = { bed: 'gap', mail: 'unsubscribe' };

export function Art({ card }: { card: Pick<CardView, 'picture' | 'initials'> }) {
  return (
    <span class="art">
      <Drawing name={others[card.picture] ?? card.picture} />
      {card.initials && (
        <span class="initials" aria-hidden="true">
          {card.initials}
        </span>
      )}
    </span>
  );
}

export function Drawing({ name }: { name: string }) {
  return (
    <svg
      class="drawing"
      viewBox="0 0 240 150"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      <use href={`${drawings}#${name}`} />
    </svg>
  );
}
