/** What the browser does for an app that is not open: whether it wakes it, and whether it may tell the person anything. */

import { core, state } from '../core.ts';
import { installed } from './install.ts';

/** The name of the wake-up; the service worker knows it by the same. */
const wakeUp = 'missions';
/** Milliseconds: the browser keeps to it, and takes longer where the person is here seldom. */
const twiceADay = 12 * 3600 * 1000;

/** Chromium's; TypeScript's DOM types leave it out because it is not everywhere. */
interface PeriodicSync {
  register(tag: string, options: { minInterval: number }): Promise<void>;
  unregister(tag: string): Promise<void>;
}

/**
 * `woken`: from time to time; `not-installed`: it would wake an app that is installed; `refused`: the person or the
 * browser said no; `never`: it cannot.
 */
export type Waking = 'woken' | 'not-installed' | 'refused' | 'never';
export type Telling = NotificationPermission | 'never';

async function periodicSync(): Promise<PeriodicSync | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration();
  return (registration as { periodicSync?: PeriodicSync } | undefined)?.periodicSync;
}

/** What the browser will do, without asking anybody. */
export async function waking(installed: boolean): Promise<Waking> {
  if (!(await periodicSync())) return 'never';
  // Chromium decides by itself: yes for an installed app that is used, unless the person said no.
  const name = 'periodic-background-sync' as PermissionName;
  const permission = await navigator.permissions.query({ name }).catch(() => undefined);
  if (permission?.state === 'granted') return 'woken';
  return installed ? 'refused' : 'not-installed';
}

export function telling(): Telling {
  return 'Notification' in globalThis ? Notification.permission : 'never';
}

/** Asks the person, where nobody has yet; from a click alone. */
export async function askToTell(): Promise<Telling> {
  return telling() === 'default' ? await Notification.requestPermission() : telling();
}

/** Has the browser wake the app from now on, as far as it does, or no more. */
export async function wake(on: boolean): Promise<void> {
  const sync = await periodicSync();
  if (!on) await sync?.unregister(wakeUp);
  // Refused: then it is looked at each opening.
  else await sync?.register(wakeUp, { minInterval: twiceADay }).catch(() => {});
}

/** An app that was installed after the person asked for it, or whose worker is new, is woken too. */
export function keepWaking(): void {
  const ask = () => {
    if (state.value?.vault !== 'open') return;
    core.background().then(
      ({ on }) => (on ? wake(true) : undefined),
      // Locked in between: at the next opening.
      () => {},
    );
  };
  state.subscribe(ask);
  installed.subscribe(ask);
}

/** What is left on the device's screen when nobody is to be told any more. */
export async function takeBack(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
  await navigator.clearAppBadge?.().catch(() => {});
}
