/** What every part of the core's surface uses. */

/** What every method throws: a stable code for programs, what happened, and what to do next. */
export interface CoreError {
  code: string;
  message: string;
  next: string;
}

export type Source = 'email' | 'transaction' | 'calendar' | 'history' | 'chat' | 'contact';

export interface RecordLine {
  id: string;
  source: Source;
  time?: string;
  headline: string;
  detail: string;
  sample: boolean;
  /** In a segment's evidence: why it speaks for the segment. */
  why?: string;
  confidence?: number;
}

export interface Page<T> {
  total: number;
  items: T[];
}

/** What was found. */
export interface Found<T> extends Page<T> {
  /** Better results are coming: ask again on the event `refined`. */
  refining: boolean;
}

export interface SkipReason {
  code: string;
  text: string;
  count: number;
  examples: string[];
}
