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

const binary = process.env.OWNYOU_BINARY ?? join(root, 'target', 'debug', 'ownyou');
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts `ownyou serve` on a free port with an empty data folder (or the one given). */
export async function startServer({ data, appDir = join(root, 'web', 'app', 'dist'), port } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'ownyou-data-')));
  const wanted = port ?? (await freePort());
  const child = spawn(binary, ['serve', 'app', '--port', String(wanted), '--data', folder, '--app-dir', appDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise(resolve => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      const found = line.match(/http:\/\/app\.localhost:\d+/);
      if (found) resolve(found[0]);
    });
    exited.then(code => reject(new Error(`the server ended with ${code} before it printed its address`)));
  });
  return {
    url,
    port: wanted,
    data: folder,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async remove() {
      await this.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort() {
  const { createServer } = await import('node:net');
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
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
