/** The work queue of the core in memory: it reads 15,000 things in a minute, and pauses as told. */

import type { Core, CoreEvent, PacePage, ReadingView } from '../../../wasm-pkg/core-api.ts';
import { hear } from './fake-wish.ts';

type Part = Pick<Core, 'reading' | 'pauseReading' | 'pace'>;

export function reading(emit: (event: CoreEvent) => void): Part {
  let told: ReadingView | undefined;
  hear('reading', view => {
    told = view;
    tell();
  });
  const total = 15_000;
  let done = 1_240;
  let person = false;
  const pages = new Map<string, PacePage>();
  const why = (): ReadingView['why'] => {
    if (person) return 'person';
    const all = [...pages.values()];
    if (all.length > 0 && all.every(page => page.hidden)) return 'hidden';
    return all.some(page => page.charging === false && (page.level ?? 1) < 0.2) ? 'battery' : undefined;
  };
  const view = (): ReadingView => {
    if (told) return told;
    const paused = why();
    if (done === total) return { total, done, state: 'done' };
    return paused ? { total, done, state: 'paused', why: paused } : { total, done, state: 'reading' };
  };
  const tell = () => emit({ type: 'reading', reading: view() });
  setInterval(() => {
    if (told || done === total || why()) return;
    done = Math.min(total, done + 60);
    tell();
  }, 250);
  return {
    reading: async () => view(),
    pauseReading: async paused => {
      person = paused;
      tell();
    },
    pace: async page => {
      pages.set(page.id, page);
      tell();
    },
  };
}
