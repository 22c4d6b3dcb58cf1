/**
 * The worker that keeps models and runs them: the `inference` module, and beside it `inference_gpu` where a graphics card
 * is to compute. It answers the owner's worker, and tells it when models are to be looked at again.
 */

import { type EngineModule, openEngine, openGpu } from '@ownyou/wasm/engine';
import type { GpuEncoder } from '@ownyou/wasm/engine-api';
import { expose, transfer } from 'comlink';

declare const self: DedicatedWorkerGlobalScope;

/** The little of WebGPU that is looked at here. */
interface Gpu {
  requestAdapter(): Promise<{
    info: Record<'description' | 'vendor' | 'architecture' | 'device', string> & { isFallbackAdapter?: boolean };
  } | null>;
}

/** Milliseconds between two words of a change. */
const pause = 250;

let waiting = false;
let again = false;

/** Says so at once, and then at most four times a second. */
function changed(): void {
  if (waiting) {
    again = true;
    return;
  }
  self.postMessage('changed');
  waiting = true;
  setTimeout(() => {
    waiting = false;
    if (!again) return;
    again = false;
    changed();
  }, pause);
}

const { port1: back, port2: forth } = new MessageChannel();
const turns: (() => void)[] = [];
back.onmessage = () => turns.shift()?.();

/** A message to oneself comes behind those that are there already, and is slowed down nowhere, as timers are. */
function giveWay(): Promise<void> {
  return new Promise(resolve => {
    turns.push(resolve);
    forth.postMessage(undefined);
  });
}

async function adapter() {
  const { gpu } = navigator as { gpu?: Gpu };
  const found = openGpu ? await gpu?.requestAdapter() : undefined;
  if (!found) return undefined;
  const { description, vendor, architecture, device, isFallbackAdapter } = found.info;
  const name = description || [vendor, architecture, device].filter(Boolean).join(' ');
  return { name: name || 'unknown', fallback: isFallbackAdapter ?? false };
}

/** Asked for only where `adapter` found one. */
async function gpu(file: Uint8Array): Promise<GpuEncoder> {
  if (!openGpu) throw new Error('this app was built without it');
  return await openGpu(file);
}

let opened: Promise<EngineModule> | undefined;

function engine(): Promise<EngineModule> {
  opened ??= openEngine({ changed, giveWay, adapter, gpu });
  // One that failed, for want of a network, is opened anew the next time.
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

type Method = (...args: unknown[]) => unknown;

async function call(name: string | symbol, args: unknown[]): Promise<unknown> {
  const module = await engine();
  const answer = await (Reflect.get(module, name) as Method).apply(module, args);
  return ArrayBuffer.isView(answer) ? transfer(answer, [answer.buffer as ArrayBuffer]) : answer;
}

expose(
  new Proxy(
    {},
    {
      get:
        (_own, name) =>
        (...args: unknown[]) =>
          call(name, args),
    },
  ),
);
