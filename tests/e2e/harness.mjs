/**
 * What every journey needs: the real server, a real Chromium with an empty profile, and both gone again afterwards.
 * No sleeps: every step waits for what the person would see.
 */

import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const passphrase = 'three green bicycles';

/** Why a journey that needs a model's file cannot be made; false where it can. */
export const without = file =>
  !existsSync(join(root, 'web', 'app', 'dist', 'models', file)) &&
  'the app was built without models: scripts/setup-models.sh';

const dist = join(root, 'web', 'app', 'dist');
export const binary = process.env.OWNYOU_BINARY ?? join(root, 'target', 'debug', 'ownyou');
/** How long a step may take, in milliseconds: of use only to a test that fails, so right for the slowest machine. */
const patience = 60_000;
export const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Sets the stage for the tests of this file, or of the `describe` that it stands in: `setUp` runs before the first of
 * them. What it starts through its `keep` is closed after the last, the newest first, also when something went wrong.
 */
export function stage(setUp) {
  const kept = [];
  const keep = async starting => {
    const started = await starting;
    kept.unshift(started);
    return started;
  };
  before(() => setUp(keep));
  after(() => closeAll(kept));
}

/** One after the other; what cannot be closed keeps none of the others open. */
async function closeAll([first, ...rest]) {
  if (!first) return;
  try {
    await first.close();
  } finally {
    await closeAll(rest);
  }
}

/** Starts the app's server on a free port with an empty data folder; it can be stopped and started again. */
export async function startServer({ appDir = dist } = {}) {
  const folder = await dataFolder();
  const port = await freePorts(1);
  const app = part(['app'], { folder, port, appDir });
  const close = () => clear([app], folder);
  await app.start().catch(failed(close));
  return { ...app, url: `http://app.localhost:${port}`, close };
}

/**
 * Starts the app, the issuer and the two publishers, each in a process of its own, with one empty data folder. Any of
 * them can be stopped and started again: `await sites.app.stop()`, `await sites.app.start()`.
 */
export async function startSites({ appDir = dist } = {}) {
  const folder = await dataFolder();
  const port = await freePorts(3);
  const where = { folder, port, appDir };
  // The issuer first: the others read its published keys.
  const sites = {
    issuer: part(['issuer', '--open-invites'], where),
    app: part(['app'], where),
    demo: part(['demo'], where),
  };
  const parts = Object.values(sites);
  const close = () => clear(parts, folder);
  for (const each of parts) await each.start().catch(failed(close));
  return {
    ...sites,
    urls: {
      app: `http://app.localhost:${port}`,
      issuer: `http://issuer.localhost:${port + 1}`,
      news: `http://news.localhost:${port + 2}`,
      blog: `http://blog.localhost:${port + 2}`,
    },
    close,
  };
}

const dataFolder = () => mkdtemp(join(tmpdir(), 'ownyou-data-'));
/** Patiently: a process that has ended may still have had a file on its way. */
const remove = folder => rm(folder, { recursive: true, force: true, maxRetries: 5 });

async function clear(parts, folder) {
  await Promise.all(parts.map(each => each.stop()));
  await remove(folder);
}

/** What cannot start leaves nothing behind. */
const failed = close => async error => {
  await close();
  throw error;
};

/** One process of the server: `start` ends when it is there to be asked. */
function part(what, { folder, port, appDir }) {
  let child;
  let exited;
  return {
    async start() {
      const args = ['serve', ...what, '--port', String(port), '--data', folder, '--app-dir', appDir];
      child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      exited = new Promise(resolve => child.once('close', resolve));
      await new Promise((resolve, reject) => {
        createInterface({ input: child.stdout }).on('line', line => line.includes('Ctrl-C') && resolve());
        child.once('error', reject);
        exited.then(code => reject(new Error(`the server ended with ${code} before it was there`)));
      });
    },
    async stop() {
      child?.kill('SIGTERM');
      await exited;
    },
  };
}

/**
 * The first of so many free ports in a row, below those that a system gives to whoever asks for any: two files that run
 * beside each other, or a browser's own connections, hardly ever come in between.
 */
export async function freePorts(count) {
  for (;;) {
    const first = randomInt(11_000, 32_000);
    const row = await Promise.all(Array.from({ length: count }, (_none, n) => isFree(first + n)));
    if (row.every(Boolean)) return first;
  }
}

function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Starts Chromium with a profile of its own; `close` removes it. */
export async function startBrowser(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'ownyou-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
    viewport: { width: 1280, height: 800 },
    timeout: patience,
    ...options,
  });
  context.setDefaultTimeout(patience);
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
      await remove(profile);
    },
  };
}
