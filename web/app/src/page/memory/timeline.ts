/**
 * The layout of the timeline: memories under their month and year, newest first, and beside them a bar for each that
 * was true for a time: it begins at its own line and reaches up to where it ended. Also the line of a single one.
 */

import type { MemoryLine } from '@ownyou/wasm';

/** What a row draws of a bar that touches it. */
export interface Stroke {
  /** The memory it belongs to. */
  id: string;
  context: string;
  lane: number;
  /** `start`: from this line's dot upwards; `end`: up to its top; `both`: it ended before the next line. */
  part: 'start' | 'through' | 'end' | 'both';
}

export interface Row {
  line: MemoryLine;
  strokes: Stroke[];
  /** The first line that is not in the future, where there are some that are. */
  today: boolean;
}

export interface Month {
  /** 1 is January. */
  month: number;
  rows: Row[];
}

export interface Year {
  year: number;
  months: Month[];
}

/** More bars beside each other than this would be a thicket. */
const lanes = 3;

/** The time a memory stands at: when it became true, else when it came to be known. */
export const when = ({ from, known }: Pick<MemoryLine, 'from' | 'known'>): number => Date.parse(from ?? known);

export function layOut(lines: readonly MemoryLine[], now: number): Year[] {
  const sorted = [...lines].sort((a, b) => when(b) - when(a));
  const strokes = layBars(sorted);
  const past = sorted.findIndex(line => when(line) <= now);
  const years: Year[] = [];
  sorted.forEach((line, at) => {
    const date = new Date(when(line));
    const row = { line, strokes: strokes[at] ?? [], today: at === past && past > 0 };
    monthOf(years, date.getFullYear(), date.getMonth() + 1).rows.push(row);
  });
  return years;
}

function monthOf(years: Year[], year: number, month: number): Month {
  const { months } = lastOr(years, last => last.year === year, { year, months: [] });
  return lastOr(months, last => last.month === month, { month, rows: [] });
}

/** The last of a list where it fits, else the new one, put at its end. */
function lastOr<T>(list: T[], fits: (last: T) => boolean, fresh: T): T {
  const last = list.at(-1);
  if (last !== undefined && fits(last)) return last;
  list.push(fresh);
  return fresh;
}

interface Bar {
  line: MemoryLine;
  /** Rows: the upper is where it ended. */
  upper: number;
  lower: number;
}

/** What each row draws. The shorter bars come first to a lane, so that one long one does not push out many. */
function layBars(sorted: MemoryLine[]): Stroke[][] {
  const rows: Stroke[][] = sorted.map(() => []);
  const taken: Bar[][] = Array.from({ length: lanes }, () => []);
  const bars = sorted.flatMap((line, lower) => barOf(sorted, line, lower));
  for (const bar of bars.sort((a, b) => a.lower - a.upper - (b.lower - b.upper))) {
    const lane = taken.findIndex(others => others.every(other => bar.upper > other.lower || bar.lower < other.upper));
    taken[lane]?.push(bar);
    if (lane >= 0) draw(rows, bar, lane);
  }
  return rows;
}

function barOf(sorted: MemoryLine[], line: MemoryLine, lower: number): Bar[] {
  const end = Date.parse(line.to ?? '');
  if (!(end > when(line))) return [];
  const upper = sorted.findIndex(other => when(other) <= end);
  return [{ line, upper: Math.min(upper, lower), lower }];
}

function draw(rows: Stroke[][], { line, upper, lower }: Bar, lane: number): void {
  for (let at = upper; at <= lower; at++) {
    const ends = at === upper;
    const part = at === lower ? (ends ? 'both' : 'start') : ends ? 'end' : 'through';
    rows[at]?.push({ id: line.id, context: line.context, lane, part });
  }
}

/** The time of one memory as parts, from 0 to 1, of a line from its beginning to today. */
interface Placed {
  from: number;
  to: number;
  known: number;
}

/** `undefined` where there is no beginning to draw from. */
export function place({ from, to, known }: Pick<MemoryLine, 'from' | 'to' | 'known'>, now: number): Placed | undefined {
  const begin = Date.parse(from ?? '');
  if (Number.isNaN(begin)) return undefined;
  const learnt = Date.parse(known);
  const end = to === undefined ? now : Date.parse(to);
  const first = Math.min(begin, learnt);
  const width = Math.max(now, end, learnt) - first;
  if (!(width > 0)) return undefined;
  const part = (time: number) => (time - first) / width;
  return { from: part(begin), to: Math.max(part(end), part(begin)), known: part(learnt) };
}
