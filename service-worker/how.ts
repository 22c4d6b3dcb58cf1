/** How files get into the cache, out of it, and how old caches go. */

import { type Asset, assets, cacheName, cachePrefix, page } from './what.ts';

/** Everything or nothing: a file with the wrong hash fails the install, and the old worker goes on serving. */
export async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(assets.map(asset => cache.add(request(asset))));
}

/** `no-cache`: a file whose name does not change is asked for again, or a stale copy would fail its hash. */
function request({ url, integrity, immutable }: Asset): Request {
  return new Request(url, { integrity, cache: immutable ? 'default' : 'no-cache' });
}

export async function removeOld(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter(name => name.startsWith(cachePrefix) && name !== cacheName);
  await Promise.all(old.map(name => caches.delete(name)));
}

const paths = new Set(assets.map(asset => asset.url));

/** Whether this request is for a file of the list. */
export function holds(url: URL): boolean {
  return paths.has(url.pathname);
}

/** From the cache, never making one; a file that the browser dropped comes from the network. */
export async function fromCache(path: string, request: Request): Promise<Response> {
  return (await caches.match(path, { cacheName })) ?? fetch(request);
}

/** A page that is not ours comes from the network; without one, the app opens instead of an error. */
export async function fromNetworkOrPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return fromCache(page, request);
  }
}
