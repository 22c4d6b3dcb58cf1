/** The screens that come when they are asked for: all but the welcome, the unlocking and the feed. */

import { later } from '../ui/later.tsx';

export const Browsers = later('browsers', async () => (await import('../welcome/browsers.tsx')).Browsers);
export const Create = later('create', async () => (await import('../create/create.tsx')).Create);
export const Data = later('data', async () => (await import('../data/data.tsx')).Data);
export const Memory = later('memory', async () => (await import('../memory/memory.tsx')).Memory);
export const Profile = later('profile', async () => (await import('../profile/profile.tsx')).Profile);
export const Recover = later('recover', async () => (await import('../create/recover.tsx')).Recover);
export const Restore = later('restore', async () => (await import('../create/restore.tsx')).Restore);
export const Settings = later('settings', async () => (await import('../settings/settings.tsx')).Settings);
export const Wallet = later('wallet', async () => (await import('../wallet/wallet.tsx')).Wallet);
