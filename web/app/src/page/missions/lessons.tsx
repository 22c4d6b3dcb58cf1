/** What the agents learnt from the person: each can be taken back. */

import { core, missionChanges } from '../core.ts';
import { asDay, count } from '../ui/format.ts';
import { attempt, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { agentNames } from './words.ts';

const from = { said: 'You said so', drawn: 'From what you put away' };

export function Lessons() {
  const { value: lessons } = useAnswer(() => core.lessons(), 'lessons', missionChanges);
  if (!lessons?.length) return null;

  async function forget(id: string) {
    await core.forgetLesson(id);
    say('Forgotten. The agents look without it from now on.');
  }

  return (
    <details class="card lessons">
      <summary>What you taught the agents ({count(lessons.length)})</summary>
      <ul class="lines">
        {lessons.map(lesson => (
          <li key={lesson.id}>
            <div class="line-text">
              <b>{lesson.text}</b>
              <p class="quiet">
                {from[lesson.from]} · {agentNames[lesson.agent]} · since {asDay(lesson.since)}
              </p>
            </div>
            <button
              type="button"
              aria-label={`Forget: ${lesson.text}`}
              onClick={() => attempt(() => forget(lesson.id))}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
