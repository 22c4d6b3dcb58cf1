/** One time of owning the vault: the core is opened, and answers every tab until the vault is another's. */

import { type CoreError, type CoreEvent, openCore, type Vault } from '@ownyou/wasm';
import { type Endpoint, expose } from 'comlink';
import { endpoint, type Frame, listen, openChannel, send } from '../shared/frames.ts';
import { asProblem } from '../shared/problem.ts';
import { Engine } from './engine.ts';

export class Tenure {
  readonly #id = crypto.randomUUID();
  readonly #channel = openChannel();
  readonly #over = Promise.withResolvers<void>();
  readonly #engine = new Engine(() => this.#tell({ type: 'models' }));
  #ended = false;
  #core: Vault | undefined;
  /** Why the core could not be opened. */
  #failure: CoreError | undefined;
  /** Why nothing can be saved. */
  #problem: CoreError | undefined;

  /** Opens the core; lasts as long as the tenure. */
  async serve(): Promise<void> {
    listen(this.#channel, frame => frame.kind === 'who' && this.#say());
    this.#say();
    try {
      const core = await openCore(event => this.#tell(event), this.#engine.embedding, self.name === 'core');
      this.#core = core;
      // Taken away while it was opening.
      if (this.#ended) this.#lock();
      else expose(this.#engine.beside(core), this.#endpoint());
    } catch (thrown) {
      this.#failure = asProblem(thrown);
    }
    this.#say();
    await this.#over.promise;
  }

  /** Nobody is answered any more, and nothing stays unlocked here. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#channel.close();
    this.#engine.end();
    this.#lock();
    this.#over.resolve();
  }

  /** Gives up what could not be opened, so that it is tried anew. */
  endIfFailed(): void {
    if (this.#failure) this.end();
  }

  #endpoint(): Endpoint {
    const open = endpoint(this.#channel, 'answer', this.#id);
    // An answer that comes too late has nobody to go to.
    return { ...open, postMessage: body => this.#ended || open.postMessage(body) };
  }

  #say(): void {
    if (!this.#ended) send(this.#channel, this.#answer());
  }

  #answer(): Frame {
    if (this.#failure) return { kind: 'failed', error: this.#failure };
    if (!this.#core) return { kind: 'beat' };
    return { kind: 'owner', id: this.#id, ...(this.#problem && { problem: this.#problem }) };
  }

  #tell(event: CoreEvent): void {
    if (event.type === 'saving') {
      this.#problem = event.problem;
      // The store knows that the vault is another's before the lock says so.
      if (event.problem?.code === 'vault-moved') this.end();
    }
    if (!this.#ended) send(this.#channel, { kind: 'event', owner: this.#id, event });
  }

  #lock(): void {
    // It drops the keys first; whether the store can still be asked does not matter here.
    this.#core?.lock().catch(() => {});
  }
}
