/** The files on their way in, as a list: progress, then what came of each. */

import type { Summary } from '@ownyou/wasm';
import { progress } from '../core.ts';
import { Bar } from '../ui/bar.tsx';
import { count, counted, sentence, share, size } from '../ui/format.ts';
import { attempt, Problem } from '../ui/notice.tsx';
import { asking, cancel, clearFinished, type Entry, queue } from './queue.ts';

export function QueueList() {
  const entries = queue.value;
  if (entries.length === 0) return null;
  const busy = entries.some(entry => entry.step === 'reading' || entry.step === 'waiting');
  return (
    <section class="card" aria-labelledby="queue-title">
      <header class="section-head">
        <h2 id="queue-title">{busy ? 'Reading your files' : 'Your files'}</h2>
        {busy ? (
          <button type="button" onClick={() => attempt(cancel)}>
            Cancel
          </button>
        ) : (
          <button type="button" onClick={clearFinished}>
            Clear list
          </button>
        )}
      </header>
      <ul class="queue">
        {entries.map(entry => (
          <li key={entry.id}>
            <p class="queue-name">
              <b>{entry.file.name}</b> <span class="quiet">{size(entry.file.size)}</span>
            </p>
            <Became entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Became({ entry }: { entry: Entry }) {
  switch (entry.step) {
    case 'waiting':
      return <p class="quiet">Waits for its turn.</p>;
    case 'reading':
      return <Reading name={entry.file.name} />;
    case 'columns':
      return (
        <p class="row">
          <span>The columns of this file are not clear.</span>
          <button type="button" class="primary" onClick={() => (asking.value = entry.id)}>
            Say what they are
          </button>
        </p>
      );
    case 'failed':
      return <Problem error={entry.error} />;
    case 'done':
      return entry.summary ? <Outcome entry={entry} summary={entry.summary} /> : null;
  }
}

function Reading({ name }: { name: string }) {
  const now = progress.value?.file === name ? progress.value : undefined;
  const part = now && now.total > 0 ? now.bytes / now.total : 0;
  return (
    <div class="reading">
      <Bar value={part} label={`Reading ${name}`} />
      <p class="quiet">
        {now
          ? `${share(part)} · ${count(now.imported)} new · ${count(now.duplicate)} known already · ${count(now.skipped)} skipped`
          : 'Looking at the file…'}
      </p>
    </div>
  );
}

function Outcome({ entry, summary }: { entry: Entry; summary: Summary }) {
  return (
    <>
      <p role="status">
        {summary.cancelled && <b>Cancelled. </b>}
        {counted(summary.imported, 'record')} imported · {count(summary.duplicate)} known already ·{' '}
        {count(summary.skipped)} skipped
      </p>
      {summary.reasons.length > 0 && (
        <details>
          <summary>Why {counted(summary.skipped, 'item was', 'items were')} skipped</summary>
          <ul class="reasons">
            {summary.reasons.map(reason => (
              <li key={reason.code}>
                {count(reason.count)} × {sentence(reason.text)}
                {reason.examples.length > 0 && <small>For example {reason.examples.join(', ')}</small>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {entry.examination?.csv && (
        <button type="button" class="plain" onClick={() => (asking.value = entry.id)}>
          Check the columns
        </button>
      )}
    </>
  );
}
