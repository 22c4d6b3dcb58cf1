/**
 * The two examples of a publisher, as somebody copies them: docs/publishers.md walked from an empty folder, and the same
 * logins and refusals at the one on Node and the one on axum. Real wallet, real issuer, strict policy.
 */

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { binary, freePorts, root, stage, startBrowser, startSites } from './harness.mjs';
import { askWallet, button, closes, offered } from './person.mjs';
import { challenge, http, withCredential } from './stranger.mjs';

const run = promisify(execFile);
let keep;
let sites;
let browser;
let folder;
stage(async keeping => {
  keep = keeping;
  sites = await keep(startSites());
  browser = await keep(startBrowser());
  await withCredential(sites, browser);
  ({ folder } = await keep(newcomer()));
});

/** A folder in which somebody has done what the page says: the package as npm packs it, the example, the keys. */
async function newcomer() {
  const empty = await mkdtemp(join(tmpdir(), 'ownyou-shop-'));
  const installed = join(empty, 'node_modules', '@ownyou', 'sdk');
  await mkdir(installed, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', empty], {
    cwd: join(root, 'web', 'sdk'),
  });
  const [{ filename }] = JSON.parse(stdout);
  await run('tar', ['-xzf', join(empty, filename), '-C', installed, '--strip-components=1']);
  await copyFile(join(installed, 'examples', 'node-server.mjs'), join(empty, 'server.mjs'));
  const keys = await http(`${sites.urls.issuer}/.well-known/ownyou/issuer`);
  await writeFile(join(empty, 'ownyou-keys.json'), keys.text);
  return { folder: empty, close: () => rm(empty, { recursive: true, force: true }) };
}

/** Starts a publisher and waits until it says that it listens. */
async function start(name, [command, ...args], cwd) {
  const port = await freePorts(1);
  const url = `http://${name}.localhost:${port}`;
  const { app, issuer } = sites.urls;
  const env = {
    ...process.env,
    ORIGIN: url,
    WALLET: app,
    ISSUER: issuer,
    PORT: String(port),
    KEYS: join(folder, 'ownyou-keys.json'),
  };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise(resolve => child.once('close', resolve));
  const close = () => {
    child.kill();
    return exited;
  };
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', line => line.includes('listens') && resolve());
    child.once('error', reject);
    exited.then(code => reject(new Error(`${name} ended with ${code} before it listened`)));
  });
  return { url, close };
}

const publishers = {
  node: () => start('node-shop', ['node', 'server.mjs'], folder),
  axum: () => start('axum-shop', [join(dirname(binary), 'examples', 'publisher')], root),
};

for (const [name, begin] of Object.entries(publishers)) {
  describe(`the example on ${name}`, () => {
    let url;
    let page;
    before(async () => {
      ({ url } = await keep(begin()));
      page = await browser.context.newPage();
    });

    /** Delivers past the browser: status, code and the cookie that is set. */
    async function deliver(token, cookie, headers = {}) {
      const sent = { 'content-type': 'application/json', ...headers, ...(cookie && { cookie }) };
      const body = JSON.stringify({ vp_token: { ownyou: [token] } });
      const {
        status,
        text,
        headers: answered,
      } = await http(`${url}/ownyou/verify`, { method: 'POST', headers: sent, body });
      return { status, ...JSON.parse(text), set: answered['set-cookie']?.[0] };
    }
    const refuses = async (delivery, code) => {
      const { status, code: said, set } = await delivery;
      assert.deepEqual([status >= 400 && status < 500, said, set], [true, code, undefined]);
    };
    const reader = async () => page.locator('p > code').textContent();
    const cookieOf = async () => {
      const [cookie] = await browser.context.cookies(url);
      return cookie && `${cookie.name}=${cookie.value}`;
    };
    const logIn = async () => {
      const popup = await askWallet(page);
      await offered(popup);
      await closes(popup, button(popup, 'Log in'));
    };

    /** Logs in, but the answer is caught on its way to the server. */
    async function caught() {
      await browser.context.clearCookies();
      await page.goto(url);
      await page.route('**/ownyou/verify', route => route.abort());
      const posted = page.waitForRequest('**/ownyou/verify');
      await logIn();
      const token = (await posted).postDataJSON().vp_token.ownyou[0];
      await page.getByText('This site cannot be reached.').waitFor();
      await page.unroute('**/ownyou/verify');
      browser.complaints();
      return { token, cookie: await cookieOf() };
    }

    test('logs a reader in, as the same each time, under the strict policy', async () => {
      const answer = await page.goto(url);
      assert.match(
        answer.headers()['content-security-policy'],
        /^default-src 'none'; script-src 'self'; connect-src 'self'/,
      );
      await logIn();
      const sub = await reader();
      assert.match(sub, /^[\w-]{64}$/);
      const [cookie] = await browser.context.cookies(url);
      const { httpOnly, secure, sameSite, path } = cookie;
      assert.deepEqual(
        { httpOnly, secure, sameSite, path },
        { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' },
      );
      assert.match(cookie.name, /^__Host-/);
      await browser.context.clearCookies();
      await page.goto(url);
      await logIn();
      assert.equal(await reader(), sub);
      assert.deepEqual(
        browser.complaints().filter(text => !text.includes('favicon')),
        [],
      );
    });

    test('believes a token once', async () => {
      const { token, cookie } = await caught();
      const first = await deliver(token, cookie);
      assert.equal(first.status, 200, JSON.stringify(first));
      const renamed = first.set.split(';')[0];
      assert.notEqual(renamed, cookie);
      await refuses(deliver(token, cookie), 'no-challenge');
      await refuses(deliver(token, renamed), 'no-challenge');
      // Who is logged in stays so, whatever comes.
      const shown = await http(url, { headers: { cookie: renamed } });
      assert.ok(shown.text.includes(first.sub));
      const next = await challenge(url, renamed);
      await refuses(deliver(token, next.cookie), 'bad-proof');
    });

    test('believes no token in another session, or of another site', async () => {
      const { token, cookie } = await caught();
      await refuses(deliver(token), 'no-challenge');
      await refuses(deliver(token, '__Host-ownyou=made-up'), 'no-challenge');
      const other = await challenge(url);
      await refuses(deliver(token, other.cookie), 'bad-proof');
      await refuses(deliver(token, cookie, { 'sec-fetch-site': 'cross-site' }), 'other-site');
      await refuses(deliver(token, cookie, { 'sec-fetch-site': 'same-site' }), 'other-site');
      // The session that it is for still takes it; what a paper was told, this site does not believe.
      assert.equal((await deliver(token, cookie)).status, 200);
      const papers = await challenge(sites.urls.news);
      const elsewhere = await http(`${sites.urls.news}/ownyou/verify`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: papers.cookie },
        body: JSON.stringify({ vp_token: { ownyou: [token] } }),
      });
      assert.equal(JSON.parse(elsewhere.text).code, 'bad-proof');
    });

    test('asks for no more than may be asked, and reads nothing that is not its own', async () => {
      const ask = async query => JSON.parse((await http(`${url}/ownyou/challenge?${query}`)).text);
      assert.equal((await ask('max=3')).request.ownyou.max_segments, 3);
      assert.equal((await ask('max=4')).code, 'too-many-segments');
      assert.equal((await ask('max=x')).code, 'malformed');
      const { cookie } = await challenge(url);
      await refuses(deliver('AQ', cookie), 'bad-token');
      const headers = { cookie, 'content-type': 'application/json' };
      const large = await http(`${url}/ownyou/verify`, { method: 'POST', headers, body: 'x'.repeat(20_000) });
      assert.ok(large.status >= 400 && large.status < 500, String(large.status));
    });

    test('logs in while the issuer is away, also when started without it', async () => {
      await sites.issuer.stop();
      try {
        ({ url } = await keep(begin()));
        await page.goto(url);
        await logIn();
        assert.match(await reader(), /^[\w-]{64}$/);
      } finally {
        await sites.issuer.start();
      }
    });
  });
}
