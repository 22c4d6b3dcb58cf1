/**
 * States that one wants to see and that come by themselves but seldom. In the console of `npm run fake`:
 * `new BroadcastChannel('fake').postMessage({ about: 'model', file: 'minilm-l6-i8.bin', state: 'damaged' })`.
 */

import type { Feed, ReadingView } from '../../../wasm-pkg/core-api.ts';
import type { CheckView, DeviceView, ModelLine } from '../../../wasm-pkg/engine-api.ts';

interface Wishes {
  model: Partial<ModelLine> & { file: string };
  device: DeviceView;
  check: Partial<CheckView>;
  /** From then on it stays as told. */
  reading: ReadingView;
  missions: { nothing?: Feed['nothing']; running?: boolean };
}

export function hear<About extends keyof Wishes>(about: About, listener: (wish: Wishes[About]) => void): void {
  new BroadcastChannel('fake').addEventListener('message', ({ data: { about: other, ...wish } }) => {
    if (other === about) listener(wish);
  });
}
