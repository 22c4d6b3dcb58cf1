/**
 * The engine as the owner of the vault sees it: a worker of its own, begun when somebody first asks for a model and ended
 * with the tenure.
 */

import type { Embedding, Models } from '@ownyou/wasm';
import { type Remote, wrap } from 'comlink';
import { modelsFolder } from '../shared/models-folder.ts';
import { scripts } from '../shared/scripts.ts';
import inferenceUrl from './inference.worker.ts?worker&url';

const scriptUrl = scripts({ inference: inferenceUrl });

/** What a page may ask of the engine, through the owner. */
const asked: ReadonlySet<string | symbol> = new Set<keyof Models>([
  'models',
  'downloadModel',
  'stopDownload',
  'removeModel',
  'checkModel',
]);

type Method = (...args: unknown[]) => Promise<unknown>;

export class Engine {
  readonly #onChange: () => void;
  readonly #over = Promise.withResolvers<never>();
  #worker: Worker | undefined;
  #remote: Remote<Models & Embedding> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    // Most often nobody waits when it ends.
    this.#over.promise.catch(() => {});
  }

  /** What the core asks with. */
  readonly embedding: Embedding = {
    embed: (texts, urgent) => this.#call('embed', [texts, urgent]) as Promise<Float32Array>,
    // Whoever never kept a model has none; that needs no worker to see.
    ready: async () => (await anythingKept()) && ((await this.#call('ready', [])) as boolean),
    quick: () => this.#call('quick', []) as Promise<Uint8Array | undefined>,
  };

  /** The core with the engine's calls beside its own. */
  beside<Vault extends object>(core: Vault): Vault & Models {
    return new Proxy(core, {
      get: (own, name) =>
        asked.has(name) ? (...args: unknown[]) => this.#call(name, args) : (Reflect.get(own, name) as unknown),
    }) as Vault & Models;
  }

  /** Nothing runs any more, and nothing is downloaded; whoever waits is told so. */
  end(): void {
    this.#worker?.terminate();
    this.#over.reject({
      code: 'engine-ended',
      message: 'The models are in another tab now.',
      next: 'Try it again.',
    });
  }

  async #call(name: string | symbol, args: unknown[]): Promise<unknown> {
    const method = Reflect.get(this.#start(), name) as Method;
    return await Promise.race([method(...args), this.#over.promise]);
  }

  #start(): Remote<Models & Embedding> {
    if (this.#remote) return this.#remote;
    this.#worker = new Worker(scriptUrl('inference'), { type: 'module', name: 'inference' });
    this.#worker.addEventListener('message', event => event.data === 'changed' && this.#onChange());
    this.#remote = wrap<Models & Embedding>(this.#worker);
    return this.#remote;
  }
}

async function anythingKept(): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    await root.getDirectoryHandle(modelsFolder);
    return true;
  } catch {
    return false;
  }
}
