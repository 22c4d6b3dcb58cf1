/** A login that left this tab for the wallet and comes back to it: what the callback page has to know. */

export interface Pending {
  endpoint: string;
  /** The page to go back to. */
  back: string;
}

const FAILED = 'ownyou:failed';
const key = (state: string) => `ownyou:pending:${state}`;

export function remember(storage: Storage, state: string, pending: Pending): void {
  storage.setItem(key(state), JSON.stringify(pending));
}

/** Once only: a second answer to the same request finds nothing. Never leads to another origin. */
export function recall(storage: Storage, state: string, origin: string): Pending | undefined {
  const text = storage.getItem(key(state));
  storage.removeItem(key(state));
  if (text === null) return undefined;
  const { endpoint, back } = JSON.parse(text) as Pending;
  const own = [endpoint, back].every(address => new URL(address, origin).origin === origin);
  return own ? { endpoint, back } : undefined;
}

/** Has the page that is gone back to say that it did not work. */
export function sayFailed(storage: Storage): void {
  storage.setItem(FAILED, '1');
}

export function hasFailed(storage: Storage): boolean {
  const failed = storage.getItem(FAILED) !== null;
  storage.removeItem(FAILED);
  return failed;
}
