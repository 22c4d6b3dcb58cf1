/**
 * A publisher on plain node:http: one page with a login, the two routes behind it, and the callback page.
 *
 *   ISSUER=https://issuer.example WALLET=https://app.example ORIGIN=https://news.example node node-server.mjs
 *
 * Listens on PORT, 8080 unless told, and stands behind whatever speaks https for ORIGIN. KEYS, a file of the issuer's keys,
 * is for where Node cannot reach ISSUER: it resolves no `issuer.localhost`, curl does.
 */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createChallenge, OwnYouRefusal, verifyOwnYou } from '@ownyou/sdk';

const cookie = '__Host-ownyou';
const challengeSeconds = 120;
const mostSessions = 10_000;
const mostBytes = 16 * 1024;
/** Nothing but our own files, and no script that anyone could smuggle in. */
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/** @type {Map<string, [name: string, type: string]>} */
const files = new Map([
  ['/ownyou.js', ['ownyou.js', 'text/javascript']],
  ['/.well-known/ownyou/cb', ['cb.html', 'text/html; charset=utf-8']],
  ['/.well-known/ownyou/cb.js', ['cb.js', 'text/javascript']],
]);

/** @typedef {{ status: number, type: string, body: string | Buffer, cookie?: string }} Answer */

/**
 * What answers requests. `how` is the SDK and the clock, unless a test has others.
 *
 * @param {{ origin: string, wallet: string, issuerKeys: string }} site
 */
export function publisher({ origin, wallet, issuerKeys }, how = { createChallenge, verifyOwnYou, now: Date.now }) {
  /** @type {Map<string, { request?: import('@ownyou/sdk').OwnYouRequest, madeAt?: number, sub?: string }>} */
  const sessions = new Map();

  /** @param {import('node:http').IncomingMessage} asked @returns {Promise<Answer>} */
  async function route(asked) {
    const { pathname, searchParams } = new URL(asked.url ?? '/', origin);
    const id = cookieOf(asked);
    const session = sessions.get(id);
    const file = files.get(pathname);
    if (asked.method === 'GET' && file) return sdk(...file);
    if (asked.method === 'GET' && pathname === '/') return page(wallet, session?.sub);
    if (!isOwn(asked)) return answer(403, { code: 'other-site' });
    if (asked.method === 'GET' && pathname === '/ownyou/challenge')
      return challenge(id, Number(searchParams.get('max') ?? 2));
    if (asked.method === 'POST' && pathname === '/ownyou/verify') return logIn(id, await bodyOf(asked));
    return answer(404, { code: 'not-found' });
  }

  /** @param {string} before @param {number} maxSegments */
  function challenge(before, maxSegments) {
    const request = how.createChallenge({ origin, maxSegments, issuerKeys });
    const session = sessions.get(before);
    const id = session ? before : newSession();
    sessions.set(id, { ...session, request, madeAt: how.now() });
    return { ...answer(200, { request }), cookie: id };
  }

  /** @param {string} id @param {any} body */
  async function logIn(id, body) {
    const { request, madeAt = 0 } = sessions.get(id) ?? {};
    // Whatever comes of it, the challenge is used up, and with it this session's name.
    sessions.delete(id);
    if (!request) return answer(403, { code: 'no-challenge' });
    if (how.now() - madeAt >= challengeSeconds * 1000) return answer(403, { code: 'expired' });
    const login = how.verifyOwnYou(body?.vp_token, { request, origin, issuerKeys });
    const renamed = newSession();
    sessions.set(renamed, { sub: login.sub });
    return { ...answer(200, login), cookie: renamed };
  }

  function newSession() {
    const [oldest] = sessions.keys();
    if (oldest !== undefined && sessions.size >= mostSessions) sessions.delete(oldest);
    return randomBytes(32).toString('base64url');
  }

  /** @type {import('node:http').RequestListener} */
  return async (asked, response) => {
    const { status, type, body, cookie: id } = await route(asked).catch(refused);
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Security-Policy': policy,
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      ...(id && { 'Set-Cookie': `${cookie}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax` }),
    });
    response.end(body);
  };
}

/** @param {number} status @param {unknown} said @returns {Answer} */
function answer(status, said) {
  return { status, type: 'application/json', body: JSON.stringify(said) };
}

/** @param {unknown} thrown The visitor hears a code; what it means is for the log. */
function refused(thrown) {
  if (thrown instanceof OwnYouRefusal) return answer(403, { code: thrown.code });
  if (thrown instanceof SyntaxError || thrown instanceof TypeError) return answer(400, { code: 'malformed' });
  return answer(500, { code: 'failed' });
}

/** @param {import('node:http').IncomingMessage} asked Browsers say it; other sites' pages cannot change it. */
function isOwn(asked) {
  const from = asked.headers['sec-fetch-site'];
  return from === undefined || from === 'same-origin';
}

/** @param {import('node:http').IncomingMessage} asked */
function cookieOf(asked) {
  const pairs = (asked.headers.cookie ?? '').split(/; */).map(pair => pair.split('='));
  return pairs.find(([name]) => name === cookie)?.[1] ?? '';
}

/** @param {import('node:http').IncomingMessage} asked */
async function bodyOf(asked) {
  const parts = [];
  let bytes = 0;
  for await (const part of asked) {
    bytes += part.length;
    if (bytes > mostBytes) throw new TypeError('the body is too large');
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString());
}

/** @param {string} name @param {string} type @returns {Promise<Answer>} */
async function sdk(name, type) {
  return { status: 200, type, body: await readFile(new URL(import.meta.resolve(`@ownyou/sdk/dist/${name}`))) };
}

/** @param {string} wallet @param {string} [sub] Both are ours or base64url, so nothing needs escaping. */
function page(wallet, sub) {
  const way = sub
    ? `<p>You are <code>${sub}</code> here.</p>`
    : `<ownyou-login endpoint="/ownyou" wallet="${wallet}" max-segments="2" reload></ownyou-login>`;
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>News</title><script src="/ownyou.js" async></script><h1>News</h1>${way}</html>`;
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

if (process.argv[1] === import.meta.filename) {
  const { ISSUER, KEYS, WALLET = '', ORIGIN = '', PORT = '8080' } = process.env;
  const published = async () => (await fetch(`${ISSUER}/.well-known/ownyou/issuer`)).text();
  const issuerKeys = KEYS ? await readFile(KEYS, 'utf8') : await published();
  const listener = publisher({ origin: ORIGIN, wallet: WALLET, issuerKeys });
  createServer(listener).listen(Number(PORT));
}
