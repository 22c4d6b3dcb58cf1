/** The sites that were ever told something: what, since when, how recognisable it makes one; and no more answers. */

import type { SiteLine } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core, walletChanges } from '../core.ts';
import { Confirm } from '../ui/dialog.tsx';
import { asDay, count, counted, roughly } from '../ui/format.ts';
import { attempt, Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';

export function Sites({ bits }: { bits: number }) {
  const { value: sites, error } = useAnswer(() => core.sites(), 'sites', walletChanges);
  const [blocking, setBlocking] = useState<string>();
  if (sites?.length === 0) return null;
  return (
    <section aria-labelledby="sites-title">
      <h2 id="sites-title">Sites</h2>
      <Problem error={error} />
      {bits > 0 && (sites?.length ?? 0) > 1 && (
        <p class="quiet">
          If all of them put together what they were told: about one in {count(roughly(2 ** bits))} people looks like
          this. Your names there do not help them.
        </p>
      )}
      <ul class="lines">
        {sites?.map(line => (
          <li key={line.site}>
            <Site line={line} />
            {line.blocked ? (
              <button type="button" aria-label={`Unblock ${line.site}`} onClick={() => unblock(line.site)}>
                Unblock
              </button>
            ) : (
              <button type="button" aria-label={`Block ${line.site}`} onClick={() => setBlocking(line.site)}>
                Block
              </button>
            )}
          </li>
        ))}
      </ul>
      {blocking !== undefined && (
        <Confirm
          title={`Block ${blocking}?`}
          action="Block it"
          keep="Let it ask"
          onClose={() => setBlocking(undefined)}
          onConfirm={async () => {
            await core.block(blocking, true);
            say(`${blocking} is blocked.`);
          }}
        >
          <p>It gets no answer but no, and you cannot log in there. You can undo it here at any time.</p>
        </Confirm>
      )}
    </section>
  );
}

async function unblock(site: string): Promise<void> {
  await attempt(async () => {
    await core.block(site, false);
    say(`${site} may ask again.`);
  });
}

function Site({ line }: { line: SiteLine }) {
  const { site, first, last, logins, blocked, told, bits, old } = line;
  return (
    <div class="line-text">
      <p>
        <b>{site}</b> {blocked && <span class="tag">Blocked</span>} {old && <span class="tag">Old name</span>}
      </p>
      <p class="quiet">
        {counted(logins, 'login')} · {asDay(first) === asDay(last) ? asDay(last) : `${asDay(first)} – ${asDay(last)}`}
      </p>
      {told.length === 0 ? (
        <p class="quiet">It was told nothing but your name there.</p>
      ) : (
        <details class="told-over-time">
          <summary>
            Told {counted(told.length, 'thing')}: about one in {count(roughly(2 ** bits))} people looks like this
          </summary>
          <ul>
            {told.map(({ id, name, first }) => (
              <li key={id}>
                {name} <span class="quiet">since {asDay(first)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
