/** The address of `/present`: its shape, and everything that is not it. */

import { expect, test } from 'vitest';
import { readFragment } from '../src/page/present/fragment.ts';

const channel = '00112233445566778899aabbccddeeff';
const encode = (bytes: string | number[]) => {
  const raw = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes);
  return btoa(String.fromCharCode(...raw))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
};
const hash = (parts: Record<string, string>) => `#${new URLSearchParams(parts)}`;
const request = '{"client_id":"redirect_uri:https://bücher.example/…","nonce":"a+b/c"}';
const good = { v: '1', channel, request: encode(request) };

test('channel and request come out as they went in', () => {
  expect(readFragment(hash(good))).toEqual({ channel, request });
});

test.each([
  ['nothing', ''],
  ['another version', hash({ ...good, v: '2' })],
  ['no channel', hash({ v: '1', request: good.request })],
  ['a short channel', hash({ ...good, channel: channel.slice(1) })],
  ['a channel that is not hex', hash({ ...good, channel: channel.replace('0', 'x') })],
  ['no request', hash({ v: '1', channel })],
  ['an empty request', hash({ ...good, request: '' })],
  ['padding', hash({ ...good, request: `${encode('{}')}=` })],
  ['not base64url', hash({ ...good, request: 'a+b/' })],
  ['not UTF-8', hash({ ...good, request: encode([0xff, 0xfe]) })],
  ['two requests', `${hash(good)}&request=${encode('{}')}`],
  ['two channels', `${hash(good)}&channel=${channel}`],
  ['far too long', hash({ ...good, request: encode('a'.repeat(70_000)) })],
])('%s is no request', (_what, text) => {
  expect(readFragment(text)).toBeUndefined();
});
