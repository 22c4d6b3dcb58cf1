/** The publisher's two routes, `ENDPOINT/challenge` and `ENDPOINT/verify`, as its pages use them. */

import { isRecord, isState, type VpToken } from './wire.ts';

/** Why a login did not happen. */
export type Problem =
  /** The person, or their wallet, gave no answer. */
  | 'denied'
  /** The answer came after the challenge's two minutes. */
  | 'late'
  /** The publisher's server did not answer. */
  | 'unreachable'
  /** It made no challenge. */
  | 'no-challenge'
  /** It did not believe the answer. */
  | 'refused'
  /** The browser does not let the page remember what it waits for. */
  | 'no-storage'
  /** The element's attributes cannot work. */
  | 'setup';

/** `reason` is the server's own code, where it gave one. */
export class LoginError extends Error {
  constructor(
    readonly code: Problem,
    readonly reason?: string,
  ) {
    super(code);
  }
}

/** What the server says of whom it logged in. */
export interface Login {
  /** The pseudonym: the account's key at this publisher. */
  sub: string;
  /** What the person says of themselves; ids of the IAB Audience Taxonomy 1.1. */
  segments: { id: string; name: string }[];
  /** What the issuer checked. */
  assurance: string;
}

/** A request to pass on to the wallet, and when it was made, in milliseconds. */
export interface Challenge {
  request: Record<string, unknown>;
  state: string;
  at: number;
}

/** What is used of the page. */
export interface Site {
  fetch(url: string, init: RequestInit): Promise<Response>;
  now(): number;
}

/** Ten seconds less than the server waits: the answer has to get there. */
const milliseconds = 110_000;
/** How long the server may take. */
const patience = 20_000;

/** Asks for a challenge. */
export async function challenge(site: Site, endpoint: string, maxSegments: number): Promise<Challenge> {
  const at = site.now();
  const { response, body } = await ask(site, `${endpoint}/challenge?max=${maxSegments}`, {});
  const request = isRecord(body) ? body['request'] : undefined;
  if (!response.ok || !isRecord(request) || !isState(request['state'])) {
    throw new LoginError('no-challenge', reasonIn(body));
  }
  return { request, state: request['state'], at };
}

/** Whether the server would still take an answer to a challenge made `at`. */
export function inTime(site: Pick<Site, 'now'>, at: number): boolean {
  const age = site.now() - at;
  return age >= 0 && age < milliseconds;
}

/** Hands the answer over, and nothing beside it. */
export async function verify(site: Site, endpoint: string, vpToken: VpToken): Promise<Login> {
  const { response, body } = await ask(site, `${endpoint}/verify`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ vp_token: vpToken }),
  });
  if (!response.ok || !isLogin(body)) throw new LoginError('refused', reasonIn(body));
  return { sub: body.sub, segments: body.segments, assurance: body.assurance };
}

/** The endpoint as an address on the page's own origin, without a slash at its end. */
export function endpointAt(page: string, endpoint: string | null): string {
  const url = endpoint === null ? undefined : urlOf(endpoint, page);
  if (url?.origin !== new URL(page).origin || url.search || url.hash) throw new LoginError('setup');
  return url.href.replace(/\/+$/, '');
}

export function urlOf(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

async function ask(site: Site, url: string, init: RequestInit): Promise<{ response: Response; body: unknown }> {
  const always = { credentials: 'same-origin', cache: 'no-store', redirect: 'error' } as const;
  const response = await site.fetch(url, { ...init, ...always, signal: AbortSignal.timeout(patience) }).catch(() => {
    throw new LoginError('unreachable');
  });
  return { response, body: await response.json().catch(() => undefined) };
}

function isLogin(body: unknown): body is Login {
  return (
    isRecord(body) &&
    typeof body['sub'] === 'string' &&
    typeof body['assurance'] === 'string' &&
    Array.isArray(body['segments'])
  );
}

function reasonIn(body: unknown): string | undefined {
  return isRecord(body) && typeof body['code'] === 'string' ? body['code'] : undefined;
}
