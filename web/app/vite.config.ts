/** How the app is built. `--mode fake` draws the screens over the in-memory core of dev/, and is for development alone. */

import { fileURLToPath } from 'node:url';
import OpenProps from 'open-props';
import jitProps from 'postcss-jit-props';
import { defineConfig } from 'vite';
import { serviceWorker } from '../../service-worker/plugin.ts';

const fakeCore = fileURLToPath(new URL('./dev/fake-core.ts', import.meta.url));
const assetsDir = 'assets';
/** The app, and the window in which it answers a site. */
const pages = ['index.html', 'present.html'].map(name => fileURLToPath(new URL(name, import.meta.url)));

/** The headers that the server sends, so that what works here works there. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self' blob:; " +
    "style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types ownyou",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export default defineConfig(({ mode }) => ({
  resolve: { alias: mode === 'fake' ? { '@ownyou/wasm': fakeCore } : {} },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Only the custom properties that are used reach the style sheet.
  css: { postcss: { plugins: [jitProps({ ...OpenProps, layer: 'tokens' })] } },
  plugins: [serviceWorker({ immutable: assetsDir })],
  worker: { format: 'es' },
  preview: { headers },
  build: {
    assetsDir,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    reportCompressedSize: false,
    rolldownOptions: { input: pages },
  },
}));
