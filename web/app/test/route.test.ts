/** Where an address leads, and the invitation that comes with it. */

import { beforeEach, expect, test, vi } from 'vitest';

async function at(hash: string) {
  vi.stubGlobal('location', { hash });
  vi.stubGlobal('addEventListener', (_type: string, listener: () => void) => {
    turn = next => {
      vi.stubGlobal('location', { hash: next });
      listener();
    };
  });
  return import('../src/page/ui/route.ts');
}

let turn: (hash: string) => void;
beforeEach(() => vi.resetModules());

test('an invitation is read, and stays while a vault is made for it', async () => {
  const { route, invite, cameForWallet } = await at('#/wallet?invite=%20AB-12%20');
  expect([route.value, invite.value, cameForWallet]).toEqual(['wallet', 'AB-12', true]);
  turn('#/create');
  expect([route.value, invite.value]).toEqual(['create', 'AB-12']);
  turn('#/wallet?invite=CD-34');
  expect(invite.value).toBe('CD-34');
});

test.each(['#/profile?invite=AB', '#/nowhere', ''])('%s brings none', async hash => {
  const { invite, cameForWallet } = await at(hash);
  expect([invite.value, cameForWallet]).toEqual(['', false]);
});

test('whoever has to make a vault for a login begins with it, and came for the wallet', async () => {
  const { route, cameForWallet } = await at('#/create?for=wallet');
  expect([route.value, cameForWallet]).toEqual(['create', true]);
});
