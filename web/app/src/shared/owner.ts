/** The owner of the vault as a page calls it, whichever it is: what becomes of a call when the vault moves. */

import type { Core, CoreError } from '@ownyou/wasm';
import { type Remote, wrap } from 'comlink';
import { endpoint } from './frames.ts';

/**
 * The calls that only look, or that twice are the same as once: a page asks them again by itself. A login that is
 * repeated is told to the site once, and at worst noted here twice.
 */
const repeatable: ReadonlySet<string | symbol> = new Set<keyof Core>([
  'state',
  'unlock',
  'unlockWithWords',
  'unlockWithDevice',
  'unlockWithPasskey',
  'passkeys',
  'keys',
  'backup',
  'storage',
  'touch',
  'tick',
  'examine',
  'overview',
  'profile',
  'evidence',
  'records',
  'record',
  'notMe',
  'undoNotMe',
  'confirm',
  'undoConfirm',
  'teachVoice',
  'profileHistory',
  'openrtb',
  'ikigai',
  'ikigaiEvidence',
  'preview',
  'wallet',
  'renewIfDue',
  'picture',
  'setPicture',
  'present',
  'presentYes',
  'presentNo',
  'disclosures',
  'sites',
  'block',
  'memories',
  'memory',
  'memoryOverview',
  'memoryAudit',
  'exportMemories',
  'reflect',
  'reading',
  'pauseReading',
  'pace',
  'models',
  'downloadModel',
  'stopDownload',
  'removeModel',
  'checkModel',
  'feed',
  'mission',
  'heart',
  'lessons',
  'forgetLesson',
  'schedules',
  'removeSchedule',
  'mayAskPlace',
  'allowPlace',
  'cameTo',
  'runDue',
]);

const moved: CoreError = {
  code: 'vault-moved',
  message: 'The vault moved to another tab before this was done.',
  next: 'What was saved is safe. Try it again.',
};

type Method = (...args: unknown[]) => Promise<unknown>;

/** One worker, for as long as it owns the vault. */
class Owner {
  readonly gone = Promise.withResolvers<void>();
  readonly #remote: Remote<Core>;

  constructor(
    channel: BroadcastChannel,
    readonly id: string,
  ) {
    this.#remote = wrap<Core>(endpoint(channel, 'call', id));
  }

  async call(name: string | symbol, args: unknown[]): Promise<unknown> {
    const method = Reflect.get(this.#remote, name) as Method;
    const gone = this.gone.promise.then(() => Promise.reject(moved));
    return await Promise.race([method(...args), gone]);
  }
}

/** The owners, one after the other. */
export class Owners {
  /** Calls through to the present owner, or the first one. Fails with `vault-moved` where it moves before answering. */
  readonly core: Core = new Proxy({} as Core, {
    get:
      (_core, name) =>
      (...args: unknown[]) =>
        this.#call(name, args),
  });
  readonly #channel: BroadcastChannel;
  #now = Promise.withResolvers<Owner>();
  #owner: Owner | undefined;
  /** Those before. One that slept may still say that it is the owner when it wakes. */
  readonly #past = new Set<string>();

  constructor(channel: BroadcastChannel) {
    this.#channel = channel;
  }

  /** Whether this is the present owner. */
  is(id: string): boolean {
    return this.#owner?.id === id;
  }

  /** From now on this one is called, and whoever waits for the one before waits no more; whether it is a new one. */
  meet(id: string): boolean {
    if (this.is(id) || this.#past.has(id)) return false;
    const before = this.#owner;
    if (before) this.#past.add(before.id);
    this.#owner = new Owner(this.#channel, id);
    if (before) this.#now = Promise.withResolvers();
    this.#now.resolve(this.#owner);
    before?.gone.resolve();
    return true;
  }

  async #call(name: string | symbol, args: unknown[]): Promise<unknown> {
    const owner = await this.#now.promise;
    try {
      return await owner.call(name, args);
    } catch (thrown) {
      if (!repeatable.has(name) || (thrown as CoreError).code !== moved.code) throw thrown;
      // Its store may know before any page does that it is the owner no more.
      await owner.gone.promise;
      return await (await this.#now.promise).call(name, args);
    }
  }
}
