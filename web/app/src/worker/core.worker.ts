/**
 * The worker that owns the vault, if it can: every tab starts one, a Web Lock lets one of them open the core, and that
 * one answers every tab. The others stand in line with the core loaded and nothing opened; when the owner's tab goes, the
 * next takes over, and when it sleeps, one that is told to by its page. docs/one-owner.md.
 */

import { loadClassifier, loadCore } from '@ownyou/wasm';
import { lockName, type Role } from '../shared/frames.ts';
import { Tenure } from './tenure.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Ends the standing in line, when the vault is taken instead. */
let line = new AbortController();
let steal = false;
let tenure: Tenure | undefined;

function tell(role: Role): void {
  self.postMessage(role);
}

async function live(): Promise<never> {
  for (;;) {
    tell('waiting');
    // Taking over must not wait for a network. What fails here fails again, and is told, when the core is opened.
    loadCore().catch(() => {});
    if (self.name === 'core') preload();
    line = new AbortController();
    const options = steal ? { steal } : { signal: line.signal };
    steal = false;
    await own(options);
  }
}

/** Whoever stands in line will judge records without asking anybody for the tables: the owner that sleeps may hold them up. */
async function preload(): Promise<void> {
  const { held } = await navigator.locks.query();
  if (!tenure && held?.some(({ name }) => name === lockName)) await loadClassifier();
}

/** Waits for the vault, or takes it; then serves it until it is another's. */
async function own(options: LockOptions): Promise<void> {
  try {
    await navigator.locks.request(lockName, options, async () => {
      tell('owning');
      tenure = new Tenure();
      await tenure.serve();
    });
  } catch (thrown) {
    // Out of the line to take the vault, or it was taken here.
    if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
  } finally {
    tenure?.end();
    tenure = undefined;
  }
}

/** The page's only word to its own worker: take the vault from an owner that sleeps or failed. */
self.addEventListener('message', event => {
  if (event.data !== 'take-over') return;
  if (tenure) return tenure.endIfFailed();
  steal = true;
  line.abort();
});

live().catch(self.reportError);
