/** One mission, whole: what it is, how it was reckoned, from which records, and what to do with it. */

import type { CardView, MissionDetail } from '@ownyou/wasm';
import { useEffect } from 'preact/hooks';
import { core, missionChanges } from '../core.ts';
import { Lines } from '../data/lines.tsx';
import { SampleTag } from '../data/sample.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { asMoment, counted, listed } from '../ui/format.ts';
import { attempt, Problem, say } from '../ui/notice.tsx';
import { closeCard } from '../ui/route.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { Actions } from './actions.tsx';
import { Art } from './art.tsx';
import { Price, Soon } from './card.tsx';
import { complete, dismiss, putBack } from './doing.ts';
import { FeedbackHeart } from './heart.tsx';
import { snoozing } from './later.tsx';
import { Reckoning } from './reckoning.tsx';
import { dimensionNames, stateNames } from './words.ts';

/** Named apart from the shape that it shows. */
export function MissionDetails({ id }: { id: string }) {
  const { value: mission, error } = useAnswer(() => core.mission(id), id, missionChanges);
  const fresh = mission?.card.state === 'presented';
  useEffect(() => {
    if (fresh) void attempt(() => core.openMission(id));
  }, [fresh, id]);
  return (
    <Dialog
      title={mission?.card.title ?? 'Mission'}
      shape="side"
      onClose={closeCard}
      actions={mission && <Ways mission={mission} />}
    >
      {error?.code === 'unknown-card' ? <Gone /> : <Problem error={error} />}
      {mission && <Whole mission={mission} />}
    </Dialog>
  );
}

/** An address from before: the data behind the card was erased since, or the vault is another. */
function Gone() {
  return (
    <>
      <p>This card is not here any more. What it was found in was erased, or it was of another vault.</p>
      <p>
        <button type="button" class="primary" onClick={closeCard}>
          Back to your missions
        </button>
      </p>
    </>
  );
}

function Whole({ mission }: { mission: MissionDetail }) {
  const { card, evidence, gone = 0, reckoning, stale } = mission;
  return (
    <>
      <div class="mission-head" data-agent={card.type} data-kind={card.kind}>
        <Art card={card} />
        <Soon card={card} />
      </div>
      <div class="mission-facts">
        <p class="row quiet">
          {card.label} {card.sample && <SampleTag />}
        </p>
        <FeedbackHeart card={card} />
      </div>
      <Price card={card} />
      <p>{card.summary}</p>
      {stale && <p class="banner">Your agents do not find this any more: what it came from is gone or has changed.</p>}
      <Actions mission={mission} />
      <Reckoning steps={reckoning} evidence={evidence} />
      {(evidence.length > 0 || gone > 0) && (
        <section aria-labelledby="evidence-title">
          <h3 id="evidence-title">From {counted(evidence.length, 'record')}</h3>
          {gone > 0 && (
            <p class="quiet">
              {counted(gone, 'more record')} behind it {gone === 1 ? 'is' : 'are'} no longer here.
            </p>
          )}
          <Lines page={{ items: evidence, total: evidence.length }} onMore={() => {}} />
        </section>
      )}
      <Wrong mission={mission} />
      <Standing card={card} />
      <Log mission={mission} />
    </>
  );
}

/** What can be done with the card itself. */
function Ways({ mission: { card, undo } }: { mission: MissionDetail }) {
  const here = card.state === 'presented' || card.state === 'active' || card.state === 'created';

  async function away(how: (card: CardView) => Promise<void>) {
    await how(card);
    closeCard();
  }

  if (!here) {
    return (
      <>
        <p class="grow quiet">
          {stateNames[card.state]}
          {card.snoozedUntil !== undefined && ` until ${asMoment(card.snoozedUntil)}`}
        </p>
        {undo && (
          <button type="button" onClick={() => putBack(card)}>
            Bring it back
          </button>
        )}
      </>
    );
  }
  return (
    <>
      <button type="button" onClick={() => (snoozing.value = card)}>
        Snooze…
      </button>
      <button type="button" onClick={() => away(dismiss)}>
        Dismiss
      </button>
      <button type="button" class="done" onClick={() => away(complete)}>
        <span>
          Done · {card.points}
          <span class="points-word"> points</span>
        </span>
      </button>
    </>
  );
}

/** How it can be wrong: saying so teaches the agent. */
function Wrong({ mission: { card, wrong } }: { mission: MissionDetail }) {
  if (wrong.length === 0) return null;

  async function teach(lesson: string) {
    await attempt(async () => {
      const learnt = await core.teach(card.id, lesson);
      closeCard();
      say(`Learnt: ${learnt.text}`, () => core.forgetLesson(learnt.id));
    });
  }

  return (
    <details>
      <summary>This is wrong</summary>
      <p class="quiet">Say how, and it is not found like this again. You can take it back below the feed.</p>
      <p class="row">
        {wrong.map(({ label, lesson }) => (
          <button key={lesson} type="button" onClick={() => teach(lesson)}>
            {label}
          </button>
        ))}
      </p>
    </details>
  );
}

/** Why it stands where it stands in the feed. */
function Standing({ card: { score, dimensions } }: { card: CardView }) {
  const parts = [
    ['Use', score.utility, 1],
    ['Experiences', score.experience, 0.5],
    ['Relationships', score.relationship, 0.5],
    ['Interests', score.interest, 0.3],
  ] as const;
  return (
    <details>
      <summary>Why it stands here</summary>
      <table class="standing">
        <tbody>
          {parts.map(([name, value, most]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {value.toFixed(2)} <span class="quiet">of {most}</span>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">Together</th>
            <td>
              <b>{score.total.toFixed(2)}</b> <span class="quiet">of 2</span>
            </td>
          </tr>
        </tbody>
      </table>
      {dimensions.length > 0 && (
        <p class="quiet">It is about {listed(dimensions.map(one => dimensionNames[one].toLowerCase()))}.</p>
      )}
    </details>
  );
}

const whose = { person: 'by you', agent: 'by the agent', clock: 'by the clock' };

function Log({ mission: { log } }: { mission: MissionDetail }) {
  return (
    <details>
      <summary>What happened to it</summary>
      <ol class="log">
        {log.map(({ at, to, by }, line) => (
          <li key={line}>
            <time dateTime={at}>{asMoment(at)}</time> {stateNames[to]}, {whose[by]}
          </li>
        ))}
      </ol>
    </details>
  );
}
