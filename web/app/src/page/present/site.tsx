/** Who asks: the exact origin, large, with what matters in it made heavy; and how sure that is. */

import type { PresentView } from '@ownyou/wasm';
import { asDay } from '../ui/format.ts';
import { partsOf } from './parts.ts';

/** The whole origin is always there to be read; the part that somebody had to register stands out. */
export function OriginName({ view }: { view: PresentView }) {
  const { scheme, before, site, port } = partsOf(view.origin ?? '', view.site ?? '');
  return (
    <span class="origin">
      <span class="origin-light">{scheme}</span>
      <wbr />
      <span class="origin-light">{before}</span>
      <strong>{site}</strong>
      <span class="origin-light">{port}</span>
    </span>
  );
}

/** What is known of this origin, besides its name. */
export function SiteFacts({ view }: { view: PresentView }) {
  return (
    <ul class="facts">
      {view.unicode !== undefined && (
        <li class="fact warm">
          Written in other letters. It reads as <bdi class="reading">{view.unicode}</bdi>: make sure that it is the site
          you mean.
        </li>
      )}
      {view.firstVisit && <li class="fact warm">First visit: you have never logged in here.</li>}
      {view.known !== undefined && <li class="fact">You were last here on {asDay(view.known)}.</li>}
      {view.verified ? (
        <li class="fact">Your browser vouches for this address.</li>
      ) : (
        <li class="fact warm">
          This address is only claimed. Your answer can go nowhere else, so say yes only if you come from there.
        </li>
      )}
      {view.insecure && <li class="fact">A site on this machine, without encryption.</li>}
    </ul>
  );
}
