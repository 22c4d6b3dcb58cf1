/** What this browser can do, asked of the browser itself. */

export interface Ability {
  name: string;
  /** What it is needed for. */
  why: string;
  has: boolean;
  /** Without it the app cannot work at all. */
  needed: boolean;
}

/** The smallest module that uses SIMD: one function that splats a byte over a vector and counts its bits. */
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

export async function abilities(): Promise<Ability[]> {
  const persisted = 'storage' in navigator && 'persist' in navigator.storage;
  return [
    { name: 'WebAssembly with SIMD', why: 'runs the core', has: WebAssembly.validate(simdModule), needed: true },
    { name: 'IndexedDB', why: 'keeps the sealed vault', has: 'indexedDB' in globalThis, needed: true },
    { name: 'Web Locks', why: 'lets one tab own the vault', has: 'locks' in navigator, needed: true },
    {
      name: 'Web Crypto',
      why: '“keep unlocked on this device”',
      has: 'subtle' in (globalThis.crypto ?? {}),
      needed: true,
    },
    { name: 'Service worker', why: 'works without a network', has: 'serviceWorker' in navigator, needed: false },
    { name: 'Persistent storage', why: 'asks the browser not to delete', has: persisted, needed: false },
    { name: 'Private file system (OPFS)', why: 'room for large models, later', has: await hasOpfs(), needed: false },
    {
      name: 'Install',
      why: 'a window and an icon of its own',
      has: 'onbeforeinstallprompt' in globalThis,
      needed: false,
    },
    { name: 'Background sync', why: 'work while the tab is closed', has: 'SyncManager' in globalThis, needed: false },
    { name: 'WebGPU', why: 'fast reading by a model, later', has: await hasGpu(), needed: false },
  ];
}

async function hasOpfs(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return true;
  } catch {
    return false;
  }
}

async function hasGpu(): Promise<boolean> {
  const gpu = (navigator as { gpu?: { requestAdapter(): Promise<unknown> } }).gpu;
  try {
    return Boolean(await gpu?.requestAdapter());
  } catch {
    return false;
  }
}
