/**
 * The profile screen: the ikigai wheel; a map to walk, the same as a list, and behind each line its evidence; what changed
 * over time; what a publisher would see.
 */

import type { ProfileView, SegmentView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { SampleBanner } from '../data/sample.tsx';
import { count, counted } from '../ui/format.ts';
import { Heading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { RunningOut } from '../wallet/running-out.tsx';
import { Evidence } from './evidence.tsx';
import { Ikigai } from './ikigai.tsx';
import { Lessons, Withheld } from './lessons.tsx';
import { SegmentList } from './list.tsx';
import { ProfileMap } from './map.tsx';
import { OverTime } from './over-time.tsx';
import { Preview } from './preview.tsx';
import { Refused, refuse } from './refused.tsx';
import { type Branch, find, grow } from './tree.ts';

export function Profile() {
  const { value: profile, error } = useAnswer(() => core.profile(), 'profile');
  return (
    <>
      <Heading title="Profile" />
      <Problem error={error} />
      <RunningOut />
      {profile?.sample && <SampleBanner />}
      <Ikigai />
      {profile && (profile.segments.length > 0 ? <Walk profile={profile} /> : <Nothing records={profile.records} />)}
      {profile && <Refused refused={profile.refused} />}
      {profile && <Lessons lessons={profile.lessons} />}
      {profile && <Withheld withheld={profile.withheld} />}
      <OverTime />
      {profile && profile.segments.length > 0 && <Preview />}
    </>
  );
}

function Walk({ profile }: { profile: ProfileView }) {
  const [at, setAt] = useState<string>();
  const [from, setFrom] = useState<string>();
  const [shown, setShown] = useState<SegmentView>();
  const top = grow(profile);
  const here = find(top, at);

  function walk(to: string | undefined) {
    setFrom(at);
    setAt(to);
  }

  function open(branch: Branch) {
    if (branch.children.length > 0) walk(branch.segment.id);
    else setShown(branch.segment);
  }

  return (
    <div class="walk">
      <section class="walk-map" aria-labelledby="map-title">
        <Crumbs here={here} onGo={walk} top={top} />
        {here && <Here segment={here.segment} onEvidence={() => setShown(here.segment)} />}
        <ProfileMap
          place={at}
          from={from}
          branches={here?.children ?? top}
          label="Map of your profile"
          onOpen={open}
          onUp={here && (() => walk(here.segment.parent))}
        />
        <p class="quiet legend">
          A larger tile has more evidence; a deeper colour is surer; the smallest are in the list alone. Drawn from{' '}
          {counted(profile.records, 'record')}; {count(profile.unclassified)} say nothing.
        </p>
      </section>
      <section class="walk-list" aria-labelledby="list-title">
        <h2 id="list-title">{here ? here.segment.name : 'Segments'}</h2>
        <SegmentList branches={here?.children ?? top} onShow={setShown} />
      </section>
      {shown && <Evidence key={shown.id} segment={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}

function Crumbs({
  here,
  top,
  onGo,
}: {
  here: Branch | undefined;
  top: Branch[];
  onGo: (id: string | undefined) => void;
}) {
  const trail: SegmentView[] = [];
  for (let step = here; step; step = find(top, step.segment.parent)) trail.unshift(step.segment);
  return (
    <nav class="crumbs" aria-label="Place in the map">
      <h2 id="map-title" class="hidden">
        Map
      </h2>
      <button type="button" class="plain" disabled={!here} onClick={() => onGo(undefined)}>
        All
      </button>
      {trail.map(segment => (
        <span key={segment.id}>
          <Icon name="into" />
          <button
            type="button"
            class="plain"
            disabled={segment.id === here?.segment.id}
            onClick={() => onGo(segment.id)}
          >
            {segment.name}
          </button>
        </span>
      ))}
    </nav>
  );
}

function Here({ segment, onEvidence }: { segment: SegmentView; onEvidence: () => void }) {
  return (
    <p class="row here">
      <button type="button" onClick={onEvidence}>
        Evidence for {segment.name}
      </button>
      <button type="button" aria-label={`Not me: ${segment.name}`} onClick={() => refuse(segment)}>
        Not me
      </button>
    </p>
  );
}

function Nothing({ records }: { records: number }) {
  return (
    <section class="card empty">
      <h2>{records === 0 ? 'Nothing here yet' : 'Nothing found yet'}</h2>
      <p>
        {records === 0
          ? 'Bring in your mail, calendar, bank or browsing files, and a picture of what they say about you grows here.'
          : `None of your ${count(records)} records says anything clear. More files help.`}
      </p>
      <a class="button primary" href="#/data">
        Bring in data
      </a>
    </section>
  );
}
