/** The settings: what keeps the vault (locking, keys, backup, room), and what the app does (when agents look, models, install, the end of it all). */

import { Meaning } from '../meaning/meaning.tsx';
import { install, installed, installPrompt } from '../shell/install.ts';
import { Heading } from '../ui/heading.tsx';
import { attempt } from '../ui/notice.tsx';
import { BrowserCheck } from '../welcome/browsers.tsx';
import { Background } from './background.tsx';
import { Backup } from './backup.tsx';
import { EraseEverything } from './erase.tsx';
import { Licences } from './licences.tsx';
import { Locking } from './locking.tsx';
import { Schedules } from './schedules.tsx';
import { Storage } from './storage.tsx';
import { Ways } from './ways.tsx';

export function Settings() {
  return (
    <div class="settings">
      <Heading title="Settings" />
      <div class="settings-column">
        <Locking />
        <Ways />
        <Backup />
        <Storage />
        <details class="card">
          <summary>Check this browser</summary>
          <BrowserCheck />
        </details>
        <Licences />
      </div>
      <div class="settings-column">
        <Schedules />
        <Background />
        <Install />
        <Meaning />
        <EraseEverything />
      </div>
    </div>
  );
}

function Install() {
  return (
    <section class="card" aria-labelledby="install-title">
      <h2 id="install-title">Install</h2>
      {installed.value ? (
        <p>OwnYou is installed.</p>
      ) : (
        <>
          <p>A window and an icon of its own. Browsers keep the data of installed apps more willingly.</p>
          {installPrompt.value ? (
            <button type="button" onClick={() => attempt(install)}>
              Install OwnYou
            </button>
          ) : (
            <p class="quiet">This browser offers it in its own menu, if at all: “Install” or “Add to Home Screen”.</p>
          )}
        </>
      )}
    </section>
  );
}
