/** Passkeys: what the browser's authenticator is asked, and its answers. What they are worth, the core decides. */

import type { CoreError } from '@ownyou/wasm';
import { core } from '../core.ts';

export interface Answered {
  credential: Uint8Array;
  answer: Uint8Array;
}

/** Whether this browser has passkeys at all. */
export const hasPasskeys = typeof PublicKeyCredential !== 'undefined';

const unused: CoreError = {
  code: 'passkey-unused',
  message: 'No passkey was used.',
  next: 'Try again, or use your passphrase.',
};

/** Makes a passkey and asks it twice. */
export async function makePasskey(name: string): Promise<Answered & { again: Uint8Array }> {
  const { credentials, input } = await core.passkeys();
  const made = await offered(
    navigator.credentials.create({
      publicKey: {
        rp: { name: 'OwnYou' },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: [-7, -8, -257].map(alg => ({ type: 'public-key' as const, alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        excludeCredentials: listed(credentials),
        extensions: { prf: { eval: { first: bytesOf(input) } } },
      },
    }),
  );
  const credential = new Uint8Array(made.rawId);
  // Many authenticators answer only when they are asked later, so an answer at the making is not waited for.
  const { answer } = await ask([{ type: 'public-key', id: credential }], input);
  const { answer: again } = await ask([{ type: 'public-key', id: credential }], input);
  return { credential, answer, again };
}

/** Asks one of the vault's passkeys. */
export async function usePasskey(): Promise<Answered> {
  const { credentials, input } = await core.passkeys();
  return ask(listed(credentials), input);
}

async function ask(allowCredentials: PublicKeyCredentialDescriptor[], input: string): Promise<Answered> {
  const got = await offered(
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials,
        userVerification: 'required',
        extensions: { prf: { eval: { first: bytesOf(input) } } },
      },
    }),
  );
  const first = got.getClientExtensionResults().prf?.results?.first;
  // Nothing at all is an answer that the core refuses, with its reason.
  const answer = first === undefined ? new Uint8Array() : bytesOf(first);
  return { credential: new Uint8Array(got.rawId), answer };
}

/** The person closed the browser's dialog, or it ran out: that is no fault. */
async function offered(asking: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await asking.catch(() => null);
  if (credential instanceof PublicKeyCredential) return credential;
  throw unused;
}

function listed(ids: string[]): PublicKeyCredentialDescriptor[] {
  return ids.map(id => ({ type: 'public-key', id: fromBase64Url(id) }));
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, character => character.charCodeAt(0));
}

function bytesOf(value: string | BufferSource): Uint8Array<ArrayBuffer> {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return value instanceof ArrayBuffer
    ? new Uint8Array(value.slice(0))
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
}
