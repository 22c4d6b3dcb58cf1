/** Every record, to be searched, read and erased one by one. */

import type { Source } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { counted } from '../ui/format.ts';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { Lines } from './lines.tsx';
import { sourceNames } from './sources.tsx';

const step = 30;

export function Records() {
  const [source, setSource] = useState<Source>();
  const [query, setQuery] = useState('');
  const [limit, setLimit] = useState(step);
  const ask = () => core.records(source, query, 0, limit);
  const { value, error } = useAnswer(ask, `${source ?? ''}|${limit}|${query}`);

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
      {value && (
        <>
          <p class="quiet" role="status">
            {value.total === 0 ? 'Nothing found.' : counted(value.total, 'record')}
          </p>
          <Lines page={value} onMore={() => setLimit(limit + step)} />
        </>
      )}
    </section>
  );
}
