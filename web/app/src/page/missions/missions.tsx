/** The home feed: what is worth doing now, found by the agents in the person's own data. */

import type { Feed } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { core, missionChanges } from '../core.ts';
import { SampleBanner } from '../data/sample.tsx';
import { online } from '../shell/offline.ts';
import { Heading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { opened } from '../ui/route.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { Answer, Ask, type Found as Asked } from './ask.tsx';
import { Away } from './away.tsx';
import { MissionDetails } from './detail.tsx';
import { AllDone, NoData, NoneHere } from './empty.tsx';
import { Cards, Waiting } from './feed.tsx';
import { Help } from './help.tsx';
import { helping, useKeys } from './keys.ts';
import { Later } from './later.tsx';
import { Lessons } from './lessons.tsx';
import { inPlace } from './order.ts';
import { Points } from './points.tsx';

const tabs = [
  { key: 'all', name: 'All' },
  { key: 'savings', name: 'Savings' },
  { key: 'ikigai', name: 'Ikigai' },
] as const;
type Tab = (typeof tabs)[number]['key'];

/** Stays as it was while the person looks elsewhere. */
const tab = signal<Tab>('all');

export function Missions() {
  const { value: feed, error } = useAnswer(() => core.feed(), 'feed', missionChanges);
  const [asked, setAsked] = useState<Asked>();
  const [cleared, setCleared] = useState(0);
  const order = useRef<string[]>([]);
  const cards = inPlace(order.current, feed?.cards ?? []);
  if (feed) order.current = cards.map(({ id }) => id);
  const shown = cards.filter(card => tab.value === 'all' || card.filter === tab.value);
  useKeys(asked?.cards ?? shown);

  function clear() {
    setAsked(undefined);
    setCleared(cleared + 1);
  }

  function choose(key: Tab) {
    tab.value = key;
    if (asked) clear();
  }

  return (
    <div class="feed">
      <div class="feed-top">
        <Heading title="Missions" />
        {feed?.nothing !== 'no-data' && (
          <>
            <Tabs chosen={asked ? undefined : tab.value} onChoose={choose} />
            <Ask key={cleared} onFound={setAsked} />
            <KeysButton />
          </>
        )}
        {feed && <Points points={feed.points} />}
      </div>
      <Problem error={error} />
      {error && (
        <button type="button" class="primary" onClick={() => missionChanges.value++}>
          Try again
        </button>
      )}
      {!feed && !error && <Waiting />}
      {feed && asked && <Answer found={asked} now={feed.cards} onFound={setAsked} onClear={clear} />}
      {feed && !asked && <Now feed={feed} shown={shown} />}
      {opened.value !== '' && <MissionDetails key={opened.value} id={opened.value} />}
      <Later />
      <Help />
    </div>
  );
}

/** None is chosen while an answer is shown. */
function Tabs({ chosen, onChoose }: { chosen: Tab | undefined; onChoose: (key: Tab) => void }) {
  return (
    <fieldset class="tabs">
      <legend class="hidden">Which missions</legend>
      {tabs.map(({ key, name }) => (
        <button key={key} type="button" aria-pressed={chosen === key} onClick={() => onChoose(key)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function KeysButton() {
  return (
    <button
      type="button"
      class="icon keys-button"
      aria-label="Keys"
      title="Keys (?)"
      onClick={() => (helping.value = true)}
    >
      <Icon name="keys" />
    </button>
  );
}

function Now({ feed, shown }: { feed: Feed; shown: Feed['cards'] }) {
  const name = tabs.find(({ key }) => key === tab.value)?.name ?? '';
  return (
    <>
      {feed.cards.some(card => card.sample) && <SampleBanner />}
      <p class="quiet looking" role="status">
        {feed.running
          ? 'Your agents are looking…'
          : online.value
            ? ''
            : 'You are offline. Missions are found here, on this device: nothing is missing.'}
      </p>
      {feed.nothing === 'no-data' && <NoData />}
      {feed.nothing === 'all-done' && <AllDone feed={feed} />}
      {feed.cards.length > 0 && shown.length === 0 && <NoneHere name={name} onAll={() => (tab.value = 'all')} />}
      {shown.length > 0 && <Cards cards={shown} label="Missions" />}
      <Away feed={feed} />
      <Lessons />
    </>
  );
}
