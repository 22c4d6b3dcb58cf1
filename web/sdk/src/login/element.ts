/**
 * `<ownyou-login endpoint="/ownyou" wallet="https://…" max-segments="2" reload>`: a button that logs in. Fires
 * `ownyou-login` with the server's word on who it is, or `ownyou-error` with `{code, reason}`. What it is at is in the
 * button's name and, where there is more to say or it is over, in a line below that is read aloud.
 */

import { takeProblem } from '../pending.ts';
import { endpointAt, LoginError } from '../server.ts';
import { Attempt, type Page, type Step, type Wish } from './login.ts';
import { style } from './style.ts';
import { cancel, labels, problems, remarks } from './texts.ts';
import { walletOrigin } from './wallet.ts';

const defaultSegments = 2;
const mostSegments = 3;
/** Steps in which a press on the button does nothing. */
const busy: readonly Step['name'][] = ['opening', 'checking', 'leaving', 'done'];
/** Steps that end by themselves. */
const working: readonly Step['name'][] = ['opening', 'checking', 'leaving'];
/** A face in a ring. */
const mark =
  'M16 5a11 11 0 1 0 0 22a11 11 0 1 0 0-22Zm0 2a9 9 0 0 1 7 14a8 8 0 0 0-14 0a9 9 0 0 1 7-14Zm0 3a3 3 0 1 0 0 7a3 3 0 1 0 0-7Z';

/** The login that is going on, of whichever element: there is one. */
let current: { attempt: Attempt; element: LoginElement } | undefined;

export class LoginElement extends HTMLElement {
  /** What the browser offers; set once, before the first element is made. */
  static page: Page;

  readonly #button = make('button', 'button');
  readonly #label = document.createElement('span');
  readonly #cancel = make('button', 'cancel');
  readonly #remark = make('p', 'status');
  #step: Step = { name: 'idle' };

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    this.#button.append(drawing(), this.#label);
    this.#cancel.append(cancel);
    this.#remark.setAttribute('role', 'status');
    const row = document.createElement('div');
    row.append(this.#button, this.#cancel);
    root.append(row, this.#remark);
    this.#button.onclick = () => this.#press();
    this.#cancel.onclick = () => this.#giveUp();
    this.#show(this.#step);
  }

  connectedCallback(): void {
    const problem = problemLeft();
    if (problem) this.#show({ name: 'failed', error: new LoginError(problem) });
    addEventListener('pageshow', this);
  }

  disconnectedCallback(): void {
    removeEventListener('pageshow', this);
    if (current?.element === this) current.attempt.cancel();
  }

  /** The page is back as it was left, from the wallet in this tab. */
  handleEvent(event: PageTransitionEvent): void {
    if (event.persisted && this.#step.name === 'leaving') this.#giveUp();
  }

  #press(): void {
    const { name } = this.#step;
    if (busy.includes(name) || current?.attempt.focus()) return;
    if (name !== 'waiting') this.#start(name === 'blocked' ? 'goThere' : 'begin');
  }

  #giveUp(): void {
    if (current?.element === this) current.attempt.cancel();
    else this.#show({ name: 'idle' });
    this.#button.focus();
  }

  #start(how: 'begin' | 'goThere'): void {
    current?.attempt.cancel();
    try {
      const attempt = new Attempt(LoginElement.page, this.#wish(), step => this.#follow(step));
      current = { attempt, element: this };
      attempt[how]();
    } catch (error) {
      if (!(error instanceof LoginError)) throw error;
      this.#follow({ name: 'failed', error });
    }
  }

  #wish(): Wish {
    const asked = Number.parseInt(this.getAttribute('max-segments') ?? '', 10);
    return {
      endpoint: endpointAt(location.href, this.getAttribute('endpoint')),
      wallet: walletOrigin(this.getAttribute('wallet')),
      maxSegments: Number.isNaN(asked) ? defaultSegments : Math.min(Math.max(asked, 0), mostSegments),
    };
  }

  #follow(step: Step): void {
    this.#show(step);
    if (['idle', 'blocked', 'done', 'failed'].includes(step.name)) current = undefined;
    if (step.name === 'failed') this.#tell('ownyou-error', { code: step.error.code, reason: step.error.reason });
    if (step.name === 'done') {
      this.#tell('ownyou-login', step.login);
      if (this.hasAttribute('reload')) location.reload();
    }
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #show(step: Step): void {
    const { name } = step;
    this.#step = step;
    this.#label.textContent = labels[name];
    this.#button.setAttribute('aria-disabled', String(busy.includes(name)));
    this.#button.setAttribute('aria-busy', String(working.includes(name)));
    const cancels = name === 'opening' || name === 'waiting' || name === 'blocked';
    // Whoever has the keyboard on what goes away is not left nowhere.
    if (!cancels && this.shadowRoot?.activeElement === this.#cancel) this.#button.focus();
    this.#cancel.hidden = !cancels;
    this.#remark.textContent = step.name === 'failed' ? problems[step.error.code] : (remarks[name] ?? '');
  }
}

function make<Name extends 'button' | 'p'>(name: Name, part: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.setAttribute('part', part);
  if (made instanceof HTMLButtonElement) made.type = 'button';
  return made;
}

function drawing(): SVGElement {
  const svg = shape('svg', {
    viewBox: '4 4 24 24',
    fill: 'currentColor',
    'fill-rule': 'evenodd',
    'aria-hidden': 'true',
  });
  svg.append(shape('path', { d: mark }));
  return svg;
}

function shape(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

/** What the callback page wrote down; nothing where the browser allows no storage. */
function problemLeft() {
  try {
    return takeProblem(LoginElement.page.storage());
  } catch {
    return undefined;
  }
}
