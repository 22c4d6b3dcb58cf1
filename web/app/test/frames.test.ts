/** Calls over the channel: each asker gets its own answer, errors come as they were thrown, and others hear nothing. */

import type { CoreError } from '@ownyou/wasm/core-api';
import { expose, releaseProxy, wrap } from 'comlink';
import { afterAll, expect, test } from 'vitest';
import { endpoint, type Frame, listen, openChannel, send } from '../src/shared/frames.ts';

const channels = [openChannel(), openChannel(), openChannel()];
const [owner, one, two] = channels as [BroadcastChannel, BroadcastChannel, BroadcastChannel];
const wrong: CoreError = { code: 'wrong-passphrase', message: 'no', next: 'again' };

const service = {
  async twice(n: number) {
    await new Promise(resolve => setTimeout(resolve, 20 - n));
    return n * 2;
  },
  async unlock(): Promise<void> {
    throw wrong;
  },
};

expose(service, endpoint(owner, 'answer', 'here'));
afterAll(() => {
  for (const channel of channels) channel.close();
});

test('two pages at once, answers out of order', async () => {
  const first = wrap<typeof service>(endpoint(one, 'call', 'here'));
  const second = wrap<typeof service>(endpoint(two, 'call', 'here'));
  expect(await Promise.all([first.twice(1), second.twice(10), first.twice(5)])).toEqual([2, 20, 10]);
});

test('an error keeps its code and its next step', async () => {
  const page = wrap<typeof service>(endpoint(one, 'call', 'here'));
  await expect(page.unlock()).rejects.toEqual(wrong);
});

test('a page that lets go of the owner does not end it for the others', async () => {
  const first = wrap<typeof service>(endpoint(one, 'call', 'here'));
  const second = wrap<typeof service>(endpoint(two, 'call', 'here'));
  void first[releaseProxy]();
  expect(await second.twice(3)).toBe(6);
});

test('who stops listening hears no more', async () => {
  const heard: Frame['kind'][] = [];
  const stop = listen(two, frame => heard.push(frame.kind));
  send(one, { kind: 'who' });
  await expect.poll(() => heard).toContain('who');
  stop();
  const passed = new Promise<void>(resolve => listen(owner, frame => frame.kind === 'owner' && resolve()));
  send(one, { kind: 'owner', id: 'a' });
  await passed;
  expect(heard).not.toContain('owner');
});
