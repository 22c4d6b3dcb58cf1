/** What a publisher's server imports: `import { createChallenge, verifyOwnYou } from '@ownyou/sdk'`. */

export { type OpenRtb, toOpenRtb } from './openrtb.d.ts';

/** A request as it goes to the visitor's wallet, docs/formats/presentation.md. Keep it in the visitor's session. */
export interface OwnYouRequest {
  /** 32 bytes, base64url: makes the answer worth something once. */
  readonly nonce: string;
  /** 16 bytes, base64url: tells which request an answer belongs to. */
  readonly state: string;
  readonly [field: string]: unknown;
}

/** A believed answer. */
export interface Login {
  /** The pseudonym: the account's key at this publisher, for ever. 64 characters. */
  sub: string;
  /** What the person says of themselves; nobody attests it. Ids of the IAB Audience Taxonomy 1.1 (segtax 4). */
  segments: { id: string; name: string }[];
  /** What the issuer checked: `invited`. */
  assurance: string;
}

/** The issuer's published key set: the body of `ISSUER/.well-known/ownyou/issuer`, as text or parsed. */
export type IssuerKeys = string | object;

/**
 * A new request with a fresh nonce. Throws {@link OwnYouRefusal} where the origin is no origin, the keys are no key
 * set, or more than three segments are asked for.
 */
export function createChallenge(options: {
  /** The publisher's own, exactly: `https://news.example`. */
  origin: string;
  /** 0 to 3; 2 unless told. */
  maxSegments?: number;
  /** What the segments are wanted for, which the wallet shows; `['ads']` unless told. */
  purposes?: readonly ('ads' | 'content' | 'measurement')[];
  issuerKeys: IssuerKeys;
}): OwnYouRequest;

/**
 * Who logs in, where `vpToken` answers `request` at `origin`; throws {@link OwnYouRefusal} where it does not. The
 * caller has made sure that the request is of this visitor's session, not older than 120 seconds, and used for the first
 * time.
 */
export function verifyOwnYou(
  /** `vp_token` of the body, as it came. */
  vpToken: unknown,
  options: {
    /** As {@link createChallenge} made it, or its JSON text. */
    request: OwnYouRequest | string;
    origin: string;
    /** The keys that the request was made with. */
    issuerKeys: IssuerKeys;
    /** The clock; now, unless told. */
    now?: Date;
  },
): Login;

/** Why an answer is not believed: log it, and tell the visitor only that it did not work. */
export class OwnYouRefusal extends Error {
  /** `bad-token`, `wrong-origin`, `wrong-key-set`, `unknown-key`, `wrong-epoch`, `too-many-segments`, `bad-proof`, … */
  readonly code: string;
  /** What to do about it. */
  readonly next: string;
}
