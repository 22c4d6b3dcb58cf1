/** How recognisable some segments make one, in numbers and as a crowd of dots with one of them marked. */

import type { PresentView, SegmentOffer } from '@ownyou/wasm';

/**
 * About one in so many people says all of these. The bits of each are added, as if no two went together; the core's
 * own figure for all of them knows better and is never exceeded.
 */
export function oneIn(view: Pick<PresentView, 'segments' | 'people'>, chosen: readonly SegmentOffer[]): number {
  if (chosen.length === view.segments.length) return Math.max(view.people, 1);
  const bits = chosen.reduce((sum, { bits }) => sum + bits, 0);
  return Math.max(Math.min(2 ** bits, view.people), 1);
}

export interface Crowd {
  width: number;
  height: number;
  /** Diameter of a dot. */
  dot: number;
  /** Path data: a point for each of the others, and the one. */
  others: string;
  one: string;
}

/** More dots than this cannot be told apart. */
const most = 1200;

/** At most 1200 dots in a box, the one among them always at the same part of it. */
export function crowd(people: number, width = 360, height = 72): Crowd {
  const dots = Math.min(Math.max(Math.round(people), 1), most);
  const step = Math.min(Math.sqrt((width * height) / dots), 18);
  const columns = Math.max(Math.floor(width / step), 1);
  const rows = Math.ceil(dots / columns);
  const one = Math.floor(dots * 0.38);
  const points = Array.from({ length: dots }, (_none, at) => {
    const x = ((at % columns) + 0.5) * step;
    const y = (Math.floor(at / columns) + 0.5) * step;
    return `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
  });
  return {
    width,
    height: Math.ceil(rows * step),
    dot: step * 0.62,
    others: points.filter((_point, at) => at !== one).join(''),
    one: points[one] ?? '',
  };
}
