/** Squarified treemap (Bruls, Huizing, van Wijk, 2000): rectangles whose areas are as the weights, as square as can be. */

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placed<T> {
  item: T;
  rect: Rect;
}

/** Lays out `items`, heaviest first, inside `rect`. Weights must be above zero. */
export function squarify<T>(items: readonly T[], weigh: (item: T) => number, rect: Rect): Placed<T>[] {
  const total = items.reduce((sum, item) => sum + weigh(item), 0);
  if (total <= 0 || rect.width <= 0 || rect.height <= 0) return [];
  const scale = (rect.width * rect.height) / total;
  const sorted = items.map(item => ({ item, area: weigh(item) * scale })).sort((a, b) => b.area - a.area);

  const placed: Placed<T>[] = [];
  let rest = rect;
  let row: typeof sorted = [];
  for (const next of sorted) {
    const side = Math.min(rest.width, rest.height);
    if (row.length > 0 && worst([...row, next], side) > worst(row, side)) {
      rest = lay(row, rest, placed);
      row = [];
    }
    row.push(next);
  }
  lay(row, rest, placed);
  return placed;
}

type Row<T> = { item: T; area: number }[];

/** The worst ratio of sides in a row laid along `side`; 1 is a square. */
function worst<T>(row: Row<T>, side: number): number {
  const sum = row.reduce((total, { area }) => total + area, 0);
  const depth = sum / side;
  return Math.max(...row.map(({ area }) => Math.max(depth ** 2 / area, area / depth ** 2)));
}

/** Lays a row along the shorter side; what is left of the rectangle. */
function lay<T>(row: Row<T>, rest: Rect, placed: Placed<T>[]): Rect {
  const sum = row.reduce((total, { area }) => total + area, 0);
  const wide = rest.width >= rest.height;
  const depth = sum / (wide ? rest.height : rest.width);
  let along = 0;
  for (const { item, area } of row) {
    const length = area / depth;
    const rect = wide
      ? { x: rest.x, y: rest.y + along, width: depth, height: length }
      : { x: rest.x + along, y: rest.y, width: length, height: depth };
    placed.push({ item, rect });
    along += length;
  }
  return wide
    ? { x: rest.x + depth, y: rest.y, width: rest.width - depth, height: rest.height }
    : { x: rest.x, y: rest.y + depth, width: rest.width, height: rest.height - depth };
}
