/**
 * The loader of the core's module in a service worker, of files that it has in its cache. It gets what was handed over for
 * the time when nobody is there, and nothing else of the core.
 */

import type { Lookout } from './background-api.ts';
import init, { Core as Glue } from './generated/core.js';

/** What stands in for the owner of the vault, until it is freed. */
export type StandIn = Lookout & { free(): void };

/** Opens what was handed over; nothing where nothing was. To be called by whoever holds the vault's lock. */
export async function standIn(
  module: Response,
  tables: Response,
  classifier: () => Promise<Response>,
): Promise<StandIn | undefined> {
  const bytes = async (file: Response) => new Uint8Array(await file.arrayBuffer());
  await init({ module_or_path: module });
  const core = await Glue.standIn(
    await bytes(tables),
    async () => bytes(await classifier()),
    () => {},
  );
  return core as unknown as StandIn | undefined;
}
