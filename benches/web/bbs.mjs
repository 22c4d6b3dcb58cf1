/**
 * Proofs in Chromium, ours and everybody else's in one page and one run (`bbs/page.js`): `bbs.nym.prove.wasm`,
 * `bbs.nym.verify.wasm` with a pseudonym, `bbs.prove.wasm`, `bbs.verify.wasm` without.
 */

import { against, figure } from './measure.mjs';
import { inPage } from './page.mjs';

const warmUp = 10;
const rounds = 41;

/** With a pseudonym we are measured against the best of all, most of which have none; without, against those without. */
export async function figures() {
  const { version, all } = await inPage('bbs', { warmUp, rounds });
  const list = [{ id: 'chromium', value: version, unit: 'version', n: 1 }];
  for (const what of ['prove', 'verify']) {
    const [own, theirs] = [[], []];
    for (const { id, name, linked, [what]: samples } of all) {
      const step = `${linked ? 'nym.' : ''}${what}.wasm`;
      if (id === 'ownyou') own.push({ linked, ...figure(`bbs.${step}`, 'ms', samples) });
      else
        theirs.push({
          linked,
          ...figure(`peer.${id}.${step}`, 'ms', samples),
          name: `${name}${linked ? '' : ' (no pseudonym)'}`,
        });
    }
    list.push(
      ...own.map(one =>
        against(
          one,
          theirs.filter(peer => one.linked || !peer.linked),
        ),
      ),
      ...theirs,
    );
  }
  return list.map(({ linked, ...entry }) => entry);
}
