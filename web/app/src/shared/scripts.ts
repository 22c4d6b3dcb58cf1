/** Trusted Types: the one policy of a page or a worker, which lets it start its own scripts and no others. */

/** The little of Trusted Types that is used; TypeScript's DOM types do not have it yet. */
declare const trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): unknown };
    }
  | undefined;

/** The addresses of these scripts, as they may be started. To be called once in a thread. */
export function scripts<Name extends string>(allowed: Record<Name, string>): (which: Name) => string {
  const policy = (typeof trustedTypes === 'undefined' ? undefined : trustedTypes)?.createPolicy('ownyou', {
    createScriptURL(url) {
      if (Object.values(allowed).includes(url)) return url;
      throw new TypeError(`Not one of our scripts: ${url}`);
    },
  });
  // TypeScript's DOM types know only text here, as browsers without Trusted Types do.
  return which => (policy?.createScriptURL(allowed[which]) as string | undefined) ?? allowed[which];
}
