/**
 * What every journey needs: the real server, a real Chromium with an empty profile, and a person's steps by name.
 * No sleeps: every step waits for what the person would see.
 */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const sample = join(root, 'web', 'app', 'public', 'sample');
export const passphrase = 'three green bicycles';

const dist = join(root, 'web', 'app', 'dist');
const binary = process.env.OWNYOU_BINARY ?? join(root, 'target', 'debug', 'ownyou');
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the app's server on a free port with an empty data folder (or the one given). */
export async function startServer({ data, appDir = dist, port } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'ownyou-data-')));
  const wanted = port ?? (await freePorts(1));
  const app = await serve(['app'], { folder, port: wanted, appDir });
  return {
    url: app.address('app'),
    port: wanted,
    data: folder,
    stop: app.stop,
    async remove() {
      await app.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts the app, the issuer and the two publishers, each in a process of its own, with one empty data folder. Any of
 * them can be stopped and started again: `await sites.app.stop()`, `await sites.app.start()`.
 */
export async function startSites({ appDir = dist } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ownyou-data-'));
  const port = await freePorts(3);
  const more = { app: [], issuer: ['--open-invites'], demo: [] };
  const sites = {};
  // The issuer first: the others read its published keys.
  for (const name of ['issuer', 'app', 'demo']) {
    let running;
    sites[name] = {
      async start() {
        running = await serve([name, ...more[name]], { folder, port, appDir });
      },
      stop: () => running.stop(),
    };
    await sites[name].start();
  }
  return {
    ...sites,
    data: folder,
    urls: {
      app: `http://app.localhost:${port}`,
      issuer: `http://issuer.localhost:${port + 1}`,
      news: `http://news.localhost:${port + 2}`,
      blog: `http://blog.localhost:${port + 2}`,
    },
    async remove() {
      await Promise.all([sites.app.stop(), sites.issuer.stop(), sites.demo.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One process of the server, once it has printed its addresses. */
async function serve(what, { folder, port, appDir }) {
  const args = ['serve', ...what, '--port', String(port), '--data', folder, '--app-dir', appDir];
  const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise(resolve => child.once('exit', resolve));
  const printed = [];
  await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      printed.push(line);
      if (line.includes('Ctrl-C')) resolve();
    });
    exited.then(code => reject(new Error(`the server ended with ${code} before it printed its address`)));
  });
  return {
    address: name => printed.join('\n').match(new RegExp(`http://${name}\\.localhost:\\d+`))[0],
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** The first of so many free ports in a row. */
async function freePorts(count) {
  for (;;) {
    const first = await listen(0);
    const port = first.address().port;
    const rest = await Promise.all(Array.from({ length: count - 1 }, (_, n) => listen(port + n + 1).catch(() => null)));
    const all = [first, ...rest];
    await Promise.all(all.map(probe => probe && new Promise(done => probe.close(done))));
    if (all.every(Boolean)) return port;
  }
}

async function listen(port) {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(port, '127.0.0.1', () => resolve(probe));
  });
}

/** Starts Chromium with a profile of its own; `close` removes it. */
export async function startBrowser(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'ownyou-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const complaints = [];
  const watch = page => {
    page.on('pageerror', error => complaints.push(`page error: ${error.message}`));
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
  };
  context.pages().forEach(watch);
  context.on('page', watch);
  return {
    context,
    page: context.pages()[0],
    profile,
    /** Errors the pages printed since the last call; a journey without faults has none. */
    complaints: () => complaints.splice(0),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
