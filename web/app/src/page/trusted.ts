/** The one Trusted Types policy: the scripts that the page may start, and no others. */

import workerUrl from '../worker/core.worker.ts?worker&url';

/** The little of Trusted Types that is used; TypeScript's DOM types do not have it yet. */
declare const trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): unknown };
    }
  | undefined;

const allowed = { worker: workerUrl, serviceWorker: '/sw.js' };

const policy = (typeof trustedTypes === 'undefined' ? undefined : trustedTypes)?.createPolicy('ownyou', {
  createScriptURL(url) {
    if (Object.values(allowed).includes(url)) return url;
    throw new TypeError(`Not one of our scripts: ${url}`);
  },
});

/** TypeScript's DOM types know only text here, as browsers without Trusted Types do. */
export function scriptUrl(which: keyof typeof allowed): string {
  const url = allowed[which];
  return (policy?.createScriptURL(url) as string | undefined) ?? url;
}
