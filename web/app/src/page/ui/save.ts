/** Saving a backup: into a file that the person chooses where the browser offers it, as a download elsewhere. */

import { core } from '../core.ts';

type Picker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

/** Whether a backup was made; the person may have turned back. */
export async function saveBackup(): Promise<boolean> {
  const name = `ownyou-${new Date().toISOString().slice(0, 10)}.ownyou`;
  const picker = Reflect.get(globalThis, 'showSaveFilePicker') as Picker | undefined;
  if (!picker) return download(name);
  const file = await picker({
    suggestedName: name,
    types: [{ description: 'OwnYou backup', accept: { 'application/octet-stream': ['.ownyou'] } }],
  }).catch(turnedBack);
  if (!file) return false;
  await core.backUpTo(file);
  return true;
}

function turnedBack(thrown: unknown): undefined {
  if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
}

async function download(name: string): Promise<boolean> {
  const address = URL.createObjectURL(await core.backUp());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  await core.backedUp();
  // The browser reads it after this; the address goes with the page, or when the reading has surely begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return true;
}
