/**
 * A publisher on plain node:http: one page with a login, the two routes behind it, and the SDK's files.
 *
 *   ORIGIN=https://news.example WALLET=https://app.example ISSUER=https://issuer.example node node-server.mjs
 *
 * Listens on PORT, 8080 unless told, and stands behind whatever speaks https for ORIGIN. The issuer's keys are kept in KEYS,
 * ownyou-keys.json unless told, and fetched anew every day: nobody needs the issuer to log in.
 */

import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import * as ownyou from '@ownyou/sdk';

const challengeSeconds = 120;
const mostSessions = 10_000;
const mostBytes = 16 * 1024;
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};
/** @type {Map<string, [name: string, type: string]>} */
const files = new Map([
  ['/ownyou.js', ['ownyou.js', 'text/javascript']],
  ['/.well-known/ownyou/cb', ['cb.html', 'text/html; charset=utf-8']],
  ['/.well-known/ownyou/cb.js', ['cb.js', 'text/javascript']],
]);

/** @typedef {{ status: number, type: string, body: string | Buffer, cookie?: string }} Answer */
/** @typedef {{ request: import('@ownyou/sdk').OwnYouRequest, issuerKeys: string, madeAt: number }} Challenge */

/**
 * What answers requests. `issuerKeys` gives the newest; `how` is the SDK and the clock, unless a test has others.
 *
 * @param {{ origin: string, wallet: string, issuerKeys: () => string }} site
 */
export function publisher({ origin, wallet, issuerKeys }, how = { ...ownyou, now: Date.now }) {
  const { createChallenge, verifyOwnYou, now } = how;
  /** @type {Map<string, { challenge?: Challenge, sub?: string }>} */
  const sessions = new Map();

  /** @param {import('node:http').IncomingMessage} asked @returns {Promise<Answer>} */
  async function route(asked) {
    const { pathname, searchParams } = new URL(asked.url ?? '/', origin);
    const id = cookieOf(asked);
    const file = files.get(pathname);
    if (asked.method === 'GET' && file) return sdk(...file);
    if (asked.method === 'GET' && pathname === '/') return page(wallet, sessions.get(id)?.sub);
    if (!isOwn(asked)) return answer(403, { code: 'other-site' });
    if (asked.method === 'GET' && pathname === '/ownyou/challenge')
      return challenge(id, Number(searchParams.get('max') ?? 2));
    if (asked.method === 'POST' && pathname === '/ownyou/verify') return logIn(id, await bodyOf(asked));
    return answer(404, { code: 'not-found' });
  }

  /** @param {string} before @param {number} maxSegments */
  function challenge(before, maxSegments) {
    const keys = issuerKeys();
    const request = createChallenge({ origin, maxSegments, purposes: ['content'], issuerKeys: keys });
    const id = sessions.has(before) ? before : newSession();
    sessions.set(id, { ...sessions.get(id), challenge: { request, issuerKeys: keys, madeAt: now() } });
    return { ...answer(200, { request }), cookie: id };
  }

  /** @param {string} id @param {any} body */
  function logIn(id, body) {
    const asked = sessions.get(id)?.challenge;
    if (!asked) return answer(403, { code: 'no-challenge' });
    // Whatever comes of it, the challenge is used up, and with it this session's name.
    sessions.delete(id);
    if (now() - asked.madeAt >= challengeSeconds * 1000) return answer(403, { code: 'challenge-expired' });
    const login = verifyOwnYou(body?.vp_token, { ...asked, origin });
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
    const { status, type, body, cookie } = await route(asked).catch(refused);
    response.writeHead(status, {
      ...headers,
      'Content-Type': type,
      ...(cookie && { 'Set-Cookie': `__Host-ownyou=${cookie}; Path=/; Secure; HttpOnly; SameSite=Lax` }),
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
  if (thrown instanceof ownyou.OwnYouRefusal) return answer(403, { code: thrown.code });
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
  return pairs.find(([name]) => name === '__Host-ownyou')?.[1] ?? '';
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
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>News</title>
<script src="/ownyou.js" async></script>
<h1>News</h1>
${way}
`;
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

/** The issuer's keys: what `file` has, and from then on what the issuer publishes. @param {string} issuer @param {string} file */
async function keysOf(issuer, file) {
  let keys = await readFile(file, 'utf8').catch(() => '');
  const refresh = async () => {
    const published = await fetch(`${issuer}/.well-known/ownyou/issuer`, { signal: AbortSignal.timeout(10_000) });
    const text = await published.text();
    // Throws where it is no key set.
    ownyou.createChallenge({ origin: issuer, issuerKeys: text });
    keys = text;
    await writeFile(file, text);
  };
  await refresh().catch(error => keys || Promise.reject(error));
  setInterval(() => refresh().catch(() => {}), 86_400_000).unref();
  return () => keys;
}

if (process.argv[1] === import.meta.filename) {
  const { ORIGIN = '', WALLET = '', ISSUER = '', KEYS = 'ownyou-keys.json', PORT = '8080' } = process.env;
  const issuerKeys = await keysOf(ISSUER, KEYS);
  const listening = () => process.stderr.write(`${ORIGIN} listens on port ${PORT}\n`);
  createServer(publisher({ origin: ORIGIN, wallet: WALLET, issuerKeys })).listen(Number(PORT), listening);
}
