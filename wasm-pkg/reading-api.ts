/** The work that the core does by itself: letting a model read what is in the vault, so that it is found by its meaning. */

import type { CoreError } from './shared-api.ts';

/** How far reading is. */
export interface ReadingView {
  /** Memories and records. */
  total: number;
  done: number;
  /** `no-model`: none is here that could read. */
  state: 'no-model' | 'reading' | 'paused' | 'done';
  /** Why it is paused: no page is looked at; too little battery; the model failed, and is asked again by and by; the person said so. */
  why?: 'hidden' | 'battery' | 'failed' | 'person';
  /** What the model failed with last. */
  problem?: CoreError;
}

/** What a page knows of itself and of the device; it says so when it changes. */
export interface PacePage {
  /** Any name of its own, the same each time. */
  id: string;
  hidden: boolean;
  /** Where the browser tells. */
  charging?: boolean;
  /** 0 to 1. */
  level?: number;
}

/** Reading, and what a person and their pages have to say about it. */
export interface Reading {
  reading(): Promise<ReadingView>;
  /** For the person's own wish; it is remembered. `false` also asks a model that failed again at once. */
  pauseReading(paused: boolean): Promise<void>;
  pace(page: PacePage): Promise<void>;
}
