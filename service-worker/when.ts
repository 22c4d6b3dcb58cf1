/** When: the events of the service worker, all of them bound here and at once. */

import { fill, fromCache, fromNetworkOrPage, holds, removeOld } from './how.ts';
import { look, wakeUp } from './look.ts';
import { open } from './tell.ts';
import { page } from './what.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', event => event.waitUntil(fill()));

self.addEventListener('activate', event => event.waitUntil(removeOld().then(() => self.clients.claim())));

/** An update waits until the person clicks; the page then says so. */
self.addEventListener('message', event => {
  if (event.data === 'activate') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname === page || url.pathname === '/index.html') event.respondWith(fromCache(page, request));
  else if (holds(url)) event.respondWith(fromCache(url.pathname, request));
  else if (request.mode === 'navigate') event.respondWith(fromNetworkOrPage(request));
});

self.addEventListener('periodicsync', event => {
  if (event.tag === wakeUp) event.waitUntil(look('tick'));
});

self.addEventListener('sync', event => {
  if (event.tag === wakeUp) event.waitUntil(look('tick'));
});

/** Whoever sends one says nothing by it but that it is worth looking: what it carries is not read. */
self.addEventListener('push', event => event.waitUntil(look('push')));

self.addEventListener('notificationclick', event => event.waitUntil(open(event.notification)));
