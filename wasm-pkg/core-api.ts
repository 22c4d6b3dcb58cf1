/**
 * The core as TypeScript sees it: the whole typed surface of the WASM module, a file a topic, and nothing else.
 * Everything that decides is behind this interface, in Rust; whoever reads here only shows.
 */

import type { Background, Lookout } from './background-api.ts';
import type { Models } from './engine-api.ts';
import type { Evidence, Teaching } from './evidence-api.ts';
import type { IkigaiApi } from './ikigai-api.ts';
import type { ImportProgress, Imports } from './import-api.ts';
import type { Memories } from './memory-api.ts';
import type { Missions } from './missions-api.ts';
import type { Reading, ReadingView } from './reading-api.ts';
import type { BackupProgress, Saving, State, Vaults } from './vault-api.ts';
import type { Wallet } from './wallet-api.ts';

export type * from './background-api.ts';
export type * from './evidence-api.ts';
export type * from './ikigai-api.ts';
export type * from './import-api.ts';
export type * from './memory-api.ts';
export type * from './missions-api.ts';
export type * from './reading-api.ts';
export type * from './shared-api.ts';
export type * from './vault-api.ts';
export type * from './wallet-api.ts';

/** Everything that a page can ask of the owner of the vault. */
export interface Core
  extends Vaults,
    Imports,
    Evidence,
    Teaching,
    IkigaiApi,
    Memories,
    Missions,
    Reading,
    Wallet,
    Background,
    Lookout,
    Models {}

/**
 * `changed`: overview and profile are to be read again; `wallet`: wallet, disclosures and sites; `memory`: memories;
 * `missions`: the feed, lessons and schedules.
 * `refined`: what was `refining` is to be asked again; `models`: the models. `reading` and `models` come at most four
 * times a second.
 */
export type CoreEvent =
  | { type: 'state'; state: State }
  | ImportProgress
  | BackupProgress
  | Saving
  | { type: 'reading'; reading: ReadingView }
  | { type: 'changed' }
  | { type: 'wallet' }
  | { type: 'memory' }
  | { type: 'missions' }
  | { type: 'refined' }
  | { type: 'models' };
