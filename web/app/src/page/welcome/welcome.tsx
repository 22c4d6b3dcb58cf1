/** The first screen: what this is, and the way in. */

import { Heading } from '../ui/heading.tsx';
import { Mark } from '../ui/icon.tsx';
import { invite } from '../ui/route.ts';
import { Picture } from './picture.tsx';

export function Welcome() {
  return (
    <main id="main" class="welcome" tabIndex={-1}>
      <div class="welcome-words">
        <p class="brand">
          <Mark />
          <span>OwnYou</span>
        </p>
        <Heading title="See what your own data says about you" />
        <p class="lead">
          OwnYou reads your mail, bank, calendar and browsing files in this tab and draws a profile from them, with the
          reason for every line. It all stays on this device, sealed with a key that only you hold.
        </p>
        {invite.value !== '' && (
          <p class="banner">You are invited. Your code is kept until your vault is ready for it.</p>
        )}
        <p class="row">
          <a class="button primary" href="#/create">
            Create my vault
          </a>
          <a class="button" href="#/browsers">
            Check this browser
          </a>
        </p>
        <p class="row">
          <span class="quiet">Been here before?</span>
          <a href="#/recover">I have 24 words</a>
          <a href="#/restore">I have a backup file</a>
        </p>
      </div>
      <Picture />
    </main>
  );
}
