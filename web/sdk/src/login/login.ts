/** One login at a time, from the click to the server's word, as a sequence of steps that an element shows. */

import { type Journey, rememberJourney } from '../pending.ts';
import { type Challenge, challenge, inTime, type Login, LoginError, type Site, verify } from '../server.ts';
import { type Around, converse, type Outcome, type Popup } from './ask.ts';
import { newChannel, presentUrl } from './wallet.ts';

/** What a login is at. `waiting`: for the wallet. `blocked`: the browser opened no window. */
export type Step =
  | { name: 'idle' | 'opening' | 'waiting' | 'checking' | 'blocked' | 'leaving' }
  | { name: 'done'; login: Login }
  | { name: 'failed'; error: LoginError };

/** What is used of the page. */
export interface Page extends Around, Site {
  /** An empty window; must be called in the click itself. */
  open(): Popup | null;
  random(bytes: Uint8Array<ArrayBuffer>): Uint8Array;
  /** Fails where the browser allows no storage. */
  storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  here(): string;
  go(url: string): void;
}

/** What the publisher's page asks for. */
export interface Wish {
  /** On the page's own origin. */
  endpoint: string;
  /** The wallet's exact origin. */
  wallet: string;
  maxSegments: number;
}

/** A login that can be shown, brought to the front and given up. */
export class Attempt {
  readonly #page: Page;
  readonly #wish: Wish;
  readonly #tell: (step: Step) => void;
  #popup: Popup | null = null;
  #stop = () => {};
  #over = false;

  constructor(page: Page, wish: Wish, tell: (step: Step) => void) {
    this.#page = page;
    this.#wish = wish;
    this.#tell = tell;
  }

  /** Opens the wallet; to be called in the click. */
  begin(): void {
    this.#popup = this.#page.open();
    if (this.#popup && !this.#popup.closed) void this.#run(this.#ask(this.#popup));
    else this.#end({ name: 'blocked' });
  }

  /** Goes to the wallet in this tab; the callback page brings the person back. */
  goThere(): void {
    void this.#run(this.#leave());
  }

  /** Brings the wallet to the front; false where there is none to bring. */
  focus(): boolean {
    if (!this.#popup || this.#popup.closed) return false;
    this.#popup.focus();
    return true;
  }

  /** Gives the login up. */
  cancel(): void {
    if (this.#over) return;
    this.#popup?.close();
    this.#end({ name: 'idle' });
  }

  async #ask(popup: Popup): Promise<void> {
    this.#tell({ name: 'opening' });
    const asked = await this.#challenge();
    if (this.#over) return;
    // Not loaded yet, so nobody but the person can have closed it.
    if (popup.closed) return this.#end({ name: 'idle' });
    const { wallet } = this.#wish;
    const channel = newChannel(this.#page.random);
    const heard = new Promise<Outcome>(resolve => {
      const matter = { popup, wallet, channel, challenge: asked };
      this.#stop = converse(this.#page, matter, () => inTime(this.#page, asked.at), resolve);
    });
    popup.location.replace(presentUrl(wallet, channel, asked.request));
    this.#tell({ name: 'waiting' });
    await this.#take(await heard, asked);
  }

  async #take(outcome: Outcome, asked: Challenge): Promise<void> {
    this.#popup?.close();
    if (outcome === 'closed') return this.#end({ name: 'idle' });
    if (outcome === 'late' || outcome === 'denied') throw new LoginError(outcome);
    if (!inTime(this.#page, asked.at)) throw new LoginError('late');
    this.#tell({ name: 'checking' });
    const login = await verify(this.#page, this.#wish.endpoint, outcome.vpToken);
    this.#end({ name: 'done', login });
  }

  async #leave(): Promise<void> {
    this.#tell({ name: 'leaving' });
    const { request, state, at } = await this.#challenge();
    if (this.#over) return;
    this.#remember(state, { endpoint: this.#wish.endpoint, back: this.#page.here(), at });
    const channel = newChannel(this.#page.random);
    this.#page.go(presentUrl(this.#wish.wallet, channel, request));
  }

  #challenge(): Promise<Challenge> {
    return challenge(this.#page, this.#wish.endpoint, this.#wish.maxSegments);
  }

  #remember(state: string, journey: Journey): void {
    try {
      rememberJourney(this.#page.storage(), state, journey);
    } catch {
      throw new LoginError('no-storage');
    }
  }

  async #run(steps: Promise<void>): Promise<void> {
    try {
      await steps;
    } catch (thrown) {
      this.#popup?.close();
      this.#end({ name: 'failed', error: thrown instanceof LoginError ? thrown : new LoginError('setup') });
    }
  }

  #end(step: Step): void {
    if (this.#over) return;
    this.#over = true;
    this.#stop();
    this.#tell(step);
  }
}
