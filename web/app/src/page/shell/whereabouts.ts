/** Where the device is, as its browser says: told to the core, which notices another place, where the person allowed it. */

import type { CoreError } from '@ownyou/wasm';
import { core, state } from '../core.ts';
import { say } from '../ui/notice.tsx';

/** Milliseconds for which the device is thought to be where it was. */
const fresh = 15 * 60_000;
/** Milliseconds in which it is found, or not. */
const patience = 30_000;

let asked = Number.NEGATIVE_INFINITY;

/** The browser asks the person, where nobody has yet; then the core is told, from now on. From a click alone. */
export async function allowPlace(): Promise<void> {
  const coords = await here();
  await core.allowPlace(true);
  await core.cameTo(coords.latitude, coords.longitude);
}

/** Whether the browser lets nobody know, whatever the person allowed the app. */
export async function isBlocked(): Promise<boolean> {
  return (await permission()) === 'denied';
}

/** Tells the core at each opening and each coming back, without a question to anybody. */
export function keepPlace(): void {
  state.subscribe(tell);
  document.addEventListener('visibilitychange', tell);
}

function tell(): void {
  const now = performance.now();
  if (state.value?.vault !== 'open' || document.visibilityState !== 'visible' || now - asked < fresh) return;
  asked = now;
  // Not found this time, or locked in between: the next time.
  find().catch(() => {});
}

async function find(): Promise<void> {
  if (!(await core.mayAskPlace()) || (await permission()) !== 'granted') return;
  const { latitude, longitude } = await here();
  if (await core.cameTo(latitude, longitude)) say('You are in another place: travel and restaurants look anew.');
}

/** `undefined` where the browser does not say. */
async function permission(): Promise<PermissionState | undefined> {
  if (!('geolocation' in navigator)) return 'denied';
  const name = 'geolocation';
  return (await navigator.permissions?.query({ name }).catch(() => undefined))?.state;
}

async function here(): Promise<GeolocationCoordinates> {
  try {
    const options = { maximumAge: fresh, timeout: patience };
    const { coords } = await new Promise<GeolocationPosition>((resolve, reject) =>
      navigator.geolocation.getCurrentPosition(resolve, reject, options),
    );
    return coords;
  } catch (thrown) {
    throw (await isBlocked()) ? blocked : notFound(thrown);
  }
}

const blocked: CoreError = {
  code: 'place-blocked',
  message: 'Your browser lets this site know no place.',
  next: 'Allow it in the browser’s settings for this site, and try again.',
};

const notFound = (thrown: unknown): CoreError => ({
  code: 'place-not-found',
  message:
    thrown instanceof GeolocationPositionError && thrown.code === thrown.PERMISSION_DENIED
      ? 'You did not let your browser say where you are.'
      : 'This device could not find out where it is.',
  next: 'Nothing has changed; try it again whenever you like.',
});
