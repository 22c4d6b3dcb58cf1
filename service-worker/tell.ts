/** Telling: notifications of cards, the badge, and what a click on one opens. What they say is the core's. */

import type { Away, Lookout } from '@ownyou/wasm';
import { page } from './what.ts';

declare const self: ServiceWorkerGlobalScope;

/** Of a notification of ours: a card has one at most. */
const tag = (id: string) => `mission-${id}`;

/**
 * Shows what there is to tell, unless the person is here and sees the feed. First it is shown, then noted as told: cut
 * off in between it is shown again, in place of itself and without a sound.
 */
export async function tell(core: Lookout, away: Away): Promise<void> {
  await mark(away.badge);
  const stay = new Set(away.keep.map(tag));
  for (const shown of await self.registration.getNotifications()) if (!stay.has(shown.tag)) shown.close();
  if (away.show.length === 0 || Notification.permission !== 'granted' || isSeen(await ours())) return;
  for (const { id, title, body } of away.show) {
    const icon = '/icons/icon-192.png';
    await self.registration.showNotification(title, { body, icon, badge: icon, tag: tag(id), data: id });
  }
  await core.wasTold(away.show.map(({ id }) => id));
}

/** The windows of the app; the one in which it answers a site is none. */
async function ours(): Promise<WindowClient[]> {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter(one => new URL(one.url).pathname === page);
}

const isSeen = (windows: WindowClient[]) => windows.some(one => one.visibilityState === 'visible');

/** Not every browser has a badge, and none must fail for it. */
async function mark(count: number): Promise<void> {
  await (count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => {});
}

/** Opens the mission: in a window of the app that is there, or in a new one. */
export async function open(notification: Notification): Promise<void> {
  notification.close();
  const address = `${page}#/missions/${encodeURIComponent(String(notification.data))}`;
  const [there] = await ours();
  // A window that this worker does not control is not led anywhere.
  const led = await there?.navigate(address).catch(() => null);
  if (led) await led.focus();
  else await self.clients.openWindow(address);
}
