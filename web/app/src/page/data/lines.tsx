/** Records as lines: one glance each, open one, erase one. The evidence of a segment is shown by the same lines. */

import type { Page, RecordLine } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { asDay, share } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { EraseSome } from './erase-some.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { SampleTag } from './sample.tsx';

export function Lines({ page, onMore }: { page: Page<RecordLine>; onMore: () => void }) {
  const [shown, setShown] = useState<RecordLine>();
  const [erasing, setErasing] = useState<RecordLine>();
  return (
    <>
      <ul class="lines">
        {page.items.map(line => (
          <li key={line.id}>
            <Icon name={line.source} />
            <Line line={line} />
            <span class="line-buttons">
              <button type="button" aria-label={`Show ${line.headline}`} onClick={() => setShown(line)}>
                Show
              </button>
              <button
                type="button"
                class="plain"
                aria-label={`Erase ${line.headline}`}
                onClick={() => setErasing(line)}
              >
                Erase
              </button>
            </span>
          </li>
        ))}
      </ul>
      {page.items.length < page.total && (
        <button type="button" onClick={onMore}>
          Show more
        </button>
      )}
      {shown && <RecordDialog key={shown.id} line={shown} onClose={() => setShown(undefined)} />}
      {erasing && (
        <EraseSome
          name={erasing.headline || 'this record'}
          records={1}
          erase={() => core.eraseRecord(erasing.id)}
          onClose={() => setErasing(undefined)}
        />
      )}
    </>
  );
}

function Line({ line }: { line: RecordLine }) {
  return (
    <div class="line-text">
      <p class="line-head">
        <b>{line.headline || 'Without a title'}</b> {line.sample && <SampleTag />}
      </p>
      <p class="quiet">
        {line.time !== undefined && <time dateTime={line.time}>{asDay(line.time)}</time>}
        {line.time !== undefined && line.detail !== '' && ' · '}
        {line.detail}
      </p>
      {line.why !== undefined && (
        <p class="why">
          {line.why}
          {line.confidence !== undefined && <span class="quiet"> · {share(line.confidence)}</span>}
        </p>
      )}
    </div>
  );
}
