/**
 * `@docknetwork/crypto-wasm`: BBS without pseudonyms, in three calls for a proof and two for its verification, as its own
 * documentation has them. The generators are made once; the key and the signature are decoded by each call.
 */

import dock from '@docknetwork/crypto-wasm';

export default async function contestants({ messages, shown, presentationHeader }) {
  // Its module is text for Node's Buffer to decode.
  globalThis.Buffer ??= { from: text => Uint8Array.from(atob(text), character => character.charCodeAt(0)) };
  await dock.initializeWasm();
  const params = dock.bbsGenerateSignatureParams(messages.length, new TextEncoder().encode('ownyou/figures'));
  const { secret_key: secretKey, public_key: publicKey } = dock.bbsGenerateKeyPair(params);
  // The signature that the newer of its two protocols, the faster, takes.
  const signature = dock.bbsSignConstantTime(messages, secretKey, params, true);
  const indexes = new Set(shown);
  const disclosed = new Map(shown.map(index => [index, messages[index]]));
  const challenge = contribution => {
    const input = new Uint8Array(contribution.length + presentationHeader.length);
    input.set(contribution);
    input.set(presentationHeader, contribution.length);
    return dock.generateChallengeFromBytes(input);
  };
  return [
    {
      id: 'crypto-wasm',
      name: '@docknetwork/crypto-wasm 0.35.0',
      linked: false,
      prove() {
        const begun = dock.bbsInitializeProofOfKnowledgeOfSignatureNew(
          signature,
          params,
          messages,
          new Map(),
          indexes,
          true,
        );
        const contribution = dock.bbsChallengeContributionFromProtocolNew(begun, disclosed, params, true);
        return dock.bbsGenProofOfKnowledgeOfSignatureNew(begun, challenge(contribution));
      },
      verify(proof) {
        const again = challenge(dock.bbsChallengeContributionFromProofNew(proof, disclosed, params, true));
        return dock.bbsVerifyProofOfKnowledgeOfSignatureNew(proof, disclosed, again, publicKey, params, true).verified;
      },
    },
  ];
}
