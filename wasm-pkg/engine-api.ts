/**
 * The engine as TypeScript sees it: models of language that are downloaded and kept on this device, and the device that
 * runs them. What decides is in core/inference/engine, in Rust; whoever reads here only shows.
 */

import type { CoreError } from './shared-api.ts';

/**
 * `stopped`: a part of it is here, and the download goes on from there. `damaged`: what came was not the file; it was
 * thrown away, and can be got again. `unavailable`: the app's server has none.
 */
export type ModelState = 'absent' | 'downloading' | 'stopped' | 'here' | 'damaged' | 'unavailable';

/** One file of a model. */
export interface ModelLine {
  /** Whose vectors it gives, e.g. `minilm-l6@1`: the same for all files of one model. */
  id: string;
  /** Names it in every call. */
  file: string;
  /** For people. */
  name: string;
  /** `quick`: the small one that searches begin with; `cpu`, `gpu`: the transformer, for that device. */
  use: 'quick' | 'cpu' | 'gpu';
  /** In all. */
  bytes: number;
  /** Of these, the ones that are here. */
  have: number;
  state: ModelState;
  /** SPDX. */
  licence: string;
  /** Why it is not here, or why the last download ended. */
  problem?: CoreError;
}

/**
 * `no-model`: nothing runs before the file for the CPU is here. `gpu-not-here`: an adapter is, its file is not.
 * `gpu-measuring`: which is faster is not known yet.
 */
export type DeviceReason =
  | 'no-model'
  | 'no-adapter'
  | 'software-adapter'
  | 'gpu-not-here'
  | 'gpu-measuring'
  | 'gpu-slower'
  | 'gpu-faster'
  | 'gpu-lost'
  | 'gpu-failed';

/** What runs where, and why. */
export interface DeviceView {
  queries: 'cpu' | 'none';
  batches: 'cpu' | 'gpu' | 'none';
  reason: DeviceReason;
  /** What the graphics card calls itself. */
  adapter?: string;
  /** Milliseconds for one text of 41 pieces in a batch of 8, as measured here. */
  cpuMs?: number;
  gpuMs?: number;
}

export interface ModelsView {
  models: ModelLine[];
  device: DeviceView;
}

/** What a model answers to texts whose likeness is known. */
export interface CheckView {
  ok: boolean;
  device: 'cpu' | 'gpu';
  /** Cosines. */
  pairs: { one: string; other: string; expected: number; found: number }[];
  /** Milliseconds for a short question alone. */
  queryMs: number;
  /** Milliseconds for one text of 41 pieces in a batch of 8. */
  textMs: number;
  /** Bytes that the worker has taken for it. */
  memory: number;
}

/** What a page asks of the engine. Changes are told as the event `models`. */
export interface Models {
  models(): Promise<ModelsView>;
  /** Answers when the file is here; begins where the last download ended. Asked twice, it is one download. */
  downloadModel(file: string): Promise<void>;
  /** What has come is kept, and the download that is stopped fails with `download-stopped`. */
  stopDownload(file: string): Promise<void>;
  removeModel(file: string): Promise<void>;
  /** Lets the transformer show what it can, on the device that batches run on. */
  checkModel(): Promise<CheckView>;
}

/** What the core asks of the engine; rejected with a `CoreError`. */
export interface Embedding {
  /** Texts × 384 numbers. `urgent`: somebody waits for it, so it goes before batches that do. */
  embed(texts: string[], urgent: boolean): Promise<Float32Array>;
  /** Whether there is a transformer to ask. */
  ready(): Promise<boolean>;
  /** The static model's file, fetched where it is not here; nothing where there is none to be had. */
  quick(): Promise<Uint8Array | undefined>;
}

/** A graphics card as the browser tells of it. */
export interface Adapter {
  name: string;
  /** The browser says that it is no card at all. */
  fallback: boolean;
}

/** A model on a graphics card. */
export interface GpuEncoder {
  /** Texts × 384 numbers; rejected where the card is lost. */
  embed(texts: string[]): Promise<Float32Array>;
}

/** What the engine's module asks of the worker that it runs in. */
export interface Surroundings {
  /** The models are to be looked at again. */
  changed(): void;
  /** Lets whatever else waits in this worker have its turn. */
  giveWay(): Promise<void>;
  adapter(): Promise<Adapter | undefined>;
  /** Opens the model of this file on the adapter. */
  gpu(file: Uint8Array): Promise<GpuEncoder>;
}
