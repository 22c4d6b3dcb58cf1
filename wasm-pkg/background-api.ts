/** What happens while nobody is there: what the person wants, and what they are told. */

import type { Trigger } from './missions-api.ts';

/** What the person wants to happen while nobody is there. */
export interface Wish {
  on: boolean;
  /** What a notification says, which a lock screen may show to anybody: that there is something, or what it is. */
  detail: 'little' | 'full';
  /** Minutes of the local day from which and until which nothing is told; none where both are the same. */
  quietFrom: number;
  quietTo: number;
  /** At most so many notifications a day. */
  perDay: number;
}

export interface BackgroundView extends Wish {
  /** Keys are handed over now. Not although it is on: a new root is being brought in. */
  ready: boolean;
  /** For how many days after the vault was opened. */
  days: number;
}

/** One notification. */
export interface Notice {
  /** Of the card. */
  id: string;
  title: string;
  body: string;
}

/** What came of looking while nobody was there. */
export interface Away {
  /** It stopped between two steps, because its time was up: call again. */
  more: boolean;
  /** To be shown; then they are told: `wasTold`. */
  show: Notice[];
  /** The cards whose notifications may stay; all others are over. */
  keep: string[];
  /** Cards that wait, for the app's badge. */
  badge: number;
}

/** What a page sets. */
export interface Background {
  background(): Promise<BackgroundView>;
  /** What is not named stays. */
  setBackground(change: Partial<Wish>): Promise<BackgroundView>;
}

/** What a service worker asks: of the owner of the vault, or of the core in its place. Also while the vault is locked. */
export interface Lookout {
  /** Runs what is due; `undefined` where the person wanted nobody to look. */
  lookAway(trigger: Trigger): Promise<Away | undefined>;
  /** The person was told of these cards: not again. */
  wasTold(ids: string[]): Promise<void>;
}
