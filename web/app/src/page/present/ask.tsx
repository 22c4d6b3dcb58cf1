/** The question itself: who asks, what would be told, how recognisable that makes one; yes or no. */

import type { PresentView, SegmentOffer } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { count, roughly } from '../ui/format.ts';
import { Heading } from '../ui/heading.tsx';
import { Problem } from '../ui/notice.tsx';
import { crowd, oneIn } from './crowd.ts';
import { no, problem, step, yes } from './session.ts';
import { OriginName, SiteFacts } from './site.tsx';
import { useArmed } from './use-armed.ts';

export function Ask({ view }: { view: PresentView }) {
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = view.segments.filter(({ id }) => !left.includes(id));
  const busy = step.value === 'answering';
  const armed = useArmed();

  function choose(id: string, on: boolean) {
    setLeft(on ? left.filter(other => other !== id) : [...left, id]);
  }

  return (
    <main id="main" class="present-face" tabIndex={-1}>
      <div class="present-body">
        <Heading title={`Log in to ${view.origin ?? ''}`}>
          <span class="asks">Log in to</span> <OriginName view={view} />
        </Heading>
        <SiteFacts view={view} />
        <Problem error={problem.value ?? view.problem} />
        <section aria-labelledby="told-title" class="told">
          <h2 id="told-title">What this site gets</h2>
          <p class="told-name">
            <span>
              <b>A name for you here only</b>
              <small>The same each time you come, and a different one everywhere else.</small>
            </span>
            <code>{view.pseudonym}…</code>
          </p>
          {view.segments.map(segment => (
            <Offer
              key={segment.id}
              segment={segment}
              on={!left.includes(segment.id)}
              onChange={on => choose(segment.id, on)}
            />
          ))}
          {view.segments.length > 0 && view.purposes.length > 0 && (
            <p class="told-why">
              <small>The site says that it wants this {wanted(view.purposes)}.</small>
            </p>
          )}
          <Recognisable view={view} chosen={chosen} />
        </section>
      </div>
      <div class="present-end">
        <button type="button" disabled={busy} onClick={no}>
          No
        </button>
        <button type="button" class="primary" disabled={busy || !armed} onClick={() => yes(chosen.map(({ id }) => id))}>
          {busy ? 'Logging in…' : 'Log in'}
        </button>
      </div>
    </main>
  );
}

const purposes: Record<string, string> = {
  ads: 'to choose advertisements',
  content: 'to choose what to show you',
  measurement: 'to count its audience',
};

function wanted(list: readonly string[]): string {
  return new Intl.ListFormat('en').format(list.map(purpose => purposes[purpose] ?? purpose));
}

interface OfferProps {
  segment: SegmentOffer;
  on: boolean;
  onChange: (on: boolean) => void;
}

function Offer({ segment: { name, path }, on, onChange }: OfferProps) {
  return (
    <label class="check told-segment">
      <input type="checkbox" checked={on} onChange={event => onChange(event.currentTarget.checked)} />
      <span>
        <b>{name}</b>
        {path.length > 1 && <small>{path.slice(0, -1).join(' › ')}</small>}
      </span>
    </label>
  );
}

function Recognisable({ view, chosen }: { view: PresentView; chosen: SegmentOffer[] }) {
  const people = oneIn(view, chosen);
  const { width, height, dot, others, one } = crowd(people);
  const alone = chosen.length === 0;
  return (
    <div class="crowd">
      <p role="status">
        {alone ? (
          'Nothing else about you.'
        ) : (
          <>
            About <b>one in {count(roughly(people))}</b> people looks like this.
          </>
        )}
      </p>
      {!alone && (
        <svg viewBox={`0 0 ${width} ${height}`} stroke-width={dot} aria-hidden="true" focusable="false">
          <path class="crowd-others" d={others} />
          <path class="crowd-one" d={one} />
        </svg>
      )}
    </div>
  );
}
