/** How far the reading is: in the settings with a way to pause it, and by the way as a thin line under a heading. */

import { core, reading } from '../core.ts';
import { Bar } from '../ui/bar.tsx';
import { Problem } from '../ui/notice.tsx';
import { useDoing } from '../ui/use-doing.ts';
import { byTheWay, doing, ratio, read } from './words.ts';

export function ReadingNow() {
  const now = reading.value;
  const { busy, error, act } = useDoing();
  if (!now || now.state === 'no-model' || now.total === 0) return null;
  // What waits for the device goes on by itself; a person can pause that too.
  const rests = now.why === 'person' || now.why === 'failed';
  return (
    <>
      <h3>What is read</h3>
      <Bar value={ratio(now.done, now.total)} label="Reading of your memories and records" />
      <div class="row apart">
        <p class="numbers">{read(now)}</p>
        {now.state !== 'done' && (
          <button type="button" disabled={busy} onClick={() => act(() => core.pauseReading(!rests))}>
            {rests ? 'Go on' : 'Pause'}
          </button>
        )}
      </div>
      <p class="quiet">{doing(now)}</p>
      <Problem error={now.problem ?? error} />
    </>
  );
}

/** Lies in the gap under a heading, so that nothing moves when it comes or goes. */
export function ReadingLine() {
  const now = reading.value;
  const text = now && byTheWay(now);
  if (!now || !text) return null;
  return (
    <div class="by-the-way">
      <div>
        <Bar value={ratio(now.done, now.total)} label="Reading of your memories and records" />
        <p class="quiet numbers">{text}</p>
      </div>
    </div>
  );
}
