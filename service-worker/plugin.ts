/**
 * A Vite plugin: after the app is built, lists and hashes what was built and bundles the service worker around that
 * list, as one classic script at the root of the scope.
 */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import type { Asset } from './what.ts';

const entry = fileURLToPath(new URL('./when.ts', import.meta.url));

/** `immutable`: the folder whose file names carry a hash, e.g. `assets`. */
export function serviceWorker({ immutable }: { immutable: string }): Plugin {
  let folder = '';
  return {
    name: 'ownyou-service-worker',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const assets = await list(folder, immutable);
        await bundle(assets, folder);
      },
    },
  };
}

async function list(folder: string, immutable: string): Promise<Asset[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(file => file.isFile()).map(file => join(file.parentPath, file.name));
  const assets = await Promise.all(
    files.map(async file => {
      const path = relative(folder, file).split(sep).join('/');
      const integrity = `sha384-${createHash('sha384')
        .update(await readFile(file))
        .digest('base64')}`;
      return { url: address(path), integrity, immutable: path.startsWith(`${immutable}/`) };
    }),
  );
  return assets.filter(asset => asset.url !== '/sw.js').sort((a, b) => (a.url < b.url ? -1 : 1));
}

/** Where the server has a file: a page is there without its ending. */
function address(path: string): string {
  return path === 'index.html' ? '/' : `/${path.replace(/^([^/]+)\.html$/, '$1')}`;
}

async function bundle(assets: Asset[], outDir: string): Promise<void> {
  const version = createHash('sha256').update(JSON.stringify(assets)).digest('hex').slice(0, 12);
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [withoutAddress],
    define: { __ASSETS__: JSON.stringify(assets), __VERSION__: JSON.stringify(version) },
    build: {
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      lib: { entry, formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
    },
  });
}

/** The core's loader can find its module by itself, which here would be built into the script; this worker hands it over. */
const withoutAddress: Plugin = {
  name: 'ownyou-without-address',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/generated/core.js')) return;
    const address = "new URL('core_bg.wasm', import.meta.url)";
    if (!code.includes(address)) this.error('wasm-bindgen finds its module in another way now');
    return code.replace(address, 'undefined');
  },
};
