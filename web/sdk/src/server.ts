/** The two routes of the publisher's own server. */

import { type Request, readChallenge } from './wire.ts';

/** What the server says of a believed answer. */
export interface Login {
  /** The reader's pseudonym at this publisher, for ever. */
  sub: string;
  segments: { id: string; name: string }[];
  assurance: string;
}

/** Asks for a request; throws where there is none to be had. */
export async function challenge(endpoint: string, maxSegments: number): Promise<Request> {
  const answer = await fetch(`${endpoint}/challenge?max=${maxSegments}`, {
    credentials: 'same-origin',
    cache: 'no-store',
  });
  const request = answer.ok ? readChallenge(await answer.json()) : undefined;
  if (!request) throw new Error(`no request: ${answer.status}`);
  return request;
}

/** Has the server look at a token; throws where it does not believe it. */
export async function verify(endpoint: string, token: string): Promise<Login> {
  const answer = await fetch(`${endpoint}/verify`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vp_token: { ownyou: [token] } }),
  });
  if (!answer.ok) throw new Error(`not believed: ${answer.status}`);
  return (await answer.json()) as Login;
}
