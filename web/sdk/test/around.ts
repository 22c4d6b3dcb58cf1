/** A page to stand in for a browser: its window of the wallet, its messages, its ports, its server, its clock. */

import type { Page } from '../src/login/login.ts';

export const wallet = 'https://app.example';
export const state = 'S'.repeat(22);
export const token = 'T0ken-_';
export const login = { sub: 'sub', segments: [{ id: '719', name: 'Dogs' }], assurance: 'invited' };

export class FakePopup {
  closed = false;
  focused = 0;
  went: string[] = [];
  /** What was posted to it, and to which origin. */
  posted: { message: unknown; target: string }[] = [];
  location = { replace: (url: string) => void this.went.push(url) };

  close() {
    this.closed = true;
  }

  focus() {
    this.focused += 1;
  }

  postMessage(message: unknown, target: string) {
    this.posted.push({ message, target });
  }
}

export class FakePort {
  onmessage: ((event: MessageEvent) => void) | null = null;
  closed = false;

  close() {
    this.closed = true;
  }

  hear(data: unknown) {
    if (!this.closed) this.onmessage?.({ data } as MessageEvent);
  }
}

type Hear = (event: Pick<MessageEvent, 'data' | 'origin' | 'source'>) => void;

export class FakePage implements Page {
  popup: FakePopup | null = new FakePopup();
  clock = 1_000_000;
  asked: { url: string; init: RequestInit }[] = [];
  /** What the server answers, by the last part of the path. */
  answers: Record<string, () => Response | Promise<Response>> = {
    challenge: () => Response.json({ request: { state, nonce: 'n' } }),
    verify: () => Response.json(login),
  };
  listeners = new Set<Hear>();
  ports: FakePort[] = [];
  broadcasts = new Map<string, FakePort>();
  looks = new Set<() => void>();
  store = new Map<string, string>();
  went: string[] = [];

  open = () => this.popup;
  now = () => this.clock;
  random = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0xab);
  here = () => 'https://news.example/articles/1?a=b';
  go = (url: string) => void this.went.push(url);
  storage = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> => ({
    getItem: key => this.store.get(key) ?? null,
    setItem: (key, value) => void this.store.set(key, value),
    removeItem: key => void this.store.delete(key),
  });

  fetch = async (url: string, init: RequestInit) => {
    this.asked.push({ url, init });
    const path = new URL(url).pathname.split('/').at(-1) ?? '';
    return (await this.answers[path]?.()) ?? new Response(null, { status: 404 });
  };

  onMessage(hear: Hear) {
    this.listeners.add(hear);
    return () => void this.listeners.delete(hear);
  }

  messageChannel() {
    const port = new FakePort();
    this.ports.push(port);
    return { port1: port, port2: {} as Transferable };
  }

  broadcast(name: string) {
    const port = new FakePort();
    this.broadcasts.set(name, port);
    return port;
  }

  every(_milliseconds: number, run: () => void) {
    this.looks.add(run);
    return () => void this.looks.delete(run);
  }

  /** A message arrives at the page. */
  say(data: unknown, { origin = wallet, source = this.popup as unknown } = {}) {
    for (const hear of this.listeners) hear({ data, origin, source: source as MessageEventSource });
  }

  /** Time for so many looks at the window passes. */
  look(times = 1) {
    for (let time = 0; time < times; time += 1) for (const run of [...this.looks]) run();
  }

  /** Whether everything that was begun is ended. */
  get quiet() {
    const open = [...this.ports, ...this.broadcasts.values()].filter(port => !port.closed);
    return this.listeners.size === 0 && this.looks.size === 0 && open.length === 0;
  }
}

/** Lets everything that waits for nothing else happen. */
export const settled = () => new Promise(resolve => setTimeout(resolve));
