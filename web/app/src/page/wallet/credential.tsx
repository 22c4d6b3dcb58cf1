/** The credential: getting one, how long it lasts, and what is wrong with it. */

import type { WalletView } from '@ownyou/wasm';
import { core } from '../core.ts';
import { asDay } from '../ui/format.ts';
import { Problem, say } from '../ui/notice.tsx';
import { go, invite } from '../ui/route.ts';
import { useDoing } from '../ui/use-doing.ts';

export function Credential({ wallet }: { wallet: WalletView }) {
  return (
    <section class="card" aria-labelledby="credential-title">
      <h2 id="credential-title">{titles[wallet.credential]}</h2>
      {wallet.credential === 'none' ? <Get issuer={wallet.issuer} /> : <Have wallet={wallet} />}
    </section>
  );
}

const titles: Record<WalletView['credential'], string> = {
  none: 'Get your credential',
  current: 'You can log in',
  expired: 'Your credential has run out',
};

function Get({ issuer }: { issuer: string | undefined }) {
  const { busy, error, act } = useDoing();
  const code = invite.value;

  async function get(given?: string) {
    await core.getCredential(given);
    invite.value = '';
    go('wallet');
    say('Your credential is here. If a site waits for you in another window, go back to it.');
  }

  return (
    <form
      class="stack"
      onSubmit={event => {
        event.preventDefault();
        void act(() => get(code.trim()));
      }}
    >
      <p>
        With it you log in at sites under a name that is new at each of them. It says that you were invited, and nothing
        about who you are; not even its issuer can tell where you use it.
      </p>
      <Problem error={error} />
      {issuer !== undefined && (
        <p class="quiet">
          Invitations come from{' '}
          <a href={issuer} target="_blank" rel="noreferrer">
            {issuer}
          </a>
        </p>
      )}
      <label class="field">
        <span>Invitation code</span>
        <input
          value={code}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={event => {
            invite.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="primary" disabled={busy || code.trim() === ''}>
        {busy ? 'Getting it…' : 'Get my credential'}
      </button>
      <button type="button" class="plain" disabled={busy} onClick={() => act(() => get())}>
        I had one before: restore it
      </button>
    </form>
  );
}

function Have({ wallet }: { wallet: WalletView }) {
  const { busy, error, act } = useDoing();
  const expired = wallet.credential === 'expired';
  const problem = error ?? wallet.problem;
  return (
    <>
      <Renewing wallet={wallet} />
      <dl class="terms">
        {wallet.assurance !== undefined && (
          <>
            <dt>It says</dt>
            <dd>{says[wallet.assurance] ?? wallet.assurance}</dd>
          </>
        )}
        {wallet.issuer !== undefined && (
          <>
            <dt>Issued by</dt>
            <dd>{wallet.issuer}</dd>
          </>
        )}
        {wallet.until !== undefined && (
          <>
            <dt>{expired ? 'Was good until' : 'Good until'}</dt>
            <dd>{asDay(wallet.until)}</dd>
          </>
        )}
      </dl>
      <Problem error={problem} />
      {(expired || wallet.renewalDue) && (
        <button type="button" class="primary" disabled={busy} onClick={() => act(() => core.renew())}>
          {busy ? 'Renewing…' : 'Renew it now'}
        </button>
      )}
    </>
  );
}

function Renewing({ wallet: { credential, renewalDue } }: { wallet: WalletView }) {
  if (credential === 'expired') {
    return <p>It is renewed as soon as its issuer can be reached. Your names at all sites stay the same.</p>;
  }
  if (!renewalDue) return <p>It renews by itself each week, while OwnYou is open.</p>;
  return (
    <>
      <p>
        <b>It should have been renewed by now.</b> Leave OwnYou open and online, and it renews by itself within the
        hour.
      </p>
      <p class="quiet">
        You can also do it yourself, best not right before you log in somewhere: its issuer sees when you renew, and a
        site sees when you come.
      </p>
    </>
  );
}

/** What an issuer can have checked. */
const says: Record<string, string> = { invited: 'that you were invited' };
