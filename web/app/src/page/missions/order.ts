/** The order in which the cards stand: the core's, best first, but nothing moves under somebody who is among them. */

/**
 * `now` in the order of `before`; what is new comes after the one that it follows in `now`. Opening a card makes it better
 * liked, and so may a heart: it shall not jump away for that.
 */
export function inPlace<T extends { id: string }>(before: readonly string[], now: readonly T[]): T[] {
  const here = new Map(now.map(card => [card.id, card]));
  const placed = before.filter(id => here.has(id));
  now.forEach(({ id }, at) => {
    if (!placed.includes(id)) placed.splice(placed.indexOf(now[at - 1]?.id ?? '') + 1, 0, id);
  });
  return placed.flatMap(id => here.get(id) ?? []);
}
