/** A request between the core and the person: each answer goes with its request, and nothing is answered twice. */

import type { PresentView } from '@ownyou/wasm/core-api';
import { signal } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';

const calls: string[] = [];
const ask: Partial<PresentView> = { status: 'ask', origin: 'https://news.example' };
let now = ask;

const core = {
  present: vi.fn(async (request: string) => {
    calls.push(`present ${request}`);
    return now;
  }),
  presentYes: vi.fn(async (request: string, _carrier: unknown, segments: string[]) => {
    calls.push(`yes ${request} ${segments.join()}`);
    return { navigate: 'https://news.example/cb#yes' };
  }),
  presentNo: vi.fn(async (request: string) => {
    calls.push(`no ${request}`);
    return { navigate: 'https://news.example/cb#no' };
  }),
};

/** New ones for each test: a session of an earlier one still hears the old. */
const signals = () => ({ connection: signal('starting'), state: signal({ vault: 'open' }), walletChanges: signal(0) });
let page = signals();

const replace = vi.fn();
async function begin() {
  const session = await import('../src/page/present/session.ts');
  session.begin({ channel: 'c', request: '{"state":"one"}' });
  page.connection.value = 'open';
  await vi.waitFor(() => expect(session.view.value).toBeDefined());
  return session;
}

beforeEach(() => {
  vi.resetModules();
  vi.clearAllMocks();
  vi.stubGlobal('window', { opener: null, top: 1, self: 1, close: vi.fn() });
  vi.stubGlobal('location', { replace });
  calls.length = 0;
  now = ask;
  page = signals();
  vi.doMock('../src/page/core.ts', () => ({ core, ...page }));
});

test('the request goes to the core with its answer', async () => {
  const { yes, step } = await begin();
  page.walletChanges.value++;
  await yes(['12', '32']);
  expect(calls).toEqual(['present {"state":"one"}', 'yes {"state":"one"} 12,32']);
  expect(replace.mock.calls).toEqual([['https://news.example/cb#yes']]);
  expect(step.value).toBe('answered');
});

test('who has answered cannot answer again', async () => {
  const { yes, no } = await begin();
  await Promise.all([yes([]), no(), yes(['12'])]);
  await no();
  expect(core.presentYes).toHaveBeenCalledOnce();
  expect(core.presentNo).not.toHaveBeenCalled();
  expect(replace).toHaveBeenCalledOnce();
});

test('a failure is shown, and the person can try again', async () => {
  const { yes, problem, step } = await begin();
  core.presentYes.mockRejectedValueOnce({ code: 'x', message: 'no', next: 'again' });
  await yes([]);
  expect([problem.value?.code, step.value]).toEqual(['x', 'deciding']);
  await yes([]);
  expect([problem.value, step.value]).toEqual([undefined, 'answered']);
});

test('what changes elsewhere is asked of the core again, but never under the hand of who decides', async () => {
  now = { status: 'no-credential' };
  const { view } = await begin();
  now = ask;
  page.walletChanges.value++;
  await vi.waitFor(() => expect(view.value?.status).toBe('ask'));
  now = { status: 'blocked' };
  page.walletChanges.value++;
  expect(core.present).toHaveBeenCalledTimes(2);
  now = { status: 'locked' };
  page.state.value = { vault: 'locked' };
  await vi.waitFor(() => expect(view.value?.status).toBe('locked'));
});

test('without a request nothing is asked of the core', async () => {
  const { begin, asked } = await import('../src/page/present/session.ts');
  begin(undefined);
  page.connection.value = 'open';
  expect(asked.value).toBe('nothing');
  expect(core.present).not.toHaveBeenCalled();
});
