/** Every record, to be searched, read and erased one by one. */

import type { Source } from '@ownyou/wasm';
import { useRef, useState } from 'preact/hooks';
import { changes, core, refinements } from '../core.ts';
import { counted } from '../ui/format.ts';
import { Problem } from '../ui/notice.tsx';
import { Told, useSteady } from '../ui/steady.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { Lines } from './lines.tsx';
import { sourceNames } from './sources.tsx';

const step = 30;

export function Records() {
  const [source, setSource] = useState<Source>();
  const [query, setQuery] = useState('');
  const [limit, setLimit] = useState(step);
  const key = `${source ?? ''}|${limit}|${query}`;
  const ask = async () => ({
    key: `${key} ${changes.value - refinements.value}`,
    page: await core.records(source, query, 0, limit),
  });
  const { value, error } = useAnswer(ask, key);
  const ref = useRef<HTMLDivElement>(null);
  const { shown, better, show } = useSteady(value, ref);

  return (
    <section aria-labelledby="records-title">
      <h2 id="records-title">Records</h2>
      <search class="row">
        <label class="field grow">
          <span>Search</span>
          <input
            type="search"
            value={query}
            onInput={event => {
              setQuery(event.currentTarget.value);
              setLimit(step);
            }}
          />
        </label>
        <label class="field">
          <span>Kind</span>
          <select
            value={source ?? ''}
            onChange={event => {
              setSource((event.currentTarget.value || undefined) as Source | undefined);
              setLimit(step);
            }}
          >
            <option value="">All</option>
            {Object.entries(sourceNames).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </search>
      <Problem error={error} />
      {shown && (
        <div ref={ref}>
          <Told
            page={shown.page}
            found={counted(shown.page.total, 'record')}
            none="Nothing found."
            better={better}
            onShow={show}
          />
          <Lines page={shown.page} onMore={() => setLimit(limit + step)} />
        </div>
      )}
    </section>
  );
}
