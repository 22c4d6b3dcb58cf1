/** The browser check asks questions that can be answered both ways. */

import { expect, test, vi } from 'vitest';
import { abilities } from '../src/page/welcome/browser.ts';

test('an engine with SIMD and without a store is described as that', async () => {
  vi.stubGlobal('navigator', {});
  const has = new Map((await abilities()).map(({ name, has }) => [name, has]));
  expect(has.get('WebAssembly with SIMD')).toBe(true);
  expect(has.get('IndexedDB')).toBe(false);
  expect(has.get('WebGPU')).toBe(false);
});
