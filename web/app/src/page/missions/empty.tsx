/** A feed without cards: no data yet, everything done, or nothing under this tab. */

import type { Feed } from '@ownyou/wasm';
import { SampleOffer } from '../data/sample.tsx';
import { asMoment } from '../ui/format.ts';
import { Drawing } from './art.tsx';

export function NoData() {
  return (
    <>
      <section class="card hollow">
        <Drawing name="connect" />
        <div>
          <h2>Nothing to go by yet</h2>
          <p>
            Bring in your mail, calendar or bank files. From them come the price rise, the trial that ends tomorrow and
            the birthday you would not want to miss. All of it is found on this device.
          </p>
          <a class="button primary" href="#/data">
            Bring in data
          </a>
        </div>
      </section>
      <SampleOffer />
    </>
  );
}

export function AllDone({ feed }: { feed: Feed }) {
  return (
    <section class="card hollow">
      <Drawing name="warranty" />
      <div>
        <h2>All done for now</h2>
        <p>
          Your agents look again by themselves, and whenever new data comes in.
          {feed.lastRun !== undefined && ` They last looked ${asMoment(feed.lastRun)}.`}
        </p>
      </div>
    </section>
  );
}

export function NoneHere({ name, onAll }: { name: string; onAll: () => void }) {
  return (
    <section class="card hollow">
      <Drawing name="saved" />
      <div>
        <h2>Nothing under {name} now</h2>
        <button type="button" onClick={onAll}>
          Show all
        </button>
      </div>
    </section>
  );
}
