/** The geometry of the ikigai wheel: four quarters, and in each a petal for each claim, as long as it is strong. */

export interface Petal {
  /** SVG path data. */
  path: string;
  /** 0 to 1. */
  strength: number;
}

export interface Quarter {
  /** The whole quarter. */
  ground: string;
  petals: Petal[];
}

/** The wheel's box is 2 × `size` wide; petals begin at the hub. */
export const size = 200;
const hub = 54;
const rim = 190;
/** Degrees left free between quarters, and between petals. */
const between = 3;
const petalsApart = 1.6;
/** More petals are too thin to be seen. */
const most = 7;
/** A petal is never wider than one of so many. */
const fewest = 4;
/** So long is a petal of nothing, of the whole: a weak claim is still there to be seen. */
const shortest = 0.14;

/** Quarter `at` (0 to 3, clockwise from the upper left) with a petal for each of its strongest claims. */
export function quarter(at: number, strengths: readonly number[]): Quarter {
  const from = 180 + at * 90 + between / 2;
  const to = from + 90 - between;
  const shown = strengths.slice(0, most);
  const step = (to - from) / Math.max(shown.length, fewest);
  const first = from + (to - from - step * shown.length) / 2;
  return {
    ground: ring(from, to, hub, rim),
    petals: shown.map((strength, turn) => {
      const start = first + turn * step;
      const long = hub + 6 + (rim - hub - 6) * Math.max(Math.min(strength, 1), shortest);
      return { path: ring(start + petalsApart / 2, start + step - petalsApart / 2, hub + 6, long), strength };
    }),
  };
}

/** A piece of a ring, in degrees clockwise from the right. */
function ring(from: number, to: number, inner: number, outer: number): string {
  const a = point(from, outer);
  const b = point(to, outer);
  const c = point(to, inner);
  const d = point(from, inner);
  return `M${a}A${outer} ${outer} 0 0 1 ${b}L${c}A${inner} ${inner} 0 0 0 ${d}Z`;
}

function point(degrees: number, radius: number): string {
  const angle = (degrees * Math.PI) / 180;
  return `${(size + radius * Math.cos(angle)).toFixed(1)} ${(size + radius * Math.sin(angle)).toFixed(1)}`;
}
