/** Which screen is on: by the state of the vault first, then by the address. */

import { useEffect } from 'preact/hooks';
import { connection, state, takeOver } from '../core.ts';
import { creating } from '../create/creating.ts';
import { Missions } from '../missions/missions.tsx';
import { focusMain } from '../ui/focus.ts';
import { Mark } from '../ui/icon.tsx';
import { Notices, Problem } from '../ui/notice.tsx';
import { route } from '../ui/route.ts';
import { Unlock } from '../unlock/unlock.tsx';
import { Welcome } from '../welcome/welcome.tsx';
import { Frame } from './frame.tsx';
import { NotSaved } from './not-saved.tsx';
import { Browsers, Create, Data, Memory, Profile, Recover, Restore, Settings, Wallet } from './screens.ts';
import { UpdateReady } from './update-ready.tsx';

export function App() {
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it is a link to a place on this page */}
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to content
      </a>
      <NotSaved />
      <Now />
      <UpdateReady />
      <Notices />
    </>
  );
}

function Now() {
  const link = connection.value;
  const vault = state.value?.vault;
  if (typeof link === 'object') {
    return (
      <Plain title="OwnYou could not start">
        <Problem error={link} />
        <button type="button" class="primary" onClick={takeOver}>
          Try again
        </button>
      </Plain>
    );
  }
  if (link === 'starting' || vault === undefined) return <Opening />;
  if (vault === 'none' || creating.value) return <Outside />;
  if (vault === 'locked') return <Unlock />;
  return <Frame>{inside()}</Frame>;
}

function Outside() {
  switch (route.value) {
    case 'recover':
      return <Recover />;
    case 'restore':
      return <Restore />;
    case 'browsers':
      return <Browsers />;
    default:
      return creating.value || route.value === 'create' ? <Create /> : <Welcome />;
  }
}

function inside() {
  switch (route.value) {
    case 'data':
      return <Data />;
    case 'memory':
      return <Memory />;
    case 'wallet':
      return <Wallet />;
    case 'settings':
      return <Settings />;
    case 'profile':
      return <Profile />;
    default:
      return <Missions />;
  }
}

function Opening() {
  return (
    <main class="opening" aria-busy="true">
      <Mark />
      <p>Opening…</p>
    </main>
  );
}

function Plain({ title, children }: { title: string; children: preact.ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · OwnYou`;
  }, [title]);
  return (
    <main id="main" class="narrow alone" tabIndex={-1}>
      <Mark />
      <div class="stack">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** The address after `#` is the route, so the skip link moves the focus itself. */
function skipToMain(event: Event): void {
  event.preventDefault();
  focusMain();
}
