/** What the person wants while nobody is there, in the core in memory. */

import type { BackgroundView, Core } from '../../../wasm-pkg/core-api.ts';

type Part = Pick<Core, 'background' | 'setBackground' | 'lookAway' | 'wasTold'>;

export function background(): Part {
  let now: BackgroundView = {
    on: false,
    detail: 'little',
    quietFrom: 21 * 60,
    quietTo: 8 * 60,
    perDay: 2,
    ready: false,
    days: 14,
  };
  return {
    background: async () => now,
    setBackground: async change => {
      now = { ...now, ...change, ready: change.on ?? now.ready };
      return now;
    },
    lookAway: async () => undefined,
    wasTold: async () => {},
  };
}
