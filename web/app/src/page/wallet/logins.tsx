/** Where the person logged in: each login with what went there, newest first, and an end to the list. */

import type { DisclosureLine } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core, walletChanges } from '../core.ts';
import { Confirm } from '../ui/dialog.tsx';
import { asMoment, counted } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';

const step = 20;

/** `ready`: there is a credential to log in with. */
export function Logins({ ready }: { ready: boolean }) {
  const [limit, setLimit] = useState(step);
  const [forgetting, setForgetting] = useState(false);
  const { value: page, error } = useAnswer(() => core.disclosures(0, limit), `${limit}`, walletChanges);
  return (
    <section aria-labelledby="logins-title">
      <h2 id="logins-title">Where you logged in</h2>
      <Problem error={error} />
      {page?.total === 0 && <p class="quiet">{ready ? yet : 'Nowhere yet. Get your credential first.'}</p>}
      {page && page.total > 0 && (
        <>
          <ul class="lines">
            {page.items.map(line => (
              <Login key={line.id} line={line} />
            ))}
          </ul>
          <div class="row">
            {page.items.length < page.total && (
              <button type="button" onClick={() => setLimit(limit + step)}>
                Show more
              </button>
            )}
            <button type="button" onClick={() => setForgetting(true)}>
              Forget this list…
            </button>
          </div>
        </>
      )}
      {forgetting && (
        <Confirm
          title="Forget where you logged in?"
          action="Forget the list"
          onClose={() => setForgetting(false)}
          onConfirm={async () => say(`${counted(await core.forgetDisclosures(), 'login')} forgotten.`)}
        >
          <p>When and under which name you logged in goes from this vault. The sites keep what they know.</p>
          <p>
            What each site was told stays counted: OwnYou could else tell it something new each time, until it knew you
            by all of it together.
          </p>
        </Confirm>
      )}
    </section>
  );
}

const yet = 'Nowhere yet. Choose “Login with OwnYou” at a site that has it, and your wallet asks you what goes there.';

function Login({ line: { at, origin, pseudonym, segments, carrier, old } }: { line: DisclosureLine }) {
  return (
    <li>
      <div class="line-text">
        <p>
          <b>{origin}</b> {old && <span class="tag">Old name</span>}
        </p>
        <p class="quiet">
          <time dateTime={at}>{asMoment(at)}</time> · as <code>{pseudonym}</code>
          {carrier === 'callback' && ' · by its address only'}
        </p>
        <p>{segments.length === 0 ? 'Nothing about you.' : segments.map(({ name }) => name).join(', ')}</p>
      </div>
    </li>
  );
}
