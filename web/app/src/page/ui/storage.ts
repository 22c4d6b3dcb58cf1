/** What the browser says of the room that the vault has. */

export interface Room {
  persisted: boolean;
  /** Bytes; undefined where the browser does not tell. */
  usage: number | undefined;
  quota: number | undefined;
}

/** Asks the browser not to delete the data by itself; its answer. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

let asked = false;

/** Asks once, when there is something to keep and the browser has not promised yet; the settings show its answer. */
export async function keepWhatCame(): Promise<void> {
  if (asked || (await navigator.storage?.persisted?.())) return;
  asked = true;
  await askToPersist();
}

export async function room(): Promise<Room> {
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  const estimate = await navigator.storage?.estimate?.();
  return { persisted, usage: estimate?.usage, quota: estimate?.quota };
}
