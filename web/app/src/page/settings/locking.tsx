/** When the vault locks, and whether this device opens it by itself. */

import { core, state } from '../core.ts';
import { attempt, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { keyChanges } from './key-changes.ts';

const choices = [1, 5, 15, 60, 240];

export function Locking() {
  const { value: keys } = useAnswer(() => core.keys(), 'keys', keyChanges);
  const kept = state.value?.wraps.includes('device') ?? false;

  async function keep(on: boolean) {
    await core.keepUnlocked(on);
    say(on ? 'This device opens the vault by itself.' : 'The passphrase is asked for again.');
  }

  async function lockAfter(minutes: number) {
    await core.lockAfter(minutes === 0 ? undefined : minutes);
    keyChanges.value++;
    say(minutes === 0 ? 'The vault stays open until you lock it.' : `The vault locks after ${spoken(minutes)}.`);
  }

  return (
    <section class="card" aria-labelledby="locking-title">
      <h2 id="locking-title">Lock</h2>
      <label class="check">
        <input type="checkbox" checked={kept} onChange={event => attempt(() => keep(event.currentTarget.checked))} />
        <span>
          <b>Keep unlocked on this device</b>
          <small>
            With a key that cannot be taken out of this browser. Whoever can use this browser can read the vault, until
            you lock it yourself.
          </small>
        </span>
      </label>
      {keys && (
        <label class="field">
          <span>Lock when nobody is here</span>
          <select
            value={String(keys.lockAfter ?? 0)}
            onChange={event => attempt(() => lockAfter(Number(event.currentTarget.value)))}
          >
            {choices.map(minutes => (
              <option key={minutes} value={String(minutes)}>
                After {spoken(minutes)}
              </option>
            ))}
            <option value="0">Never</option>
          </select>
        </label>
      )}
      <button type="button" onClick={() => attempt(() => core.lockNow())}>
        Lock now
      </button>
    </section>
  );
}

function spoken(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
}
