/// <reference types="vite/types/importMeta.d.ts" />
/** The loader of the engine's WASM modules, for the worker that runs models. */

import type { Embedding, GpuEncoder, Models, Surroundings } from './engine-api.ts';
import init, { Engine } from './generated/inference.js';

/** What the module answers. */
export type EngineModule = Models & Embedding;

/** Fetches and starts the module, and opens this origin's models. */
export async function openEngine(surroundings: Surroundings): Promise<EngineModule> {
  await init({ module_or_path: new URL('./generated/inference_bg.wasm', import.meta.url) });
  return (await Engine.open(surroundings)) as unknown as EngineModule;
}

/** As wasm-bindgen makes it. */
interface GpuModule {
  default(): Promise<unknown>;
  GpuEncoder: { open(file: Uint8Array): Promise<GpuEncoder> };
}

// The app can be built without it: everything then runs on the processor.
const [load] = Object.values(import.meta.glob<GpuModule>('./generated/inference_gpu.js'));

/** Fetches and starts the other module, and opens the model of this file on a graphics card. */
export const openGpu =
  load &&
  (async (file: Uint8Array): Promise<GpuEncoder> => {
    const module = await load();
    await module.default();
    return await module.GpuEncoder.open(file);
  });
