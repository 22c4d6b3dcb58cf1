/** Why there is nothing to say yes to, and what to do next: in a tab of its own, while this window waits. */

import type { PresentView } from '@ownyou/wasm';
import type { ComponentChildren } from 'preact';
import { stepBack } from '../core.ts';
import { Problem } from '../ui/notice.tsx';
import { Plain } from './plain.tsx';
import { no, problem, step } from './session.ts';
import { OriginName } from './site.tsx';

type Status = Exclude<PresentView['status'], 'ask' | 'locked'>;

interface Words {
  title: string;
  text: (site: ComponentChildren) => ComponentChildren;
  next?: { to: string; name: string };
}

const words: Record<Status, Words> = {
  'no-vault': {
    title: 'You have no vault here yet',
    text: site => (
      <>
        {site} asks you to log in with OwnYou. Make your vault first: two minutes, no name, no address. This window
        waits and goes on by itself.
      </>
    ),
    next: { to: '/#/create?for=wallet', name: 'Make my vault' },
  },
  'no-credential': {
    title: 'You need a credential',
    text: site => (
      <>
        {site} asks you to log in with OwnYou. For that your wallet needs a credential, which you get with an
        invitation. This window waits and goes on by itself.
      </>
    ),
    next: { to: '/#/wallet', name: 'Get my credential' },
  },
  blocked: {
    title: 'You have blocked this site',
    text: site => <>{site} gets no answer but no. You can let it ask again in your wallet.</>,
    next: { to: '/#/wallet', name: 'Open my wallet' },
  },
  refused: {
    title: 'OwnYou does not answer this',
    text: site => <>Something is wrong with how {site} asks. Nothing about you went there.</>,
  },
};

export function Refusal({ view }: { view: PresentView }) {
  const status: Status = view.status === 'ask' || view.status === 'locked' ? 'refused' : view.status;
  const { title, text, next } = words[status];
  const site = view.origin === undefined ? 'this page' : <OriginName view={view} />;
  return (
    <Plain
      title={title}
      end={
        <>
          <button type="button" disabled={step.value === 'answering'} onClick={no}>
            Close
          </button>
          {next && (
            <a
              class="button primary"
              href={next.to}
              target="_blank"
              rel="noopener"
              onClick={() => status === 'no-vault' && stepBack()}
            >
              {next.name}
            </a>
          )}
        </>
      }
    >
      <p>{text(site)}</p>
      <Problem error={problem.value ?? view.problem} />
    </Plain>
  );
}
