/** The settings: locking, room, install, the browser, licences, and the end of it all. */

import { core, state } from '../core.ts';
import { install, installed, installPrompt } from '../shell/install.ts';
import { Heading } from '../ui/heading.tsx';
import { attempt, say } from '../ui/notice.tsx';
import { BrowserCheck } from '../welcome/browsers.tsx';
import { EraseEverything } from './erase.tsx';
import { Licences } from './licences.tsx';
import { Storage } from './storage.tsx';

export function Settings() {
  return (
    <div class="settings">
      <Heading title="Settings" />
      <Locking />
      <Storage />
      <Install />
      <details class="card">
        <summary>Check this browser</summary>
        <BrowserCheck />
      </details>
      <Licences />
      <EraseEverything />
    </div>
  );
}

function Locking() {
  const kept = state.value?.wraps.includes('device') ?? false;

  async function keep(on: boolean) {
    await core.keepUnlocked(on);
    say(on ? 'This device opens the vault by itself.' : 'The passphrase is asked for again.');
  }

  return (
    <section class="card" aria-labelledby="locking-title">
      <h2 id="locking-title">Lock</h2>
      <label class="check">
        <input type="checkbox" checked={kept} onChange={event => attempt(() => keep(event.currentTarget.checked))} />
        <span>
          <b>Keep unlocked on this device</b>
          <small>
            With a key that cannot be taken out of this browser. Whoever can use this browser can read the vault.
          </small>
        </span>
      </label>
      <button type="button" onClick={() => attempt(() => core.lock())}>
        Lock now
      </button>
    </section>
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
