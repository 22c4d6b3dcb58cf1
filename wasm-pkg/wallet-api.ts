/** The credential, logins at publishers, and what each of them was told. */

import type { CoreError, Page } from './shared-api.ts';

/** A scene that the person chose, with a phrase: it shows them that a window is theirs, and is never sent. */
export interface Picture {
  /** u32: draws the scene. */
  seed: number;
  /** At most 60 characters, may be empty. */
  phrase: string;
}

export interface WalletView {
  credential: 'none' | 'current' | 'expired';
  renewalDue: boolean;
  /** Origin of who issued it, or of who would. */
  issuer?: string;
  /** ISO week, e.g. `2026-W47`. */
  epoch?: string;
  /** RFC 3339: publishers accept it until then. */
  until?: string;
  /** What the issuer checked, e.g. `invited`. */
  assurance?: string;
  /** How recognisable everything that any site was ever told makes one, if they put it together. */
  toldBits: number;
  /** When the person may start anew, where the issuer said so: `from` then on, `again` if they do now. RFC 3339. */
  anew?: { now: boolean; from: string; again: string };
  /** What the last renewal failed with. */
  problem?: CoreError;
  picture?: Picture;
}

/** What a page saw of who asks. The core decides what follows from it. */
export interface Carrier {
  /** `event.origin` of the opener's message; none where the request came in the address. */
  sender?: string;
  /** This page is framed, or its opener is. */
  embedded: boolean;
}

/** A segment that a site would be told. */
export interface SegmentOffer {
  /** IAB Audience Taxonomy 1.1 id. */
  id: string;
  name: string;
  /** Names from tier 1 down to this one. */
  path: string[];
  /** How recognisable it makes one by itself. */
  bits: number;
}

export interface PresentView {
  /** `refused`: a bad request, and `problem` says why. */
  status: 'ask' | 'locked' | 'no-vault' | 'no-credential' | 'blocked' | 'refused';
  /** Exact: scheme, host and port. */
  origin?: string;
  /** Registrable domain, or the host where there is none. */
  site?: string;
  /** The host as a person reads it, where it is punycode. */
  unicode?: string;
  /** The browser says that it is this origin; else it is only claimed. */
  verified: boolean;
  firstVisit: boolean;
  /** Not encrypted: this machine's own names, in development. */
  insecure: boolean;
  /** What the segments are wanted for: `ads`, `content`, `measurement`. */
  purposes: string[];
  segments: SegmentOffer[];
  /** How recognisable all the segments together make one. */
  bits: number;
  /** About one in so many people has them all. */
  people: number;
  /** The first 8 characters of the pseudonym at this origin. */
  pseudonym?: string;
  /** RFC 3339: the last login there. */
  known?: string;
  problem?: CoreError;
}

/** How a request is answered. */
export interface Reply {
  /** To post on the port, as it is. */
  message?: object;
  /** Where to go, when there is no port. */
  navigate?: string;
}

/** One login: what was told to whom. */
export interface DisclosureLine {
  id: string;
  /** RFC 3339. */
  at: string;
  origin: string;
  site: string;
  pseudonym: string;
  segments: { id: string; name: string }[];
  carrier: 'popup' | 'callback';
  /** Under a name from before the person started anew. */
  old: boolean;
}

/** All that a site was ever told. */
export interface SiteLine {
  site: string;
  /** RFC 3339. */
  first: string;
  last: string;
  logins: number;
  blocked: boolean;
  /** `first`: RFC 3339, when it was told first. */
  told: { id: string; name: string; first: string }[];
  bits: number;
  /** All of it under a name from before the person started anew. */
  old: boolean;
}

/** The credential, and what a person can do with it. */
export interface Wallet {
  wallet(): Promise<WalletView>;
  /** With an invite code, a new credential; without, the one that belongs to this person's words. */
  getCredential(invite?: string): Promise<WalletView>;
  /** Does nothing unless it is time. */
  renewIfDue(): Promise<WalletView>;
  /** Likewise, but without the random while that hides when somebody came back: for the person's own wish. */
  renew(): Promise<WalletView>;
  /** A credential under other names at all sites. Asked again after a lost answer, it is the same. */
  startAnew(): Promise<WalletView>;
  /** Also while locked: it is sealed by the device's key alone. */
  picture(): Promise<Picture | undefined>;
  setPicture(picture: Picture): Promise<void>;

  /** Decides what can be done about a request (JSON). To be called again after unlocking. */
  present(request: string, carrier: Carrier): Promise<PresentView>;
  /** Logs in, telling these of the segments that were offered. */
  presentYes(request: string, carrier: Carrier, segments: string[]): Promise<Reply>;
  /** Needs no vault, and says nothing of why. */
  presentNo(request: string, carrier: Carrier): Promise<Reply>;

  disclosures(offset: number, limit: number): Promise<Page<DisclosureLine>>;
  sites(): Promise<SiteLine[]>;
  block(site: string, on: boolean): Promise<void>;
  /** Answers how many went. What each site was told stays counted, so that it is never told more. */
  forgetDisclosures(): Promise<number>;
}
