/** The addresses in the element's attributes: what can work, and what is refused before anything opens. */

import { describe, expect, test } from 'vitest';
import { newChannel, presentUrl, walletOrigin } from '../src/login/wallet.ts';
import { endpointAt } from '../src/server.ts';

describe('the wallet', () => {
  test.each([
    ['https://app.example', 'https://app.example'],
    ['https://app.example/any/path?x#y', 'https://app.example'],
    ['https://app.example:8443/', 'https://app.example:8443'],
    ['http://app.localhost:8787', 'http://app.localhost:8787'],
    ['http://127.0.0.1:1', 'http://127.0.0.1:1'],
  ])('%s', (wallet, origin) => {
    expect(walletOrigin(wallet)).toBe(origin);
  });

  test.each([
    null,
    '',
    'app.example',
    '/wallet',
    'http://app.example',
    'http://localhost.evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://app.example/1',
  ])('refused: %s', wallet => {
    expect(() => walletOrigin(wallet)).toThrow('setup');
  });

  test('is asked in the fragment, whatever letters the request has', () => {
    const request = { text: 'Zürich 🦊 ?>~' };
    const url = new URL(presentUrl('https://app.example', 'c', request));
    const text = new URLSearchParams(url.hash.slice(1)).get('request') ?? '';
    expect(text).toMatch(/^[\w-]+$/);
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), byte => byte.charCodeAt(0));
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(request);
    expect([url.pathname, url.search]).toEqual(['/present', '']);
  });

  test('is told which window speaks by 128 bits', () => {
    const bytes = (buffer: Uint8Array<ArrayBuffer>) => buffer.fill(10);
    expect(newChannel(bytes)).toBe('0a'.repeat(16));
  });
});

describe('the endpoint', () => {
  const page = 'https://news.example/a/b?c#d';

  test.each([
    ['/ownyou', 'https://news.example/ownyou'],
    ['/ownyou/', 'https://news.example/ownyou'],
    ['ownyou', 'https://news.example/a/ownyou'],
    ['https://news.example/x', 'https://news.example/x'],
  ])('%s', (endpoint, url) => {
    expect(endpointAt(page, endpoint)).toBe(url);
  });

  test.each([
    null,
    'https://other.example/ownyou',
    '//other.example',
    'javascript:x',
    '/ownyou?x',
    '/ownyou#x',
    'http://[',
  ])('refused: %s', endpoint => {
    expect(() => endpointAt(page, endpoint)).toThrow('setup');
  });
});
