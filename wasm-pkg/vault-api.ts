/** The vault: whether it is there and open, the ways into it, what it takes, and its backup. */

import type { CoreError } from './shared-api.ts';

export type WrapKind = 'passphrase' | 'words' | 'passkey' | 'device';

export interface State {
  vault: 'none' | 'locked' | 'open';
  /** The ways this vault can be unlocked. */
  wraps: WrapKind[];
}

/** What a page needs to ask an authenticator. */
export interface Passkeys {
  /** WebAuthn's ids, base64url. */
  credentials: string[];
  /** What their PRF is asked. */
  input: string;
}

/** One way into the vault. */
export interface WayView {
  id: string;
  kind: WrapKind;
  /** What the person called it. */
  name: string;
  /** RFC 3339; none: with the vault. */
  added?: string;
}

export interface KeysView {
  ways: WayView[];
  /** Minutes without anybody after which the vault locks; none: never. */
  lockAfter?: number;
  /** A new root is being brought in. */
  renewing: boolean;
}

export type StorageKind = 'records' | 'memories' | 'indexes' | 'wallet' | 'keys' | 'other';

export interface StorageView {
  /** Bytes. */
  total: number;
  /** The most first. */
  kinds: { kind: StorageKind; bytes: number }[];
}

export interface BackupView {
  /** RFC 3339: the last one made here. */
  at?: string;
  days?: number;
  /** There is data, and it has gone without a backup for two weeks. */
  due: boolean;
}

/** How far a backup is, or bringing one back: bytes, of about so many in all. */
export interface BackupProgress {
  type: 'backup';
  bytes: number;
  total: number;
}

export interface Restored {
  /** RFC 3339. */
  made?: string;
  /** The file was to the last byte what was written. */
  whole: boolean;
  /** What could not be read, by its place. */
  unreadable: string[];
}

export interface NewWords {
  /** 24 BIP-39 words. */
  words: string[];
  /** Three 1-based positions to ask back. */
  ask: number[];
}

/** The storage took a write again, or refused one; what was confirmed before is safe. */
export interface Saving {
  type: 'saving';
  problem?: CoreError;
}

/** The vault, and what a person can do with it. */
export interface Vaults {
  state(): Promise<State>;
  /** Writes a little, to see whether the storage takes it; what comes of it is told as `saving`. */
  trySaving(): Promise<void>;
  /** Makes 24 words and holds them until `create`. */
  newWords(): Promise<NewWords>;
  create(passphrase: string, answers: string[], keepUnlocked: boolean): Promise<State>;
  /** Makes a vault of words that somebody has already: the same person at every site, without their data. */
  createFromWords(words: string, passphrase: string, keepUnlocked: boolean): Promise<State>;
  unlock(passphrase: string): Promise<State>;
  unlockWithWords(words: string): Promise<State>;
  unlockWithDevice(): Promise<State>;
  /** `credential`: WebAuthn's id; `answer`: what its PRF answered. */
  unlockWithPasskey(credential: Uint8Array, answer: Uint8Array): Promise<State>;
  /** What an authenticator is asked with; also while locked. */
  passkeys(): Promise<Passkeys>;
  /** Closes the vault here; this device's key may open it again. */
  lock(): Promise<State>;
  /** For the person's own wish: this device's key opens nothing until somebody has opened the vault in another way. */
  lockNow(): Promise<State>;
  keepUnlocked(on: boolean): Promise<State>;
  /** Somebody is there; milliseconds since 1970. */
  touch(now: number): Promise<void>;
  /** Locks the vault if nobody was there for as long as the person set, and nothing is under way. */
  tick(now: number): Promise<void>;

  keys(): Promise<KeysView>;
  /** `proof`: the passphrase before, or the 24 words. */
  changePassphrase(proof: string, passphrase: string): Promise<State>;
  /** The words that the vault was made with. */
  addWords(words: string): Promise<State>;
  /** `first` and `again`: what the passkey's PRF answered, asked twice. */
  addPasskey(name: string, credential: Uint8Array, first: Uint8Array, again: Uint8Array): Promise<State>;
  removeWay(id: string): Promise<State>;
  /** Replaces the key that everything is sealed with, and seals everything again. */
  renewRoot(proof: string): Promise<State>;
  /** Minutes without anybody; none: the vault never locks by itself. */
  lockAfter(minutes?: number): Promise<void>;

  storage(): Promise<StorageView>;
  backup(): Promise<BackupView>;
  /** Into a file that the person chose. */
  backUpTo(file: FileSystemFileHandle): Promise<BackupView>;
  /** To be downloaded; then `backedUp` says that it was. */
  backUp(): Promise<Blob>;
  backedUp(): Promise<BackupView>;
  /** `secret`: the backup's passphrase, or the 24 words. `partial`: also of a damaged one, what can be read. */
  restoreBackup(file: File, secret: string, replace: boolean, partial: boolean): Promise<Restored>;
}
