/** What is there, by kind of evidence. */

import type { Overview, Source, SourceTotal } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { asDay, count, counted } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { EraseSome } from './erase-some.tsx';

export const sourceNames: Record<Source, string> = {
  email: 'Mail',
  transaction: 'Bank',
  calendar: 'Calendar',
  history: 'Browsing',
  chat: 'AI chats',
  contact: 'Contacts',
};

export function Sources({ overview }: { overview: Overview }) {
  const [erasing, setErasing] = useState<SourceTotal>();
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">{counted(overview.total, 'record')}</h2>
      <ul class="sources">
        {overview.sources.map(total => (
          <li key={total.source} class="card">
            <h3>
              <Icon name={total.source} /> {sourceNames[total.source]}
            </h3>
            <p class="figure">{count(total.records)}</p>
            <p class="quiet">{span(total)}</p>
            <button type="button" aria-label={`Erase ${sourceNames[total.source]}`} onClick={() => setErasing(total)}>
              Erase
            </button>
          </li>
        ))}
      </ul>
      {erasing && (
        <EraseSome
          name={sourceNames[erasing.source]}
          records={erasing.records}
          erase={() => core.eraseSource(erasing.source)}
          onClose={() => setErasing(undefined)}
        />
      )}
    </section>
  );
}

function span({ first, last }: SourceTotal): string {
  if (first === undefined || last === undefined) return 'without dates';
  return asDay(first) === asDay(last) ? asDay(first) : `${asDay(first)} – ${asDay(last)}`;
}
