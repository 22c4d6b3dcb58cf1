/**
 * The loader of the core's WASM module: fetches it, starts it, and gives it its type.
 * `generated/` is what wasm-bindgen makes; only this file and stand-in.ts know it.
 */

import type { Core, CoreEvent, Missions } from './core-api.ts';
import type { Embedding, Models } from './engine-api.ts';
import init, { Core as Glue } from './generated/core.js';
import type { IkigaiApi } from './ikigai-api.ts';

export type * from './core-api.ts';
export type * from './engine-api.ts';

/** What the core's own module answers; the rest is the engine's. */
export type Vault = Omit<Core, keyof Models>;

/** The generated class, called from another thread: every answer is a promise there. */
type Called<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

let tables: Promise<Uint8Array> | undefined;

/** Fetches and starts the module, once, and the tables that it always reads; opens nothing. */
export async function loadCore(): Promise<Uint8Array> {
  tables ??= fetchTables(new URL('./generated/core.tables', import.meta.url));
  // One that failed is fetched anew the next time.
  tables.catch(() => {
    tables = undefined;
  });
  await init({ module_or_path: new URL('./generated/core_bg.wasm', import.meta.url) });
  return tables;
}

let classifier: Promise<Uint8Array> | undefined;
const fetchClassifier = () => fetchTables(new URL('./generated/classifier.tables', import.meta.url));

/** Fetches the tables that judge records, for a core that will ask for them when it has one to judge. */
export async function loadClassifier(): Promise<void> {
  classifier ??= fetchClassifier();
  try {
    await classifier;
  } catch {
    // One that failed is fetched anew when it is asked for.
    classifier = undefined;
  }
}

/** Gives them to the core, which keeps them. */
async function giveClassifier(): Promise<Uint8Array> {
  const fetched = classifier ?? fetchClassifier();
  classifier = undefined;
  return await fetched;
}

async function fetchTables(address: URL): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the app's word lists could not be fetched (${response.status})`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Opens this origin's storage as its owner. Events come for as long as the worker lives. Without an engine everything is
 * found by its words alone. Who `looks` runs missions by itself while the vault is open.
 */
export async function openCore(
  onEvent: (event: CoreEvent) => void,
  engine: Embedding | undefined,
  looks: boolean,
): Promise<Vault> {
  const core = await Glue.open(await loadCore(), giveClassifier, onEvent, engine, looks);
  return core as unknown as Called<Glue> & IkigaiApi & Missions;
}
