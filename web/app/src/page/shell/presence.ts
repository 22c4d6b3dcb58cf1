/** Tells the core that somebody is there, and what time it is; when the vault is locked for want of them, the core decides. */

import { core, state } from '../core.ts';

/** How often the core is told, at most, in milliseconds. */
const touchEvery = 15_000;
/** How often the core is asked to look. */
const tickEvery = 20_000;

let touched = 0;

export function keepWatch(): void {
  for (const kind of ['pointerdown', 'keydown', 'wheel'] as const) {
    addEventListener(kind, here, { capture: true, passive: true });
  }
  // Whoever comes back to a page that slept finds it locked before they do anything.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') tick();
  });
  setInterval(tick, tickEvery);
  // The wait begins when the vault opens.
  state.subscribe(now => {
    if (now?.vault === 'open') here();
    else touched = 0;
  });
}

function here(): void {
  const now = Date.now();
  if (state.value?.vault !== 'open' || Math.abs(now - touched) < touchEvery) return;
  touched = now;
  void core.touch(now).catch(() => {});
}

/** A core that is just moving is asked the next time. */
function tick(): void {
  if (state.value?.vault === 'open') void core.tick(Date.now()).catch(() => {});
}
