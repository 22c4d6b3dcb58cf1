/**
 * A publisher's server: asks for a login, and says whether its answer is believed. Conversions only; the verifier decides.
 *
 * It keeps nothing: the caller remembers each request in the visitor's session, takes its answer once, and within two
 * minutes.
 */

import { readFileSync } from 'node:fs';
import { initSync, newRequest, verify } from '#verifier';

initSync({ module: readFileSync(new URL('../dist/verifier/verifier_bg.wasm', import.meta.url)) });

export { toOpenRtb } from './openrtb.js';

const defaultSegments = 2;

export class OwnYouRefusal extends Error {
  /** @param {{ code: string, message: string, next: string }} failure */
  constructor({ code, message, next }) {
    super(message);
    this.name = 'OwnYouRefusal';
    this.code = code;
    this.next = next;
  }
}

/** @type {typeof import('./index.d.ts').createChallenge} */
export function createChallenge({ origin, maxSegments = defaultSegments, purposes = ['ads'], issuerKeys }) {
  if (!Number.isInteger(maxSegments) || maxSegments < 0)
    throw new TypeError('maxSegments is a whole number from 0 to 3');
  // The verifier takes a byte, and refuses more than three.
  const segments = Math.min(maxSegments, 255);
  return JSON.parse(believed(() => newRequest(String(origin), segments, [...purposes], json(issuerKeys))));
}

/** @type {typeof import('./index.d.ts').verifyOwnYou} */
export function verifyOwnYou(vpToken, { request, origin, issuerKeys, now = new Date() }) {
  const seconds = Math.floor(now.getTime() / 1000);
  const token = tokenIn(vpToken);
  const login = believed(() => verify(token, json(request), String(origin), json(issuerKeys), seconds));
  return { sub: login.sub, segments: login.segments, assurance: login.assurance };
}

/** @param {unknown} value A text that is JSON already, or what it says. */
function json(value) {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** @param {unknown} vpToken `{"ownyou":["…"]}`, nothing more and nothing less. */
function tokenIn(vpToken) {
  const is = typeof vpToken === 'object' && vpToken !== null && Object.keys(vpToken).join() === 'ownyou';
  const tokens = is ? /** @type {{ ownyou: unknown }} */ (vpToken).ownyou : undefined;
  if (Array.isArray(tokens) && tokens.length === 1 && typeof tokens[0] === 'string') return tokens[0];
  throw new OwnYouRefusal({
    code: 'bad-token',
    message: 'the vp_token is not {"ownyou":["…"]}',
    next: 'Do not log anyone in. Let the visitor try again.',
  });
}

/**
 * @template T
 * @param {() => T} work
 */
function believed(work) {
  try {
    return work();
  } catch (thrown) {
    throw isFailure(thrown) ? new OwnYouRefusal(thrown) : thrown;
  }
}

/**
 * @param {unknown} thrown
 * @returns {thrown is { code: string, message: string, next: string }}
 */
function isFailure(thrown) {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown && 'next' in thrown;
}
