/** What a person reads of models, of the device that runs them, and of how far the reading is. */

import type { DeviceView, ReadingView } from '@ownyou/wasm';
import { expect, test } from 'vitest';
import { byTheWay, closeness, doing, ratio, read, runner, spent, stands } from '../src/page/meaning/words.ts';
import { count, share } from '../src/page/ui/format.ts';

const device = (reason: DeviceView['reason'], more: Partial<DeviceView> = {}): DeviceView => ({
  queries: 'cpu',
  batches: 'cpu',
  reason,
  ...more,
});
const reading = (state: ReadingView['state'], why?: ReadingView['why'], done = 1240): ReadingView => ({
  total: 15_000,
  done,
  state,
  ...(why && { why }),
});

test('how much of a model is here, the part in the unit of the whole', () => {
  const bytes = 22_600_000;
  expect(stands({ state: 'absent', have: 0, bytes })).toBe('23 MB to download');
  expect(stands({ state: 'downloading', have: 999_999, bytes })).toBe(`0 of 23 MB · ${share(0.04)}`);
  expect(stands({ state: 'stopped', have: 9_200_000, bytes })).toBe('9 of 23 MB are here. It goes on from there.');
  expect(stands({ state: 'here', have: bytes, bytes: 7_897_009 })).toBe('On this device · 7.9 MB');
  // What was damaged is thrown away: all of it is to come again.
  expect(stands({ state: 'damaged', have: 0, bytes })).toBe('23 MB to download');
});

test('a part of nothing is nothing', () => {
  expect(ratio(0, 0)).toBe(0);
  expect(ratio(1, 4)).toBe(0.25);
});

test('milliseconds, with a digit behind the point where it says something', () => {
  expect([0.44, 8.4, 9, 29.5, 120.2, 1234].map(spent)).toEqual([
    '0.4 ms',
    '8.4 ms',
    '9 ms',
    '30 ms',
    '120 ms',
    '1.2 s',
  ]);
});

test('closeness is two digits, and never a nought with a minus', () => {
  expect([0.13322, 1, -0.001, -0.1].map(closeness)).toEqual(['0.13', '1.00', '0.00', '-0.10']);
});

test('the device and the reason for it', () => {
  expect(runner(device('gpu-slower', { cpuMs: 9, gpuMs: 120 }))).toContain('120 ms against 9 ms a text');
  expect(runner(device('gpu-faster', { cpuMs: 9, gpuMs: 1.4 }))).toContain('1.4 ms against 9 ms a text');
  // Not measured yet: the sentence is whole without figures.
  expect(runner(device('gpu-slower'))).toBe(
    'The processor. Your graphics card was tried and is slower than the processor here.',
  );
  expect(runner(device('no-adapter', { cpuMs: 24 }))).toContain('no graphics card');
});

test('how far the reading is', () => {
  expect(read(reading('reading'))).toBe(`${count(1240)} of ${count(15_000)} read`);
  expect(read(reading('done', undefined, 15_000))).toBe(`All ${count(15_000)} read`);
  expect(doing(reading('paused', 'person'))).toBe('You have paused it.');
  expect(doing(reading('done', undefined, 15_000))).toBe('');
});

test('by the way is told what goes on or needs something, and nothing else', () => {
  expect(byTheWay(reading('reading'))).toContain('Reading');
  expect(byTheWay(reading('paused', 'battery'))).toContain('power');
  expect(byTheWay(reading('paused', 'failed'))).toContain('Settings');
  for (const calm of [reading('paused', 'person'), reading('paused', 'hidden'), reading('done'), reading('no-model')])
    expect(byTheWay(calm)).toBe('');
});
