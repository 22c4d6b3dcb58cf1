/** Keys, backup and storage of the core in memory: the shapes alone are real. */

import type { Core, State, WayView } from '../../../wasm-pkg/core-api.ts';

type Part = Pick<
  Core,
  | 'createFromWords'
  | 'unlockWithPasskey'
  | 'passkeys'
  | 'lockNow'
  | 'touch'
  | 'tick'
  | 'keys'
  | 'changePassphrase'
  | 'addWords'
  | 'addPasskey'
  | 'removeWay'
  | 'renewRoot'
  | 'lockAfter'
  | 'storage'
  | 'backup'
  | 'backUpTo'
  | 'backUp'
  | 'backedUp'
  | 'restoreBackup'
>;

export function keys(state: () => State, set: (state: State) => State): Part {
  const ways: WayView[] = [
    { id: '1', kind: 'passphrase', name: '' },
    { id: '2', kind: 'words', name: '' },
  ];
  let lockAfter: number | undefined = 15;
  let at: string | undefined;
  const open = (): State => set({ vault: 'open', wraps: [...new Set(ways.map(way => way.kind))] });
  const backup = async () => (at === undefined ? { due: true } : { at, days: 0, due: false });
  const backedUp = () => {
    at = new Date().toISOString();
    return backup();
  };
  return {
    createFromWords: async () => open(),
    unlockWithPasskey: async () => open(),
    passkeys: async () => ({ credentials: [], input: 'ownyou' }),
    lockNow: async () => set({ ...state(), vault: 'locked' }),
    touch: async () => {},
    tick: async () => {},
    keys: async () => ({ ways: [...ways], renewing: false, ...(lockAfter === undefined ? {} : { lockAfter }) }),
    changePassphrase: async () => open(),
    addWords: async () => open(),
    addPasskey: async name => {
      ways.push({ id: String(ways.length + 1), kind: 'passkey', name, added: new Date().toISOString() });
      return open();
    },
    removeWay: async id => {
      ways.splice(
        ways.findIndex(way => way.id === id),
        1,
      );
      return open();
    },
    renewRoot: async () => open(),
    lockAfter: async minutes => {
      lockAfter = minutes;
    },
    storage: async () => ({
      total: 48_200_000,
      kinds: [
        { kind: 'records', bytes: 31_000_000 },
        { kind: 'indexes', bytes: 17_000_000 },
        { kind: 'keys', bytes: 1_900 },
      ],
    }),
    backup,
    backUpTo: backedUp,
    backUp: async () => new Blob(['backup']),
    backedUp,
    restoreBackup: async () => {
      open();
      return { made: '2026-11-01T10:00:00Z', whole: true, unreadable: [] };
    },
  };
}
