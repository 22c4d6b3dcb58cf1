/** What is cached: the app's own files, each with the hash it must have. The list is made at build, by plugin.ts. */

export interface Asset {
  /** Path from the root of the scope, e.g. `/assets/main-3f2a.js`. */
  url: string;
  /** Subresource integrity, `sha384-…`, of the decoded body. */
  integrity: string;
  /** The name changes with the content, so any copy with this name is the right one. */
  immutable: boolean;
}

declare const __ASSETS__: readonly Asset[];
declare const __VERSION__: string;

/**
 * What runs models: large, and for those alone who use one. It is kept when it is first fetched, and each later version
 * is fetched with the app's.
 */
const onFirstUse = /^\/assets\/(inference[a-z_]*)-[^/]+\.wasm$/;

/** Which of the files that are kept on first use this is, in whatever version; nothing for the others. */
export function part(path: string): string | undefined {
  return onFirstUse.exec(path)?.[1];
}

/** Every file the app needs to work without a network. */
export const assets: readonly Asset[] = __ASSETS__;

/** The page that answers every navigation when the network does not. */
export const page = '/';

export const cachePrefix = 'ownyou-app-';

/** One cache a build: a hash over the list names it. */
export const cacheName = `${cachePrefix}${__VERSION__}`;
