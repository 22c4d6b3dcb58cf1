/** On the first screen: the credential was not renewed in time, and when it runs out. */

import { asDay } from '../ui/format.ts';
import { runsOut } from './renewal.ts';

export function RunningOut() {
  if (runsOut.value === undefined) return null;
  return (
    <aside class="banner" aria-label="Your credential">
      <p>
        <b>Your credential is good until {asDay(runsOut.value)}.</b> Leave OwnYou open and online: it renews by itself
        within the hour.
      </p>
      <a href="#/wallet">See the wallet</a>
    </aside>
  );
}
