/** The screens that come when they are asked for: all but the welcome, the unlocking and the feed. */

import { later } from '../ui/later.tsx';

const inside = () => import('./inside.ts');
const outside = () => import('./outside.ts');

export const Browsers = later('browsers', async () => (await outside()).Browsers);
export const Create = later('create', async () => (await outside()).Create);
export const Data = later('data', async () => (await inside()).Data);
export const Memory = later('memory', async () => (await inside()).Memory);
export const Profile = later('profile', async () => (await inside()).Profile);
export const Recover = later('recover', async () => (await outside()).Recover);
export const Restore = later('restore', async () => (await outside()).Restore);
export const Settings = later('settings', async () => (await inside()).Settings);
export const Wallet = later('wallet', async () => (await inside()).Wallet);
