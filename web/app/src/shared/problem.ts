/** Errors as every thread passes them: the core's own, or anything else that went wrong, made to look like one. */

import type { CoreError } from '@ownyou/wasm';

export function asProblem(thrown: unknown): CoreError {
  if (isProblem(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'unexpected', message: `Something went wrong: ${detail}`, next: 'Reload the page and try again.' };
}

function isProblem(thrown: unknown): thrown is CoreError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown && 'next' in thrown;
}
