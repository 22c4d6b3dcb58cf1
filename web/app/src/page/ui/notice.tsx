/** What just happened, said once: a line at the edge of the screen and in the live region, with a way back if there is one. */

import type { CoreError } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { asProblem } from '../../shared/problem.ts';
import { sentence } from './format.ts';
import { Icon } from './icon.tsx';
import { route } from './route.ts';

interface Notice {
  text: string;
  undo?: () => Promise<unknown>;
}

const notice = signal<Notice | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says `text` for a while. What can be undone here can also be undone elsewhere, so nothing hangs on being quick. */
export function say(text: string, undo?: () => Promise<unknown>): void {
  clearTimeout(timer);
  notice.value = undo ? { text, undo } : { text };
  timer = setTimeout(dismiss, undo ? 15_000 : 8_000);
}

// On another screen it would only be in the way.
route.subscribe(() => {
  if (notice.peek()?.undo) dismiss();
});

/** Runs an action of the person's; if it fails, says why and what next. */
export async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (thrown) {
    const problem = asProblem(thrown);
    say(`${sentence(problem.message)} ${problem.next}`);
    return undefined;
  }
}

function dismiss(): void {
  notice.value = undefined;
}

/** Takes back what was said last, where that can be. Whether it could. */
export function undoLast(): boolean {
  const undo = notice.peek()?.undo;
  if (undo) void takeBack(undo);
  return undo !== undefined;
}

async function takeBack(undo: () => Promise<unknown>): Promise<void> {
  dismiss();
  await attempt(undo);
}

/** The live region; drawn once, always there, so that what comes into it is read out. */
export function Notices() {
  const now = notice.value;
  return (
    <div class="notices" role="status" aria-live="polite">
      {now && (
        <div class="notice">
          <span>{now.text}</span>
          {now.undo && (
            <button type="button" class="plain" onClick={() => now.undo && takeBack(now.undo)}>
              Undo
            </button>
          )}
          <button type="button" class="icon" aria-label="Dismiss" onClick={dismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

/** An error in its place on the screen. */
export function Problem({ error }: { error: CoreError | undefined }) {
  if (!error) return null;
  return (
    <p class="problem" role="alert">
      <strong>{sentence(error.message)}</strong> {error.next}
    </p>
  );
}
