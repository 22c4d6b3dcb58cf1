/** Whether the person has said no to the offer of the model: kept with the browser, as it is about this device. */

import { signal } from '@preact/signals';

const key = 'ownyou-model-declined';

export const declined = signal(localStorage.getItem(key) !== null);

export function decline(): void {
  localStorage.setItem(key, '');
  declined.value = true;
}

/** Nothing of it is left. */
export function forgetDeclined(): void {
  localStorage.removeItem(key);
  declined.value = false;
}
