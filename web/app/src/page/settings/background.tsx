/** Missions while nobody is here: whether the person wants it, what it may do, what they are told, and what their browser can. */

import type { BackgroundView, Wish } from '@ownyou/wasm';
import { useEffect, useState } from 'preact/hooks';
import { core } from '../core.ts';
import { installed } from '../shell/install.ts';
import { askToTell, type Telling, takeBack, telling, type Waking, wake, waking } from '../shell/wake-ups.ts';
import { attempt, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { keyChanges } from './key-changes.ts';

const wakings: Record<Waking, string> = {
  woken:
    'Your browser wakes OwnYou about twice a day, when it sees fit. Whatever it leaves out is done when you open it.',
  'not-installed':
    'This browser wakes installed apps only: see “Install” below. Until then OwnYou looks when you open it.',
  refused:
    'This browser does not wake OwnYou at the moment; it does so for apps that are used often. OwnYou looks when you open it.',
  never: 'This browser cannot wake an app that is closed. OwnYou looks when you open it.',
};

const tellings: Record<Telling, string> = {
  granted: '',
  default: 'You have not been asked yet whether OwnYou may show notifications.',
  denied: 'Notifications are blocked in this browser’s settings for this site. Missions are still looked for.',
  never: 'This browser shows no notifications of websites. On an iPhone or iPad, add OwnYou to the Home Screen first.',
};

export function Background() {
  const { value: now } = useAnswer(() => core.background(), 'background', keyChanges);
  const [browser, setBrowser] = useState<{ waking: Waking; telling: Telling }>();
  const here = installed.value;
  useEffect(() => {
    void waking(here).then(waking => setBrowser({ waking, telling: telling() }));
  }, [here, now?.on]);

  async function turn(on: boolean) {
    const told = on ? await askToTell() : telling();
    await set({ on });
    await wake(on);
    if (!on) await takeBack();
    setBrowser({ waking: await waking(here), telling: told });
    say(
      on ? 'OwnYou looks for missions while you are away.' : 'OwnYou looks only while it is open, and its key is gone.',
    );
  }

  return (
    <section class="card" aria-labelledby="background-title">
      <h2 id="background-title">While you are away</h2>
      {now && (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={now.on}
              onChange={event => attempt(() => turn(event.currentTarget.checked))}
            />
            <span>
              <b>Look for missions while OwnYou is closed</b>
              <small>
                With a key of its own that cannot be taken out of this browser. It opens your records, your memories and
                your missions; never your wallet, your words or your other keys. It ends {now.days} days after you last
                opened the vault, and when you turn this off. “Lock now” takes it away until you open the vault again.
              </small>
            </span>
          </label>
          {browser && <p>{wakings[browser.waking]}</p>}
          {now.on && <Told now={now} telling={browser?.telling ?? telling()} />}
        </>
      )}
    </section>
  );
}

function Told({ now, telling }: { now: BackgroundView; telling: Telling }) {
  const change = (part: Partial<Wish>) => attempt(() => set(part));
  return (
    <>
      {!now.ready && <p class="quiet">It begins when the new key of your vault is in place.</p>}
      {tellings[telling] && <p class="quiet">{tellings[telling]}</p>}
      {telling === 'default' && (
        <button type="button" onClick={() => attempt(() => askToTell().then(() => void keyChanges.value++))}>
          Allow notifications
        </button>
      )}
      <label class="field">
        <span>On the lock screen</span>
        <select value={now.detail} onChange={event => change({ detail: event.currentTarget.value as Wish['detail'] })}>
          <option value="little">Only that there is something</option>
          <option value="full">What it is: anybody who sees your screen can read it</option>
        </select>
      </label>
      <label class="field">
        <span>At most</span>
        <select value={String(now.perDay)} onChange={event => change({ perDay: Number(event.currentTarget.value) })}>
          {[1, 2, 3, 5].map(count => (
            <option key={count} value={String(count)}>
              {count === 1 ? 'one notification a day' : `${count} notifications a day`}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="quiet-hours">
        <legend>Quiet hours</legend>
        <Clock label="From" minutes={now.quietFrom} set={quietFrom => change({ quietFrom })} />
        <Clock label="until" minutes={now.quietTo} set={quietTo => change({ quietTo })} />
        <output class="quiet">
          {now.quietFrom === now.quietTo
            ? 'None: you may be told at any time.'
            : `Nothing is told from ${clock(now.quietFrom)} until ${clock(now.quietTo)}.`}
        </output>
      </fieldset>
    </>
  );
}

/** Minutes of the day as a clock shows them. */
function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function Clock({ label, minutes, set }: { label: string; minutes: number; set: (minutes: number) => void }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="time"
        required
        value={clock(minutes)}
        onChange={event => {
          const milliseconds = event.currentTarget.valueAsNumber;
          if (Number.isFinite(milliseconds)) set(milliseconds / 60_000);
        }}
      />
    </label>
  );
}

async function set(change: Partial<Wish>): Promise<void> {
  await core.setBackground(change);
  keyChanges.value++;
}
