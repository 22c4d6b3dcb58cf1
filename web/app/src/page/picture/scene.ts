/**
 * A scene from a number: which sky, land and thing in it, and where. The same number gives the same scene for ever, and
 * two numbers should look and sound different at a glance, because a person is to know theirs again.
 */

export const skies = ['dawn', 'day', 'dusk', 'night', 'storm', 'northern lights'] as const;
export const lights = ['a sun', 'a full moon', 'a crescent moon', 'a rainbow', 'no light', 'a comet'] as const;
export const lands = ['hills', 'mountains', 'sea', 'dunes', 'islands', 'fields'] as const;
export const things = [
  'pine tree',
  'sailing boat',
  'bird',
  'house',
  'balloon',
  'lighthouse',
  'cactus',
  'kite',
] as const;
export const tints = ['red', 'yellow', 'green', 'blue', 'violet', 'white'] as const;

export interface Scene {
  sky: (typeof skies)[number];
  light: (typeof lights)[number];
  land: (typeof lands)[number];
  thing: (typeof things)[number];
  tint: (typeof tints)[number];
  /** Where the light and the thing are, 0 (left) to 1. */
  lightAt: number;
  thingAt: number;
  /** Heights of the far and the near land at nine places, 0 to 1. */
  far: number[];
  near: number[];
  /** Places of stars, clouds or gulls, each 0 to 1. */
  specks: { x: number; y: number }[];
}

/** `seed`: u32. */
export function scene(seed: number): Scene {
  const next = numbers(seed);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(next() * from.length)] ?? from[0];
  return {
    sky: pick(skies),
    light: pick(lights),
    land: pick(lands),
    thing: pick(things),
    tint: pick(tints),
    lightAt: next(),
    thingAt: next(),
    far: Array.from({ length: 9 }, next),
    near: Array.from({ length: 9 }, next),
    specks: Array.from({ length: 14 }, () => ({ x: next(), y: next() })),
  };
}

/** The scene in words: for whoever hears it instead of seeing it. */
export function inWords({ sky, light, land, thing, tint, thingAt }: Scene): string {
  const side = thingAt < 1 / 3 ? 'on the left' : thingAt < 2 / 3 ? 'in the middle' : 'on the right';
  const above = light === 'no light' ? '' : `, with ${light}`;
  return `A ${tint} ${thing} ${side}: ${land} ${when[sky]}${above}`;
}

const when: Record<Scene['sky'], string> = {
  dawn: 'at dawn',
  day: 'by day',
  dusk: 'at dusk',
  night: 'at night',
  storm: 'in a storm',
  'northern lights': 'in the northern lights',
};

/** Numbers from 0 up to 1, by counting in steps of the golden ratio and mixing the bits (Mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
