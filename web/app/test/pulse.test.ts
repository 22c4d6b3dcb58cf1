/** Whether the owner is taken for asleep: after a second of silence, never for the asker's own slowness. */

import { expect, test } from 'vitest';
import { Deputy, interval, Pulse } from '../src/shared/pulse.ts';

/** Asks at these moments; answers at which of them the owner was taken for asleep. */
function asleepAt(moments: number[], heard: (at: number) => boolean = () => false): number[] {
  const pulse = new Pulse();
  return moments.filter(now => {
    const asleep = pulse.asleep(now);
    if (heard(now)) pulse.heard();
    return asleep;
  });
}

const steps = (count: number, every = interval, from = 0) =>
  Array.from({ length: count }, (_none, n) => from + n * every);

test('an owner that never answers is asleep after one second, and again a second after that', () => {
  expect(asleepAt(steps(12))).toEqual([1000, 2200]);
});

test('an owner that answers now and then is awake', () => {
  expect(asleepAt(steps(100), at => at % 800 === 0)).toEqual([]);
});

test('who asks once a second, as a hidden tab does, or once a minute, knows nothing of the owner', () => {
  expect(asleepAt(steps(100, 1000))).toEqual([]);
  expect(asleepAt(steps(100, 60_000))).toEqual([]);
});

test('who was held up itself begins to count anew', () => {
  expect(asleepAt([...steps(5), ...steps(5, interval, 3000)])).toEqual([]);
  expect(asleepAt([...steps(5), ...steps(6, interval, 3000)])).toEqual([4000]);
});

test('a second of late questions is not a second of silence', () => {
  expect(asleepAt(steps(40, 2 * interval + 1))).toEqual([]);
});

test('the page answers for a worker that is held up, and not for one that is stuck', () => {
  const deputy = new Deputy();
  expect([0, 700, 9_900].map(now => deputy.answers(now))).toEqual([true, true, true]);
  expect(deputy.answers(10_000)).toBe(false);
});

test('a worker that answers is held up anew only from its next silence on', () => {
  const deputy = new Deputy();
  deputy.answers(0);
  deputy.heard();
  expect(deputy.answers(60_000)).toBe(true);
  expect(deputy.answers(69_999)).toBe(true);
  expect(deputy.answers(70_000)).toBe(false);
});
