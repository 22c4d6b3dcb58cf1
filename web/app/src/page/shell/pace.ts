/** Tells the core what a page knows of the device: whether anybody sees it, and how the battery is. What follows from it, the core decides. */

import { core, state } from '../core.ts';

/** The Battery Status API, which only some browsers have. */
interface Battery extends EventTarget {
  charging: boolean;
  /** 0 to 1. */
  level: number;
}

const id = crypto.randomUUID();
let battery: Battery | undefined;

export function keepPace(): void {
  document.addEventListener('visibilitychange', () => tell());
  addEventListener('pageshow', () => tell());
  // A page that is closed says nothing more: the last that is known of it must not be that it is seen.
  addEventListener('pagehide', () => tell(true));
  // Every owner of the vault begins without knowing.
  state.subscribe(() => tell());
  void watchBattery();
}

async function watchBattery(): Promise<void> {
  const ask = Reflect.get(navigator, 'getBattery') as (() => Promise<Battery>) | undefined;
  // Refused where the browser does not want to tell.
  battery = await ask?.call(navigator).catch(() => undefined);
  for (const change of ['chargingchange', 'levelchange']) battery?.addEventListener(change, () => tell());
  tell();
}

/** A core that is just moving hears it from its next state on. */
function tell(hidden = document.visibilityState === 'hidden'): void {
  if (state.value?.vault !== 'open') return;
  const power = battery && { charging: battery.charging, level: battery.level };
  void core.pace({ id, hidden, ...power }).catch(() => {});
}
