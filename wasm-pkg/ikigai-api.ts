/** What brings a person joy, in four dimensions; and what a publisher would see of them. */

import type { Dimension } from './missions-api.ts';
import type { Page, RecordLine } from './shared-api.ts';
import type { SegmentOffer } from './wallet-api.ts';

/** One thing said of the person. */
export interface ClaimView {
  /** For `ikigaiEvidence`. */
  id: string;
  label: string;
  /** More of it, in a line; may be empty. */
  detail: string;
  /** 0 to 1. */
  strength: number;
  records: number;
}

export interface DimensionView {
  dimension: Dimension;
  /** A sentence or two. */
  summary: string;
  /** 0 to 1: how much is known of it. */
  strength: number;
  /** 0 to 1: how much it counts for missions; 0.5 where nothing was learnt. */
  weight: number;
  /** Strongest first. */
  claims: ClaimView[];
}

/** Something done. */
export interface ActivityView {
  title: string;
  /** What kind, in a word. */
  kind: string;
  /** A date. */
  day: string;
  record: string;
}

export interface IkigaiView {
  /** All four, in the order in which they are shown. */
  dimensions: DimensionView[];
  /** What was done in the last 90 days, newest first. */
  recent: ActivityView[];
  /** Sample data is behind some of it. */
  sample: boolean;
}

/** What a site would be told if the person logged in there now. Nothing is told or noted by looking. */
export interface PreviewView {
  /** `no-credential`: nothing can be told without one, and what would be is drawn with it. `no-site`: the text names none. */
  status: 'ready' | 'no-credential' | 'blocked' | 'no-site';
  /** Its registrable domain. */
  site?: string;
  segments: SegmentOffer[];
  /** How recognisable that and all it was told before make one. */
  bits: number;
  /** How many of `population` people share all that. */
  people: number;
  population: number;
  /** What it would be told but for a rule, with a sentence. */
  withheld: { segment: { id: string; name: string }; reason: string }[];
  /** Everything it was ever told, the oldest first; RFC 3339. */
  told: { id: string; name: string; first: string }[];
  toldBits: number;
  /** How recognisable all that any site was ever told makes one, were they to put it together. */
  allBits: number;
  /** RFC 3339: nothing new before then. */
  next?: string;
  /** The sample life is here, of which nobody is told. */
  sample: boolean;
}

export interface IkigaiApi {
  ikigai(): Promise<IkigaiView>;
  /** Newest first; each line's `confidence` is how much it says alone. */
  ikigaiEvidence(claim: string, offset: number, limit: number): Promise<Page<RecordLine>>;
  /** For a site, by its address or host, that asks for at most so many segments. */
  preview(site: string, max: number): Promise<PreviewView>;
}
