/** Taking memories along and bringing them in, how full each drawer is, and tidying up in steps. */

import type { AuditLine, MemoryOverview, MemoryTransfer } from '@ownyou/wasm';
import { useRef, useState } from 'preact/hooks';
import { core, memoryChanges } from '../core.ts';
import { Bar } from '../ui/bar.tsx';
import { asMoment, count, counted } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDoing } from '../ui/use-doing.ts';
import { drawer } from './words.ts';

export function Upkeep({ overview }: { overview: MemoryOverview }) {
  return (
    <div class="upkeep">
      <Transfer />
      <Room overview={overview} />
      <Asked />
    </div>
  );
}

function Transfer() {
  const { busy, error, act } = useDoing();
  const [came, setCame] = useState<MemoryTransfer>();
  return (
    <details class="card">
      <summary>Take it with you</summary>
      <p>
        Everything remembered, in one file: as lines of JSON that can be brought in again, as Markdown to read, or as
        Portable AI Memory for other apps.
      </p>
      <p class="row">
        <button type="button" disabled={busy} onClick={() => act(() => save('jsonl'))}>
          Export JSON lines
        </button>
        <button type="button" disabled={busy} onClick={() => act(() => save('markdown'))}>
          Export Markdown
        </button>
        <button type="button" disabled={busy} onClick={() => act(() => save('pam'))}>
          Export for other apps
        </button>
        <label class="button">
          Bring memories in
          <input
            class="hidden"
            type="file"
            accept=".jsonl,.ndjson,.json"
            disabled={busy}
            onChange={event => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) void act(async () => setCame(await core.importMemories(file)));
            }}
          />
        </label>
      </p>
      <p class="quiet">The file is not encrypted. Keep it where nobody else reads it.</p>
      <div role="status">
        {busy && <p class="quiet">Working on it…</p>}
        {came && !busy && <Came transfer={came} />}
      </div>
      <Problem error={error} />
    </details>
  );
}

type As = Parameters<typeof core.exportMemories>[0];

const endings: Record<As, string> = { jsonl: 'jsonl', markdown: 'md', pam: 'pam.json' };

async function save(format: As): Promise<void> {
  const url = URL.createObjectURL(await core.exportMemories(format));
  const link = document.createElement('a');
  link.href = url;
  link.download = `memories.${endings[format]}`;
  link.click();
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url));
  say(`Saved as memories.${endings[format]}.`);
}

function Came({ transfer: { added, known, skipped, reasons } }: { transfer: MemoryTransfer }) {
  return (
    <>
      <p>
        {counted(added, 'memory', 'memories')} added · {count(known)} known already · {count(skipped)} skipped
      </p>
      <ul class="reasons">
        {reasons.map(reason => (
          <li key={reason.code}>
            {count(reason.count)}: {reason.text}
            <small>{reason.examples.join(', ')}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

function Room({ overview: { namespaces, archived } }: { overview: MemoryOverview }) {
  const { busy, error, act } = useDoing();
  const going = useRef(false);

  async function tidy() {
    going.current = true;
    let [merged, put] = [0, 0];
    for (let done = false; going.current && !done; ) {
      const part = await core.reflect();
      [done, merged, put] = [part.done, merged + part.merged, put + part.archived];
    }
    say(`${count(merged)} merged, ${count(put)} put into the archive.`);
  }

  return (
    <details class="card">
      <summary>Room and order</summary>
      <dl class="drawers">
        {namespaces
          .filter(({ count: held }) => held > 0)
          .map(({ name, count: held, limit }) => (
            <div key={name}>
              <dt>{drawer(name)}</dt>
              <dd>
                <Bar value={held / limit} label={`${drawer(name)}: ${count(held)} of ${count(limit)}`} />
                <span class="quiet">
                  {count(held)} of {count(limit)}
                </span>
              </dd>
            </div>
          ))}
      </dl>
      <p class="quiet">
        {counted(archived, 'memory', 'memories')} in the archive. What fades goes there by itself; nothing is deleted
        without you.
      </p>
      <p class="row">
        {busy ? (
          <>
            <span role="status">Tidying up…</span>
            <button
              type="button"
              onClick={() => {
                going.current = false;
              }}
            >
              Stop
            </button>
          </>
        ) : (
          <button type="button" onClick={() => act(tidy)}>
            Tidy up now
          </button>
        )}
      </p>
      <Problem error={error} />
    </details>
  );
}

const few = 20;

/** What agents asked to see or to write: what was refused, and what was granted for a reason. */
function Asked() {
  const { value } = useAnswer(() => core.memoryAudit(0, few), 'audit', memoryChanges);
  if (!value || value.total === 0) return null;
  return (
    <details class="card">
      <summary>What agents asked for</summary>
      <ul class="lines">
        {value.items.map((line, at) => (
          <li key={at}>
            <div class="line-text">
              <p>
                <b>{line.agent}</b> {verbs[line.action]} {drawer(line.namespace)}{' '}
                <span class={line.granted ? 'tag calm' : 'tag contrary'}>{line.granted ? 'Granted' : 'Refused'}</span>
              </p>
              <p class="quiet">{[asMoment(line.at), line.reason].filter(part => part !== '').join(' · ')}</p>
            </div>
          </li>
        ))}
      </ul>
      {value.total > few && <p class="quiet">{counted(value.total - few, 'older one')}</p>}
    </details>
  );
}

const verbs: Record<AuditLine['action'], string> = {
  read: 'wanted to read in',
  write: 'wanted to write to',
  search: 'wanted to search in',
};
