/** What becomes of a call when the vault moves: asked again where that is the same as once, told where it is not. */

import type { CoreError } from '@ownyou/wasm/core-api';
import { expose } from 'comlink';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpoint, openChannel } from '../src/shared/frames.ts';
import { Owners } from '../src/shared/owner.ts';

// Every browser that the app is built for has it; Node from 22 on.
Promise.withResolvers ??= <T>() => {
  let resolvers: Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    resolvers = { resolve, reject };
  });
  return { promise, ...(resolvers as NonNullable<typeof resolvers>) };
};

let channels: BroadcastChannel[];
let owners: Owners;
const moved = expect.objectContaining({ code: 'vault-moved' });
const state = (vault: string) => ({ vault, wraps: [] });
const never = () => new Promise<never>(() => {});

beforeEach(() => {
  channels = [openChannel()];
  owners = new Owners(channels[0] as BroadcastChannel);
});

afterEach(() => {
  for (const channel of channels) channel.close();
});

/** An owner that answers as these do. */
function owner(id: string, service: object): void {
  const channel = openChannel();
  channels.push(channel);
  expose(service, endpoint(channel, 'answer', id));
}

test('a call waits for the first owner', async () => {
  const asked = owners.core.state();
  owner('one', { state: async () => state('open') });
  owners.meet('one');
  expect(await asked).toEqual(state('open'));
});

test('what only looks is asked again when its owner goes', async () => {
  owner('one', { state: never });
  owner('two', { state: async () => state('locked') });
  owners.meet('one');
  const asked = owners.core.state();
  await new Promise(resolve => setTimeout(resolve));
  owners.meet('two');
  expect(await asked).toEqual(state('locked'));
});

test('what changes something is not: the person is told', async () => {
  owner('one', { eraseRecord: never });
  owner('two', { eraseRecord: async () => 1 });
  owners.meet('one');
  const asked = owners.core.eraseRecord('R1');
  await new Promise(resolve => setTimeout(resolve));
  owners.meet('two');
  await expect(asked).rejects.toEqual(moved);
});

test('an owner that learns of it from its store is waited out', async () => {
  const fenced: CoreError = { code: 'vault-moved', message: 'elsewhere', next: 'wait' };
  owner('one', { block: () => Promise.reject(fenced), eraseSource: () => Promise.reject(fenced) });
  owner('two', { block: async () => {} });
  owners.meet('one');
  const asked = owners.core.block('news.example', true);
  await expect(owners.core.eraseSource('email')).rejects.toEqual(moved);
  owners.meet('two');
  await expect(asked).resolves.toBeUndefined();
});

test('an owner that slept answers nobody who asks the next one', async () => {
  const heard: string[] = [];
  owner('one', { eraseRecord: async () => heard.push('one') });
  owner('two', { eraseRecord: async () => heard.push('two') });
  owners.meet('one');
  owners.meet('two');
  await owners.core.eraseRecord('R1');
  expect(heard).toEqual(['two']);
});

test('an owner that slept and says that it is the owner is not called again', async () => {
  owner('one', { eraseRecord: async () => 1 });
  owner('two', { eraseRecord: async () => 2 });
  expect(['one', 'one', 'two', 'one', 'two'].map(id => owners.meet(id))).toEqual([true, false, true, false, false]);
  expect(await owners.core.eraseRecord('R1')).toBe(2);
});

test('another failure is passed on as it is', async () => {
  const wrong: CoreError = { code: 'wrong-passphrase', message: 'no', next: 'again' };
  owner('one', { unlock: () => Promise.reject(wrong) });
  owners.meet('one');
  await expect(owners.core.unlock('x')).rejects.toEqual(wrong);
});
