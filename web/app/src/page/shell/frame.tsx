/** The frame around the screens of an open vault: navigation, the offline mark, lock. */

import type { ComponentChildren } from 'preact';
import { core } from '../core.ts';
import { useDrop } from '../data/drop.tsx';
import { ToReview } from '../memory/to-review.tsx';
import { BackupDue } from '../settings/backup-due.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { attempt } from '../ui/notice.tsx';
import { type Route, route } from '../ui/route.ts';
import { online } from './offline.ts';

const places = [
  { to: 'profile', name: 'Profile' },
  { to: 'memory', name: 'Memory' },
  { to: 'data', name: 'Data' },
  { to: 'wallet', name: 'Wallet' },
  { to: 'settings', name: 'Settings' },
] as const satisfies { to: Route; name: string }[];

export function Frame({ children }: { children: ComponentChildren }) {
  const here = places.find(place => place.to === route.value)?.to ?? 'profile';
  const dropping = useDrop();
  return (
    <div class="frame">
      <header class="top">
        <a class="brand" href="#/profile" aria-label="OwnYou">
          <Mark />
          <span>OwnYou</span>
        </a>
        <nav class="nav" aria-label="Main">
          {places.map(({ to, name }) => (
            <a key={to} href={`#/${to}`} aria-current={here === to ? 'page' : undefined}>
              <Icon name={to} />
              <span>{name}</span>
              {to === 'memory' && <ToReview />}
            </a>
          ))}
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
