/** Which face of the login is shown, by what the core says of the request. */

import { connection, takeOver } from '../core.ts';
import { Mark } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { Ask } from './ask.tsx';
import { Locked } from './locked.tsx';
import { Owner } from './owner.tsx';
import { Plain } from './plain.tsx';
import { Refusal } from './refusal.tsx';
import { asked, problem, step, view } from './session.ts';

export function Present() {
  return (
    <div class="present">
      <header class="present-top">
        <p class="brand">
          <Mark />
          <span>OwnYou</span>
        </p>
        {view.value?.status !== 'locked' && <Owner />}
      </header>
      <Face />
    </div>
  );
}

function Face() {
  const link = connection.value;
  const now = view.value;
  if (step.value === 'answered') return <Done />;
  if (asked.value === 'nothing') return <Nothing />;
  if (typeof link === 'object') {
    return (
      <Plain title="OwnYou could not start" end={<Again />}>
        <Problem error={link} />
      </Plain>
    );
  }
  if (now?.status === 'ask') return <Ask view={now} />;
  if (now?.status === 'locked') return <Locked view={now} />;
  if (now) return <Refusal view={now} />;
  return <Opening />;
}

function Opening() {
  return (
    <main class="opening" aria-busy="true">
      <p role="status">{asked.value === 'waiting' ? 'Waiting for the site…' : 'Opening…'}</p>
      <Problem error={problem.value} />
      <Leave />
    </main>
  );
}

function Nothing() {
  return (
    <Plain title="Nobody is asking" end={<Leave />}>
      <p>This window answers a site where you log in. Go back to the site and begin there again.</p>
      <p>
        <a href="/">Open OwnYou</a>
      </p>
    </Plain>
  );
}

/** What stays when the browser does not let the window close itself. */
function Done() {
  return (
    <Plain title="Done">
      <p>You can close this window and go back to the site.</p>
    </Plain>
  );
}

function Again() {
  return (
    <>
      <Leave />
      <button type="button" class="primary" onClick={takeOver}>
        Try again
      </button>
    </>
  );
}

/** Without an answer: nobody asked, or the core is not there to give one. */
function Leave() {
  return (
    <button type="button" onClick={() => window.close()}>
      Close
    </button>
  );
}
