/** The memory screen: ask, look back along the timeline, open one, and give one's word on what is new. */

import type { MemoryFilter, MemoryOverview, Receipt } from '@ownyou/wasm';
import { useRef, useState } from 'preact/hooks';
import { core, memoryChanges, refinements } from '../core.ts';
import { SampleBanner } from '../data/sample.tsx';
import { Offer } from '../meaning/offer.tsx';
import { ReadingLine } from '../meaning/reading.tsx';
import { count, counted } from '../ui/format.ts';
import { Heading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { Told, useSteady } from '../ui/steady.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { Detail } from './detail.tsx';
import { Filters, withOne } from './filters.tsx';
import { ForgetReceipt } from './forget.tsx';
import { People } from './people.tsx';
import { Remember } from './remember.tsx';
import { Results } from './results.tsx';
import { Review } from './review.tsx';
import { SearchField } from './search.tsx';
import { Timeline } from './timeline.tsx';
import { Upkeep } from './upkeep.tsx';

const step = 60;

export function Memory() {
  const { value: overview, error } = useAnswer(() => core.memoryOverview(), 'overview', memoryChanges);
  const [remembering, setRemembering] = useState(false);
  // Here, as it outlasts the memory that it is of, be that the only one.
  const [receipt, setReceipt] = useState<Receipt>();
  const none = overview && overview.total + overview.review + overview.archived === 0;
  return (
    <>
      <header class="memory-head">
        <Heading title="Memory" />
        <button type="button" aria-label="Remember something" onClick={() => setRemembering(true)}>
          <Icon name="add" />
          <span>
            Remember<span class="wordy"> something</span>
          </span>
        </button>
      </header>
      <ReadingLine />
      <Problem error={error} />
      {none && <Nothing />}
      {overview && !none && <Known overview={overview} onForgotten={setReceipt} />}
      {overview && <Upkeep overview={overview} />}
      {remembering && <Remember contexts={overview?.contexts ?? []} onClose={() => setRemembering(false)} />}
      {receipt && <ForgetReceipt receipt={receipt} onClose={() => setReceipt(undefined)} />}
    </>
  );
}

/** What is asked for: another question begins again with the first few. */
interface Asked {
  query: string;
  filter: MemoryFilter;
  limit: number;
}

const everything: Asked = { query: '', filter: {}, limit: step };

interface KnownProps {
  overview: MemoryOverview;
  onForgotten: (receipt: Receipt) => void;
}

function Known({ overview, onForgotten }: KnownProps) {
  const [asked, setAsked] = useState(everything);
  const [reviewing, setReviewing] = useState(false);
  const [opened, setOpened] = useState<string>();
  const { query, filter } = asked;

  function ask(change: Partial<Asked>) {
    setReviewing(false);
    setAsked({ ...asked, limit: step, ...change });
  }

  function about(id: string | undefined) {
    setOpened(undefined);
    ask({ filter: withOne(filter, 'about', id) });
  }

  return (
    <div class="recall">
      <div class="recall-ask">
        <SearchField query={query} onQuery={next => ask({ query: next })} />
        {(overview.review > 0 || reviewing) && (
          <Views reviewing={reviewing} review={overview.review} onReviewing={setReviewing} />
        )}
      </div>
      {!reviewing && <People entities={overview.entities} about={filter.about} onAbout={about} />}
      <div class="recall-main">
        {reviewing ? (
          <Review onOpen={setOpened} onForgotten={onForgotten} />
        ) : (
          <>
            <Filters filter={filter} overview={overview} onFilter={next => ask({ filter: next })} />
            <Found asked={asked} onAsk={ask} onOpen={setOpened} />
          </>
        )}
      </div>
      {opened !== undefined && (
        <Detail
          key={opened}
          id={opened}
          onOpen={setOpened}
          onAbout={about}
          onForgotten={receipt => {
            setOpened(undefined);
            onForgotten(receipt);
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </div>
  );
}

interface ViewsProps {
  reviewing: boolean;
  review: number;
  onReviewing: (on: boolean) => void;
}

function Views({ reviewing, review, onReviewing }: ViewsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="views" role="group" aria-label="Show">
      <button type="button" aria-pressed={!reviewing} onClick={() => onReviewing(false)}>
        Everything
      </button>
      <button type="button" aria-pressed={reviewing} onClick={() => onReviewing(true)}>
        To review <span class="badge">{count(review)}</span>
      </button>
    </div>
  );
}

interface FoundProps {
  asked: Asked;
  onAsk: (change: Partial<Asked>) => void;
  onOpen: (id: string) => void;
}

/** An answer stays with its question: what is shown is told by it, not by what is being typed. */
function Found({ asked, onAsk, onOpen }: FoundProps) {
  const { query, filter, limit } = asked;
  const said = query.trim();
  const key = JSON.stringify(asked);
  const ask = async () => ({
    key: `${key} ${memoryChanges.value - refinements.value}`,
    said,
    page: await core.memories(query, said === '' ? timely(filter) : filter, 0, limit),
  });
  const { value, error } = useAnswer(ask, key, memoryChanges);
  const ref = useRef<HTMLElement>(null);
  const { shown, better, show } = useSteady(value, ref);
  if (!shown) return <Problem error={error} />;
  const { page } = shown;
  const List = shown.said === '' ? Timeline : Results;
  return (
    <section ref={ref} aria-label={shown.said === '' ? 'Timeline' : 'Found'} aria-busy={page.refining}>
      <Problem error={error} />
      <Told
        page={page}
        found={counted(page.total, 'memory', 'memories')}
        none={nothing(shown.said)}
        better={better}
        onShow={show}
      />
      {shown.said !== '' && <Offer />}
      {page.items.some(line => line.sample) && <SampleBanner />}
      {page.total === 0 && (
        <button type="button" onClick={() => onAsk(everything)}>
          Show everything
        </button>
      )}
      <List lines={page.items} onOpen={onOpen} />
      {page.items.length < page.total && (
        <button type="button" class="more" onClick={() => onAsk({ limit: limit + step })}>
          Show more
        </button>
      )}
    </section>
  );
}

/** A name has no time of its own: it stands beside the timeline, and in it only when names are asked for. */
function timely(filter: MemoryFilter): MemoryFilter {
  return filter.kinds ? filter : { ...filter, kinds: ['fact', 'relationship', 'episode', 'rule'] };
}

function nothing(said: string): string {
  return said === '' ? 'Nothing like that.' : `Nothing found for “${said}”. Try other words.`;
}

function Nothing() {
  return (
    <section class="card empty">
      <h2>Nothing remembered yet</h2>
      <p>
        Bring in mail, calendars or bank files, and what they say about your life gathers here: people, places, work,
        journeys, what you pay for. Or write down something yourself.
      </p>
      <a class="button primary" href="#/data">
        Bring in data
      </a>
    </section>
  );
}
