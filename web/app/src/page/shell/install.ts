/** The browser's offer to install the app, kept until the person asks for it. */

import { signal } from '@preact/signals';

/** Chromium's event; TypeScript's DOM types leave it out because it is not a standard. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

export const installPrompt = signal<InstallPrompt | undefined>(undefined);
export const installed = signal(matchMedia('(display-mode: standalone)').matches);

export function watchInstall(): void {
  addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    installPrompt.value = event as InstallPrompt;
  });
  addEventListener('appinstalled', () => {
    installed.value = true;
    installPrompt.value = undefined;
  });
}

export async function install(): Promise<void> {
  await installPrompt.value?.prompt();
  installPrompt.value = undefined;
}
