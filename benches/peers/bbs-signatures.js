/**
 * `@digitalbazaar/bbs-signatures`: BBS in JavaScript; it has pseudonyms inside, of an earlier draft, but does not export
 * them. Its API takes bytes alone, so each call decodes the key and makes the generators.
 */

import { deriveProof, generateKeyPair, sign, verifyProof } from '@digitalbazaar/bbs-signatures';

const ciphersuite = 'BLS12-381-SHA-256';

export default async function contestants({ messages, shown, header, presentationHeader }) {
  const { secretKey, publicKey } = await generateKeyPair({ ciphersuite });
  const signature = await sign({ secretKey, publicKey, header, messages, ciphersuite });
  const common = { publicKey, header, presentationHeader, disclosedMessageIndexes: shown, ciphersuite };
  const disclosedMessages = shown.map(index => messages[index]);
  return [
    {
      id: 'bbs-signatures',
      name: '@digitalbazaar/bbs-signatures 3.0.0',
      linked: false,
      prove: () => deriveProof({ ...common, signature, messages }),
      verify: proof => verifyProof({ ...common, proof, disclosedMessages }),
    },
  ];
}
