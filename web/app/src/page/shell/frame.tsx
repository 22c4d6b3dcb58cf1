/** The frame around the screens of an open vault: navigation, the offline mark, lock. */

import type { ComponentChildren } from 'preact';
import { core } from '../core.ts';
import { useDrop } from '../data/drop.tsx';
import { ToReview } from '../memory/to-review.tsx';
import { BackupDue } from '../settings/backup-due.tsx';
import { Icon, type IconName, Mark } from '../ui/icon.tsx';
import { attempt } from '../ui/notice.tsx';
import { type Route, route } from '../ui/route.ts';
import { online } from './offline.ts';

/** The places of every day: a pill at the thumb on a phone, at the side on a desktop, and the settings apart from them. */
const places = [
  { to: 'missions', name: 'Missions' },
  { to: 'profile', name: 'Profile' },
  { to: 'memory', name: 'Memory' },
  { to: 'data', name: 'Data' },
  { to: 'wallet', name: 'Wallet' },
] as const satisfies Place[];
const settings = { to: 'settings', name: 'Settings' } as const;

interface Place {
  to: Route & IconName;
  name: string;
}

export function Frame({ children }: { children: ComponentChildren }) {
  const dropping = useDrop();
  return (
    <div class="frame">
      <header class="top">
        <a class="brand" href="#/missions" aria-label="OwnYou">
          <Mark />
          <span>OwnYou</span>
        </a>
        <nav class="nav" aria-label="Main">
          <div class="pill">
            {places.map(place => (
              <Link key={place.to} {...place} />
            ))}
          </div>
          <Link {...settings} />
        </nav>
        <div class="top-end">
          {!online.value && <span class="tag">Offline</span>}
          <button
            type="button"
            class="icon"
            aria-label="Lock now"
            title="Lock now"
            onClick={() => attempt(() => core.lockNow())}
          >
            <Icon name="lock" />
            <span class="lock-name">Lock now</span>
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <BackupDue />
        {children}
      </main>
      {dropping && <div class="dropping">Drop them here</div>}
    </div>
  );
}

function Link({ to, name }: Place) {
  const here = [...places, settings].find(place => place.to === route.value)?.to ?? places[0].to;
  return (
    <a href={`#/${to}`} aria-current={here === to ? 'page' : undefined}>
      <Icon name={to} />
      <span>{name}</span>
      {to === 'memory' && <ToReview />}
    </a>
  );
}
