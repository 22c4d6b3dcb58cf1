/** How files get into the cache, out of it, and how old caches go. */

import { type Asset, assets, cacheName, cachePrefix, page, part } from './what.ts';

/** Everything or nothing: a file with the wrong hash fails the install, and the old worker goes on serving. */
export async function fill(): Promise<void> {
  const used = await partsInUse();
  const cache = await caches.open(cacheName);
  const needed = assets.filter(({ url }) => used.has(part(url) ?? '') || !part(url));
  await Promise.all(needed.map(asset => cache.add(request(asset))));
}

/** The parts that an app before this one kept, since somebody used them. */
async function partsInUse(): Promise<ReadonlySet<string>> {
  const names = (await caches.keys()).filter(name => name.startsWith(cachePrefix));
  const kept = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
  return new Set(kept.flat().flatMap(({ url }) => part(new URL(url).pathname) ?? []));
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

const files = new Map(assets.map(asset => [asset.url, asset]));

/** Whether this request is for a file of the list. */
export function holds(url: URL): boolean {
  return files.has(url.pathname);
}

/** From the cache, never making one; a file that the browser dropped, or that was never used, comes from the network. */
export async function fromCache(path: string, asked: Request): Promise<Response> {
  const kept = await caches.match(path, { cacheName });
  if (kept) return kept;
  const file = part(path) && files.get(path);
  return file ? await keep(file) : await fetch(asked);
}

/** Fetches a file that is kept from its first use on. */
async function keep(file: Asset): Promise<Response> {
  const response = await fetch(request(file));
  if (response.ok) {
    const cache = await caches.open(cacheName);
    // Without room it is fetched again the next time.
    await cache.put(file.url, response.clone()).catch(() => {});
  }
  return response;
}

/** A page that is not ours comes from the network; without one, the app opens instead of an error. */
export async function fromNetworkOrPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return fromCache(page, request);
  }
}
