/** `<ownyou-login endpoint wallet max-segments>`: a button that logs a reader in, and says how it went. */

import { hasFailed, remember } from '../pending.ts';
import { challenge, verify } from '../server.ts';
import { type Request, walletAddress } from '../wire.ts';
import { ask, type Heard, type Popup, type Surroundings } from './ask.ts';
import { style } from './style.ts';

const POPUP = 'popup,width=420,height=640';
const DEFAULT_SEGMENTS = 2;

const around: Surroundings = {
  addEventListener: (type, heard) => window.addEventListener(type, heard),
  removeEventListener: (type, heard) => window.removeEventListener(type, heard),
  every(milliseconds, act) {
    const timer = setInterval(act, milliseconds);
    return () => clearInterval(timer);
  },
  broadcast: name => new BroadcastChannel(name),
  ports: () => new MessageChannel(),
};

const texts = {
  idle: '',
  opening: 'Opening OwnYou…',
  waiting: 'Waiting for you in the OwnYou window.',
  severed: 'Finish in the OwnYou window. If you closed it, cancel and try again.',
  checking: 'Checking…',
  blocked: 'Your browser did not open a window.',
  denied: 'You are not logged in.',
  closed: '',
  cancelled: '',
  late: 'That took too long. Please try again.',
  failed: 'That did not work. Please try again.',
  done: 'You are logged in.',
} as const;

type State = keyof typeof texts;

export class OwnYouLogin extends HTMLElement {
  #button = document.createElement('button');
  #other = document.createElement('button');
  #status = document.createElement('p');
  #popup: Window | null = null;
  #running: AbortController | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style()];
    this.#button.type = this.#other.type = 'button';
    this.#button.className = 'main';
    this.#button.textContent = 'Log in with OwnYou';
    this.#button.part.add('button');
    this.#other.hidden = true;
    this.#status.setAttribute('role', 'status');
    root.append(this.#button, this.#other, this.#status);
    this.#button.addEventListener('click', () => void this.#start());
  }

  connectedCallback(): void {
    if (hasFailed(sessionStorage)) this.#show('failed');
  }

  disconnectedCallback(): void {
    this.#running?.abort();
  }

  get #endpoint(): string {
    return new URL(this.getAttribute('endpoint') ?? '/ownyou', location.href).href;
  }

  get #wallet(): string {
    return new URL(this.getAttribute('wallet') ?? '').origin;
  }

  get #segments(): number {
    return Number(this.getAttribute('max-segments') ?? DEFAULT_SEGMENTS);
  }

  /** In the click itself the window has to be opened; where it shall go is known only later. */
  async #start(): Promise<void> {
    if (this.#running) {
      this.#popup?.focus();
      return;
    }
    const popup = window.open('about:blank', '_blank', POPUP);
    if (!popup) {
      this.#show('blocked');
      return;
    }
    this.#popup = popup;
    this.#running = new AbortController();
    this.#show('opening');
    try {
      await this.#through(popup, this.#running.signal);
    } catch (error) {
      popup.close();
      this.#fail(error);
    } finally {
      this.#running = undefined;
      this.#popup = null;
    }
  }

  async #through(popup: Window, signal: AbortSignal): Promise<void> {
    const request = await challenge(this.#endpoint, this.#segments);
    const channel = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0'));
    const name = channel.join('');
    popup.location.replace(walletAddress(this.#wallet, name, request));
    this.#show('waiting');
    const severed = () => this.#show('severed');
    const wallet = this.#wallet;
    const heard = await ask({ popup: popup as Popup, wallet, channel: name, request, severed, signal }, around);
    await this.#finish(heard);
    popup.close();
  }

  async #finish(heard: Heard): Promise<void> {
    if (typeof heard !== 'object') {
      this.#show(heard);
      if (heard === 'denied') this.#tell('ownyou-error', { code: 'denied' });
      return;
    }
    this.#show('checking');
    const detail = await verify(this.#endpoint, heard.token);
    this.#show('done');
    this.#tell('ownyou-login', detail);
  }

  /** Without a window of its own: this tab goes to the wallet and comes back by the callback page. */
  async #leave(): Promise<void> {
    this.#show('opening');
    try {
      const request: Request = await challenge(this.#endpoint, this.#segments);
      remember(sessionStorage, request.state, { endpoint: this.#endpoint, back: location.href });
      location.assign(walletAddress(this.#wallet, '0'.repeat(32), request));
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#show('failed');
    this.#tell('ownyou-error', { code: 'failed', message: String(error) });
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  #show(state: State): void {
    const waits = state === 'waiting' || state === 'severed';
    this.dataset.state = state;
    this.#status.textContent = texts[state];
    this.#button.disabled = state === 'opening' || state === 'checking' || state === 'severed' || state === 'done';
    this.#other.hidden = !waits && state !== 'blocked';
    this.#other.textContent = state === 'blocked' ? 'Continue in this tab' : 'Cancel';
    this.#other.onclick = () => {
      if (state === 'blocked') void this.#leave();
      else this.#running?.abort();
    };
  }
}
