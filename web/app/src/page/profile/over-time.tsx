/** What changed in the profile, newest first: what came, what went, and what made it so. */

import type { ProfileChange } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { asDay, counted, share } from '../ui/format.ts';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { type Day, days } from './days.ts';

const step = 5;

const because: Record<ProfileChange['because'], string> = {
  import: 'a file came in',
  erased: 'records were erased',
  edit: 'you said so',
  rules: 'newer evidence weighs more',
};

export function OverTime() {
  const { value, error } = useAnswer(() => core.profileHistory(), 'history');
  const [shown, setShown] = useState(step);
  if (error) return <Problem error={error} />;
  if (!value || value.length === 0) return null;
  const all = days(value);
  return (
    <section class="card" aria-labelledby="over-time-title">
      <h2 id="over-time-title">Over time</h2>
      <p class="quiet">When something came into your profile and when it went.</p>
      <ol class="days">
        {all.slice(0, shown).map(day => (
          <li key={`${day.day} ${day.because}`} class="day">
            <p class="day-head">
              <time dateTime={day.day}>{asDay(day.day)}</time>
              <span class="quiet"> · {because[day.because]}</span>
            </p>
            <Changes day={day} />
          </li>
        ))}
      </ol>
      {all.length > shown && (
        <button type="button" onClick={() => setShown(shown + step)}>
          Show earlier
        </button>
      )}
    </section>
  );
}

const few = 6;

function Changes({ day }: { day: Day }) {
  const [all, setAll] = useState(false);
  const changes = day.changes.slice(0, all ? undefined : few);
  return (
    <>
      <ul class="changes">
        {changes.map(({ id, path, change, confidence }) => (
          <li key={id} class={change}>
            <span class="change-mark" aria-hidden="true" />
            <span>
              <span class="hidden">{change === 'came' ? 'Came: ' : 'Went: '}</span>
              {path.at(-1)}
              {change === 'came' && <span class="quiet"> {share(confidence)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {!all && day.changes.length > few && (
        <button type="button" class="plain" onClick={() => setAll(true)}>
          and {counted(day.changes.length - few, 'more', 'more')}
        </button>
      )}
    </>
  );
}
