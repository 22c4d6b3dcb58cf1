/** Builds what a publisher serves into dist: ownyou.js, cb.html and cb.js. */

import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @param {string} entry @param {string} name @param {boolean} first */
const script = (entry, name, first) =>
  build({
    root: here,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      emptyOutDir: first,
      lib: { entry: `${here}${entry}`, formats: ['iife'], name: 'ownyou', fileName: () => name },
    },
  });

await script('src/login/main.ts', 'ownyou.js', true);
await script('src/callback/main.ts', 'cb.js', false);
await copyFile(`${here}src/callback/cb.html`, `${here}dist/cb.html`);
