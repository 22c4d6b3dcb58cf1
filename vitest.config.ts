/** Unit tests of everything in TypeScript. Journeys in a real browser are in tests/e2e. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: { include: ['web/*/test/**/*.test.{ts,tsx}'] },
});
