/** What a publisher would see: a site is named, and what it would be told, is not told and was told before is shown. */

import type { PreviewView } from '@ownyou/wasm';
import { useId, useState } from 'preact/hooks';
import { core, walletChanges } from '../core.ts';
import { crowd } from '../present/crowd.ts';
import { asDay, count, roughly } from '../ui/format.ts';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';

/** How many segments a publisher asks for: what it does without a number, and the most it gets. */
const asked = [2, 3];

export function Preview() {
  const [typed, setTyped] = useState('');
  const [site, setSite] = useState('');
  const [max, setMax] = useState(asked[0] ?? 2);
  const { value: known } = useAnswer(() => core.sites(), 'sites', walletChanges);
  const list = useId();

  return (
    <section class="card" aria-labelledby="preview-title">
      <h2 id="preview-title">What a publisher would see</h2>
      <p class="quiet">
        Name a site, and see what it would be told of you if you logged in there now. Nothing is sent by looking.
      </p>
      <form
        class="preview-form"
        onSubmit={event => {
          event.preventDefault();
          setSite(typed.trim());
        }}
      >
        <label class="field grow">
          <span>Site</span>
          <input
            value={typed}
            list={list}
            inputMode="url"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            placeholder="news.example"
            onInput={event => setTyped(event.currentTarget.value)}
          />
        </label>
        <datalist id={list}>
          {(known ?? []).map(line => (
            <option key={line.site} value={line.site} />
          ))}
        </datalist>
        <label class="field">
          <span>It asks for</span>
          <select value={max} onChange={event => setMax(Number(event.currentTarget.value))}>
            {asked.map(number => (
              <option key={number} value={number}>
                {number} segments
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="primary" disabled={typed.trim() === ''}>
          Show
        </button>
      </form>
      {site !== '' && <Shown key={`${site} ${max}`} site={site} max={max} />}
    </section>
  );
}

function Shown({ site, max }: { site: string; max: number }) {
  // A login or a block changes the answer as evidence does.
  const { value, error } = useAnswer(() => core.preview(site, max), `${walletChanges.value}`);
  return (
    <div class="preview-answer" role="status">
      <Problem error={error} />
      {value && <Answer view={value} />}
    </div>
  );
}

function Answer({ view }: { view: PreviewView }) {
  switch (view.status) {
    case 'no-site':
      return <p>That is no site. Write it as in the address bar, e.g. news.example.</p>;
    case 'blocked':
      return (
        <p>
          You blocked <b>{view.site}</b>: it is told nothing.
        </p>
      );
    case 'no-credential':
      return (
        <>
          <p>
            Without a credential nothing can be told to <b>{view.site}</b>, and what would be is drawn with it.{' '}
            <a href="#/wallet">Get one in the wallet</a>.
          </p>
          <Before view={view} />
        </>
      );
    case 'ready':
      return (
        <>
          <Told view={view} />
          <Withheld view={view} />
          <Before view={view} />
        </>
      );
  }
}

function Told({ view }: { view: PreviewView }) {
  const { site, segments, bits, people, population } = view;
  return (
    <>
      <h3>{site} would be told</h3>
      {segments.length === 0 ? (
        <p>Nothing but the name that you have there.{view.sample && ' Of the sample life, nobody is told.'}</p>
      ) : (
        <ul class="told-now">
          {segments.map(({ id, name, path, bits }) => (
            <li key={id}>
              <b>{name}</b> <span class="quiet">{path.slice(1, -1).join(' › ')}</span>
              <span class="quiet told-bits">{bits.toFixed(1)} bits</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        {bits === 0
          ? 'That tells nobody from anybody.'
          : `About one in ${count(roughly(2 ** bits))} people looks like this (${bits.toFixed(1)} bits): ${count(roughly(people))} of ${count(population)}.`}
      </p>
      {bits > 0 && <Dots oneIn={2 ** bits} />}
    </>
  );
}

/** One among so many, to be seen. */
function Dots({ oneIn }: { oneIn: number }) {
  const { width, height, dot, others, one } = crowd(oneIn);
  return (
    <svg class="dots" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <path class="dots-others" d={others} stroke-width={dot} />
      <path class="dots-one" d={one} stroke-width={dot} />
    </svg>
  );
}

function Withheld({ view }: { view: PreviewView }) {
  if (view.withheld.length === 0) return null;
  return (
    <details>
      <summary>What it is not told, and why</summary>
      <ul class="told-before">
        {view.withheld.map(({ segment, reason }) => (
          <li key={segment.id}>
            {segment.name} <span class="quiet">{reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What it knows by now, and what all sites would know together. */
function Before({ view }: { view: PreviewView }) {
  const { told, toldBits, allBits, next } = view;
  return (
    <>
      <h3>Told so far</h3>
      {told.length === 0 ? (
        <p class="quiet">Nothing yet.</p>
      ) : (
        <>
          <ol class="told-before">
            {told.map(({ id, name, first }) => (
              <li key={id}>
                {name} <span class="quiet">since {asDay(first)}</span>
              </li>
            ))}
          </ol>
          <p class="quiet">
            Together {toldBits.toFixed(1)} bits: about one in {count(roughly(2 ** toldBits))} people.
          </p>
        </>
      )}
      {next && <p class="quiet">Nothing new before {asDay(next)}.</p>}
      {allBits > toldBits && (
        <p class="quiet">
          All sites together, were they to join what they know: {allBits.toFixed(1)} bits, about one in{' '}
          {count(roughly(2 ** allBits))}.
        </p>
      )}
    </>
  );
}
