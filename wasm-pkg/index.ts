/**
 * The loader of the core's WASM module: fetches it, starts it, and gives it its type.
 * `generated/` is what wasm-bindgen makes; only this file knows it.
 */

import type { Core, CoreEvent } from './core-api.ts';
import init, { Core as Glue } from './generated/core.js';

export type * from './core-api.ts';

/** The generated class, called from another thread: every answer is a promise there. */
type Called<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** Fetches and starts the module, once; opens nothing. */
export async function loadCore(): Promise<void> {
  await init({ module_or_path: new URL('./generated/core_bg.wasm', import.meta.url) });
}

/** Opens this origin's storage as its owner. Events come for as long as the worker lives. */
export async function openCore(onEvent: (event: CoreEvent) => void): Promise<Core> {
  await loadCore();
  const core = await Glue.open(onEvent);
  return core as unknown as Called<Glue>;
}
