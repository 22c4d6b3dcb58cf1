/** What models, devices and the reading are called, and their numbers, as a person reads them. */

import type { DeviceReason, DeviceView, ModelLine, ReadingView } from '@ownyou/wasm';
import { count, share, size } from '../ui/format.ts';

const uses: Record<ModelLine['use'], string> = {
  quick: 'Knows words that are alike, and answers while you type.',
  cpu: 'Understands what a sentence means. It runs on every device, and needs no graphics card.',
  gpu: 'The same model for a graphics card. It helps where your card reads many texts faster than the processor.',
};

/** What a model is for. */
export function purpose({ use }: Pick<ModelLine, 'use'>): string {
  return uses[use];
}

/** What somebody who deletes it is without. */
export function loss({ use }: Pick<ModelLine, 'use'>): string {
  if (use === 'quick') return 'Until it is here again, search finds words alone.';
  if (use === 'gpu') return 'The processor does all the reading then. What you find stays the same.';
  return 'Search goes by words and by the quick model then. What was read is kept: with the model back, it goes on from there.';
}

/** What can be done about a model, by how it stands. */
export const actions: Record<ModelLine['state'], string> = {
  absent: 'Download',
  downloading: 'Stop',
  stopped: 'Go on',
  here: 'Delete',
  damaged: 'Get it again',
  unavailable: 'Try again',
};

/** How much of it is here. */
export function stands({ state, have, bytes }: Pick<ModelLine, 'state' | 'have' | 'bytes'>): string {
  switch (state) {
    case 'here':
      return `On this device · ${size(bytes)}`;
    case 'downloading':
      return `${part(have, bytes)} of ${size(bytes)} · ${share(ratio(have, bytes))}`;
    case 'stopped':
      return `${part(have, bytes)} of ${size(bytes)} are here. It goes on from there.`;
    case 'unavailable':
      return 'The server that this app came from does not have it. Everything works without.';
    case 'damaged':
    case 'absent':
      return `${size(bytes)} to download`;
  }
}

/** In the unit of the whole, so that the two can be compared. */
function part(have: number, bytes: number): string {
  const whole = size(bytes);
  return whole.endsWith(' MB') ? String(Math.floor(have / 1e6)) : size(have);
}

export function ratio(have: number, all: number): number {
  return all > 0 ? have / all : 0;
}

/** Milliseconds: a digit behind the point where it means something. */
export function spent(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1).replace('.0', '')} ms` : `${Math.round(ms)} ms`;
}

/** A cosine, as two digits: they are what the devices agree in. */
export function closeness(cosine: number): string {
  return (Math.round(cosine * 100) / 100 || 0).toFixed(2);
}

const reasons: Record<DeviceReason, (speeds: string) => string> = {
  'no-model': () => 'Nothing yet: the model is not here.',
  'no-adapter': () => 'The processor. This browser offers no graphics card.',
  'software-adapter': () =>
    'The processor. What this browser offers as a graphics card is the processor in disguise, and would be slower.',
  'gpu-not-here': () =>
    'The processor. There is a graphics card; with its model here, it is tried and used where it is faster.',
  'gpu-measuring': () =>
    'The processor. Your graphics card is tried when there is much to read, and used where it is faster.',
  'gpu-slower': speeds =>
    `The processor. Your graphics card was tried and is slower than the processor here${speeds && `: ${speeds}`}.`,
  'gpu-faster': speeds =>
    `The graphics card where there is much to read${speeds && `: ${speeds}`}. The processor for a question of yours, as it begins at once.`,
  'gpu-lost': () =>
    'The processor. The graphics card went away in the middle of the work, as it does when a device sleeps. Nothing was lost.',
  'gpu-failed': () => 'The processor. The graphics card was tried and could not do it.',
};

/** Which part of the device does the work, and why. */
export function runner({ reason, cpuMs, gpuMs }: DeviceView): string {
  const both = cpuMs !== undefined && gpuMs !== undefined;
  const [first, second] = reason === 'gpu-faster' ? [gpuMs, cpuMs] : [gpuMs, cpuMs];
  return reasons[reason](both ? `${spent(first ?? 0)} against ${spent(second ?? 0)} a text` : '');
}

const pauses: Record<NonNullable<ReadingView['why']>, string> = {
  hidden: 'It waits while no tab of the app is in view, and goes on by itself.',
  battery: 'It waits to save your battery, and goes on by itself when the device is plugged in.',
  failed: 'It could not go on. It tries again by and by, or now if you say so.',
  person: 'You have paused it.',
};

/** `1,240 of 15,000 read`. */
export function read({ done, total }: Pick<ReadingView, 'done' | 'total'>): string {
  return done === total ? `All ${count(total)} read` : `${sofar({ done, total })} read`;
}

function sofar({ done, total }: Pick<ReadingView, 'done' | 'total'>): string {
  return `${count(done)} of ${count(total)}`;
}

/** What the reading does, or why it rests. */
export function doing({ state, why }: Pick<ReadingView, 'state' | 'why'>): string {
  if (state === 'reading')
    return 'Each memory and record once, in the background. You can close the tab; it goes on from here.';
  return state === 'paused' && why ? pauses[why] : '';
}

/** The reading in a few words, where it is told by the way; nothing where there is nothing to tell. */
export function byTheWay(reading: ReadingView): string {
  if (reading.state === 'reading') return `Reading: ${sofar(reading)}`;
  if (reading.state !== 'paused') return '';
  if (reading.why === 'battery') return `Waits for power: ${sofar(reading)}`;
  return reading.why === 'failed' ? 'Reading has stopped: see Settings' : '';
}
