/** The history of the profile, put together by day and by what made it. */

import type { ProfileChange } from '@ownyou/wasm';

export interface Day {
  /** RFC 3339, of its newest change. */
  day: string;
  because: ProfileChange['because'];
  /** What came before what went, and what is broad before what is narrow. */
  changes: ProfileChange[];
}

/** `changes` are newest first, and so are the days. */
export function days(changes: readonly ProfileChange[]): Day[] {
  const found: Day[] = [];
  for (const change of changes) {
    const last = found.at(-1);
    if (last && last.because === change.because && date(last.day) === date(change.at)) last.changes.push(change);
    else found.push({ day: change.at, because: change.because, changes: [change] });
  }
  for (const day of found) day.changes.sort((a, b) => order(a) - order(b));
  return found;
}

function date(at: string): string {
  return at.slice(0, 10);
}

function order({ change, path }: ProfileChange): number {
  return (change === 'came' ? 0 : 100) + path.length;
}
