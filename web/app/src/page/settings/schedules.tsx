/** When the agents look by themselves: the app's own times, to be switched off, the person's, and at another place. */

import type { AgentName, ScheduleView } from '@ownyou/wasm';
import { useEffect, useState } from 'preact/hooks';
import { core, missionChanges } from '../core.ts';
import { agentNames } from '../missions/words.ts';
import { allowPlace, isBlocked } from '../shell/whereabouts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { asMoment } from '../ui/format.ts';
import { attempt, Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDoing } from '../ui/use-doing.ts';
import { type Every, fields, inWords, type Plain, weekdays } from './cron.ts';

const agents = Object.keys(agentNames) as AgentName[];

export function Schedules() {
  const { value: schedules, error } = useAnswer(() => core.schedules(), 'schedules', missionChanges);
  const [adding, setAdding] = useState(false);
  return (
    <section class="card" aria-labelledby="schedules-title">
      <h2 id="schedules-title">When your agents look</h2>
      <p>They look at these times while OwnYou is open, and catch up when it is opened again.</p>
      <Problem error={error} />
      <ul class="lines" aria-label="Schedules">
        {schedules?.map(schedule => (
          <Line key={schedule.id} schedule={schedule} />
        ))}
        <Places />
      </ul>
      <button type="button" onClick={() => setAdding(true)}>
        Add a time…
      </button>
      {adding && <Add onClose={() => setAdding(false)} />}
    </section>
  );
}

/** Whether the device may be asked where it is. */
function Places() {
  const { value: allowed } = useAnswer(() => core.mayAskPlace(), 'place', missionChanges);
  const [blocked, setBlocked] = useState(false);
  useEffect(() => void isBlocked().then(setBlocked), [allowed]);
  const { busy, error, act } = useDoing();
  if (allowed === undefined) return null;
  return (
    <li>
      <label class="check line-text">
        <input
          type="checkbox"
          checked={allowed}
          disabled={busy}
          onChange={event => {
            const input = event.currentTarget;
            const wanted = input.checked;
            // It is on when the browser has said where the device is, which may take a while or a question.
            input.checked = allowed;
            void act(() => (wanted ? allowPlace() : core.allowPlace(false)));
          }}
        />
        <span>
          <b>Look when I come to another place</b>
          <small>
            Travel and restaurants look anew when you open OwnYou far from where you were. Your browser is asked where
            you are, and may ask its maker. OwnYou keeps the last place only, rounded to ten kilometres and sealed. A
            clock that shows another zone is noticed anyway.
          </small>
        </span>
      </label>
      {busy && <p class="quiet">Asking your browser where you are…</p>}
      {allowed && blocked && (
        <p class="quiet">Your browser lets this site know no place at the moment: see its settings for this site.</p>
      )}
      <Problem error={error} />
    </li>
  );
}

function Line({ schedule }: { schedule: ScheduleView }) {
  const { id, label, cron, on, own, next } = schedule;

  async function remove() {
    await core.removeSchedule(id);
    say(`“${label}” is removed.`, () => core.setSchedule({ label, cron, agents: schedule.agents, on }));
  }

  return (
    <li>
      <label class="check line-text">
        <input
          type="checkbox"
          checked={on}
          onChange={event => attempt(() => core.setSchedule({ id, on: event.currentTarget.checked }))}
        />
        <span>
          <b>{label}</b>
          <small>
            {inWords(cron)}: {schedule.agents.map(agent => agentNames[agent]).join(', ')}
            {on && next !== undefined && ` · next ${asMoment(next)}`}
          </small>
        </span>
      </label>
      {own && (
        <button type="button" aria-label={`Remove ${label}`} onClick={() => attempt(remove)}>
          Remove
        </button>
      )}
    </li>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const [label, setLabel] = useState('');
  const [plain, setPlain] = useState<Plain>({ every: 'day', time: '08:00', weekday: 1, date: 1 });
  const [chosen, setChosen] = useState<AgentName[]>(agents);
  const { busy, error, act } = useDoing();
  const ready = label.trim() !== '' && plain.time !== '' && chosen.length > 0;

  function add(event: Event) {
    event.preventDefault();
    void act(async () => {
      await core.setSchedule({ label: label.trim(), cron: fields(plain), agents: chosen });
      onClose();
    });
  }

  return (
    <Dialog title="Add a time" onClose={onClose}>
      <form class="stack" onSubmit={add}>
        <Problem error={error} />
        <label class="field">
          <span>Its name</span>
          <input
            value={label}
            maxLength={60}
            autocomplete="off"
            onInput={event => setLabel(event.currentTarget.value)}
          />
        </label>
        <When plain={plain} onChange={setPlain} />
        <fieldset class="agents">
          <legend>Who looks</legend>
          {agents.map(agent => (
            <label key={agent} class="check">
              <input
                type="checkbox"
                checked={chosen.includes(agent)}
                onChange={event =>
                  setChosen(
                    event.currentTarget.checked ? [...chosen, agent] : chosen.filter(another => another !== agent),
                  )
                }
              />
              <span>{agentNames[agent]}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" class="primary" disabled={busy || !ready}>
          Add it
        </button>
      </form>
    </Dialog>
  );
}

function When({ plain, onChange }: { plain: Plain; onChange: (plain: Plain) => void }) {
  return (
    <div class="row">
      <label class="field grow">
        <span>Every</span>
        <select
          value={plain.every}
          onChange={event => onChange({ ...plain, every: event.currentTarget.value as Every })}
        >
          <option value="day">Day</option>
          <option value="week">Week</option>
          <option value="month">Month</option>
        </select>
      </label>
      {plain.every === 'week' && (
        <label class="field grow">
          <span>On</span>
          <select
            value={String(plain.weekday)}
            onChange={event => onChange({ ...plain, weekday: Number(event.currentTarget.value) })}
          >
            {weekdays.map((name, day) => (
              <option key={name} value={String(day)}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {plain.every === 'month' && (
        <label class="field grow">
          <span>On day</span>
          <input
            type="number"
            min={1}
            max={28}
            value={plain.date}
            onInput={event => onChange({ ...plain, date: Number(event.currentTarget.value) })}
          />
        </label>
      )}
      <label class="field grow">
        <span>At</span>
        <input
          type="time"
          value={plain.time}
          onInput={event => onChange({ ...plain, time: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}
