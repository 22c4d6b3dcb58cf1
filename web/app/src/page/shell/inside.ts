/** The screens of an open vault but the first: one file to fetch, as they share much. */

export { Data } from '../data/data.tsx';
export { Memory } from '../memory/memory.tsx';
export { Profile } from '../profile/profile.tsx';
export { Settings } from '../settings/settings.tsx';
export { Wallet } from '../wallet/wallet.tsx';
