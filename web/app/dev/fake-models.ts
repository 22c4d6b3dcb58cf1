/** Models in memory, for drawing: one is here, downloads take some seconds, the device is a CPU. */

import type { CoreEvent } from '../../../wasm-pkg/core-api.ts';
import type { CheckView, DeviceView, ModelLine, Models } from '../../../wasm-pkg/engine-api.ts';
import { hear } from './fake-wish.ts';

const [hello, fox, rust] = [
  'Hello world',
  'The quick brown fox jumps over the lazy dog',
  'Rust is a systems programming language',
];

const stopped = {
  code: 'download-stopped',
  message: 'The download was stopped.',
  next: 'Start it again; it goes on where it was.',
};

export function models(emit: (event: CoreEvent) => void): Models {
  const lines: ModelLine[] = [
    line('potion-base-8m@1', 'potion-base-8m.bin', 'Quick search', 'quick', 7_897_009, 'MIT'),
    line('minilm-l6@1', 'minilm-l6-i8.bin', 'MiniLM-L6', 'cpu', 22_600_000, 'Apache-2.0'),
    line('minilm-l6@1', 'minilm-l6-f16.bin', 'MiniLM-L6 for graphics cards', 'gpu', 45_500_000, 'Apache-2.0'),
  ];
  const find = (file: string) => lines.find(one => one.file === file);
  const told = () => emit({ type: 'models' });
  let device: DeviceView | undefined;
  let check: Partial<CheckView> = {};
  hear('model', ({ file, ...change }) => {
    Object.assign(find(file) ?? {}, change);
    told();
  });
  hear('device', view => {
    device = view;
    told();
  });
  hear('check', change => {
    check = change;
  });
  const ready = () => find('minilm-l6-i8.bin')?.state === 'here';
  return {
    models: async () => ({
      models: lines.map(one => ({ ...one })),
      device:
        device ??
        (ready()
          ? { queries: 'cpu', batches: 'cpu', reason: 'no-adapter', cpuMs: 24 }
          : { queries: 'none', batches: 'none', reason: 'no-model' }),
    }),
    async downloadModel(file) {
      const model = find(file);
      if (!model || model.state === 'here') return;
      model.state = 'downloading';
      while (model.have < model.bytes) {
        await new Promise(resolve => setTimeout(resolve, 250));
        if (model.state !== 'downloading') throw stopped;
        model.have = Math.min(model.bytes, model.have + 1_048_576);
        told();
      }
      model.state = 'here';
      told();
    },
    async stopDownload(file) {
      const model = find(file);
      if (model?.state === 'downloading') model.state = 'stopped';
      told();
    },
    async removeModel(file) {
      const model = find(file);
      if (model) Object.assign(model, { state: 'absent', have: 0 });
      told();
    },
    checkModel: async () => ({
      ok: true,
      device: 'cpu',
      pairs: [
        { one: hello, other: fox, expected: 0.13322, found: 0.1341 },
        { one: hello, other: rust, expected: 0.14201, found: 0.1417 },
        { one: fox, other: rust, expected: 0.07596, found: 0.0744 },
      ],
      queryMs: 6,
      textMs: 24,
      memory: 62_914_560,
      ...check,
    }),
  };
}

function line(
  id: string,
  file: string,
  name: string,
  use: ModelLine['use'],
  bytes: number,
  licence: string,
): ModelLine {
  const here = use === 'quick';
  return { id, file, name, use, bytes, have: here ? bytes : 0, state: here ? 'here' : 'absent', licence };
}
