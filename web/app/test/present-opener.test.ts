/** The conversation with the opener: whose request is heard, how often, and what is told of its way here. */

import { expect, test, vi } from 'vitest';
import { fromAddress, fromOpener, type Here } from '../src/page/present/opener.ts';

const channel = 'c'.repeat(32);
const request = { nonce: 'n', state: 's' };
const asks = { ownyou: 1, type: 'request', request };

/** A window with an opener, and the means to speak to it as anybody. */
function stage({ framed = false, openerFramed = false } = {}) {
  const opener = { top: {} as unknown, postMessage: vi.fn() };
  if (!openerFramed) opener.top = opener;
  const listeners = new Set<(event: MessageEvent) => void>();
  const here: Here = {
    self: 'this window',
    top: framed ? 'another' : 'this window',
    opener,
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
  };
  const port = () => new MessageChannel().port1;
  const speak = (
    data: unknown,
    { source = opener as unknown, origin = 'https://news.example', ports = [port()] } = {},
  ) => {
    for (const listener of [...listeners]) listener({ data, source, origin, ports } as unknown as MessageEvent);
  };
  return { here, opener, speak, port, listeners };
}

test('it says that it is ready, and nothing else, to whoever opened it', () => {
  const { here, opener } = stage();
  void fromOpener(here, channel);
  expect(opener.postMessage.mock.calls).toEqual([[{ ownyou: 1, type: 'ready', channel }, '*']]);
});

test('the first request is taken with its port and the sender that the browser names', async () => {
  const { here, speak, port } = stage();
  const asked = fromOpener(here, channel);
  const first = port();
  speak(asks, { ports: [first] });
  expect(await asked).toEqual({
    request: JSON.stringify(request),
    carrier: { sender: 'https://news.example', embedded: false },
    port: first,
  });
});

test('a second request is not heard', async () => {
  const { here, speak, listeners } = stage();
  const asked = fromOpener(here, channel);
  speak(asks);
  speak({ ...asks, request: { nonce: 'other' } }, { origin: 'https://evil.example' });
  expect((await asked).request).toBe(JSON.stringify(request));
  expect(listeners.size).toBe(0);
});

test('what is not a request of the opener is passed over, and the next one heard', async () => {
  const { here, speak, port } = stage();
  const asked = fromOpener(here, channel);
  speak(asks, { source: { not: 'the opener' }, origin: 'https://evil.example' });
  speak(asks, { source: null });
  for (const data of [undefined, null, 'request', 7, [], { ...asks, ownyou: 2 }, { ...asks, type: 'ready' }])
    speak(data);
  for (const body of [undefined, null, 'text', [request], { far: 'too long'.repeat(10_000) }])
    speak({ ...asks, request: body });
  speak(asks, { ports: [] });
  speak(asks, { ports: [port(), port()] });
  speak({ ...asks, request: { nonce: 'the right one' } });
  expect((await asked).request).toBe('{"nonce":"the right one"}');
});

test.each([{ openerFramed: true }, { framed: true }])('%o is told to the core', async frames => {
  const { here, speak } = stage(frames);
  const asked = fromOpener(here, channel);
  speak(asks);
  expect((await asked).carrier.embedded).toBe(true);
});

test('an opener that went away before it was heard counts as embedded', async () => {
  const { here, speak } = stage();
  const asked = fromOpener(here, channel);
  here.opener = null;
  speak(asks);
  expect((await asked).carrier.embedded).toBe(true);
});

test('a request in the address has no sender and no port', () => {
  expect(fromAddress(stage().here, '{}')).toEqual({ request: '{}', carrier: { embedded: false } });
  expect(fromAddress(stage({ framed: true }).here, '{}').carrier).toEqual({ embedded: true });
});
