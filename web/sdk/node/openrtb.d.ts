/** `import { toOpenRtb } from '@ownyou/sdk/openrtb'`: nothing of Node is in it. */

/** The part of a bid request that says what a visitor told. Not who they are: `sub` stays with the publisher. */
export interface OpenRtb {
  user: { data: { name: string; ext: { segtax: 4 }; segment: { id: string }[] }[] };
}

/**
 * `user.data` of a login. Ids are those of the IAB Audience Taxonomy 1.1; `name` is the provider of the data, `ownyou` unless
 * told. Empty where the visitor told nothing.
 */
export function toOpenRtb(login: { segments: readonly { id: string }[] }, name?: string): OpenRtb;
