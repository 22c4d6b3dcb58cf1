/**
 * `@mattrglobal/pairing-crypto`: BBS without pseudonyms. Its API takes bytes alone, so each call decodes the key and the
 * signature and makes the generators; the signature's own check, which it can do while proving, is left out.
 */

import start, {
  bbs_bls12_381_generate_key_pair as generate,
  bbs_bls12_381_sha_256_proof_gen as prove,
  bbs_bls12_381_sha_256_sign as sign,
  bbs_bls12_381_sha_256_proof_verify as verify,
} from '@mattrglobal/pairing-crypto/lib/web/index.js';

export default async function contestants({ messages, shown, header, presentationHeader }) {
  await start();
  const keys = await generate({});
  const publicKey = new Uint8Array(keys.publicKey);
  const secretKey = new Uint8Array(keys.secretKey);
  const signature = new Uint8Array(await sign({ secretKey, publicKey, header, messages }));
  const all = messages.map((value, index) => ({ value, reveal: shown.includes(index) }));
  const disclosed = Object.fromEntries(shown.map(index => [index, messages[index]]));
  const common = { publicKey, header, presentationHeader };
  return [
    {
      id: 'pairing-crypto',
      name: '@mattrglobal/pairing-crypto 0.4.2',
      linked: false,
      prove: async () => new Uint8Array(await prove({ ...common, signature, messages: all, verifySignature: false })),
      verify: async proof => (await verify({ ...common, proof, messages: disclosed })).verified,
    },
  ];
}
