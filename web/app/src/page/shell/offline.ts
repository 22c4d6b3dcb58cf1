/** The service worker as the page sees it: registered, an update that waits for a click, and its end. */

import { signal } from '@preact/signals';
import { modelsFolder } from '../../shared/models-folder.ts';
import { scriptUrl } from '../trusted.ts';

/** A newer version of the app is ready; it starts when the person says so. */
export const update = signal<ServiceWorker | undefined>(undefined);
/** Whether the browser thinks there is a network. A hint to show, nothing to decide by. */
export const online = signal(navigator.onLine);

export async function registerOffline(): Promise<void> {
  addEventListener('online', () => (online.value = true));
  addEventListener('offline', () => (online.value = false));
  // In development nothing is built that could be cached.
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  try {
    const registration = await navigator.serviceWorker.register(scriptUrl('serviceWorker'), { updateViaCache: 'none' });
    offer(registration);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => offer(registration));
    });
  } catch {
    // Without a service worker (private window, a setting) the app works, only not offline; the browser check says so.
  }
}

/** The first worker of all replaces nothing, so there is nothing to offer. */
function offer({ waiting }: ServiceWorkerRegistration): void {
  if (navigator.serviceWorker.controller) update.value = waiting ?? undefined;
}

/** Lets the waiting version take over, and starts again with it; another tab may have done the first already. */
export function applyUpdate(): void {
  if (update.value?.state === 'activated') {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  update.value?.postMessage('activate');
}

/** Removes the service worker, everything it cached, and the models. */
export async function removeOffline(): Promise<void> {
  update.value = undefined;
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map(registration => registration.unregister()));
  const names = await caches.keys();
  await Promise.all(names.map(name => caches.delete(name)));
  // Whoever never kept a model has no such folder, and a private window may have none at all.
  const root = await navigator.storage?.getDirectory?.().catch(() => undefined);
  await root?.removeEntry(modelsFolder, { recursive: true }).catch(() => {});
}
