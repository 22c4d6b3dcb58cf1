/** Native figures, by criterion (`native/bbs.rs`): its medians, read from the JSON that it leaves. */

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../tests/e2e/harness.mjs';
import { against } from './web/measure.mjs';

const criterion = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'criterion', 'bbs');
/** Proofs in a batch, which is measured whole. */
const batch = 100;

function run() {
  return new Promise((resolve, reject) => {
    // Without the server, which proofs have no use for.
    const args = ['bench', '--quiet', '--no-default-features', '--features', 'fixtures', '--bench', 'bbs'];
    const child = spawn('cargo', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`cargo bench ended with ${code}`))));
  });
}

async function median(name, id, per = 1) {
  const read = async file => JSON.parse(await readFile(join(criterion, name, 'new', file)));
  const [estimates, sample] = await Promise.all([read('estimates.json'), read('sample.json')]);
  const nanoseconds = estimates.median.point_estimate / per;
  return { id, value: Number((nanoseconds / 1e6).toPrecision(4)), unit: 'ms', n: sample.times.length };
}

export async function figures() {
  await run();
  const list = [];
  for (const step of ['nym.prove', 'nym.verify', 'prove', 'verify']) {
    const peer = { ...(await median(`${step}.zkryptium`, `peer.zkryptium.${step}.native`)), name: 'zkryptium 0.8.0' };
    list.push(against(await median(step, `bbs.${step}.native`), [peer]), peer);
    if (step !== 'nym.verify') continue;
    list.push(against(await median('nym.verify_batch100', 'bbs.nym.verify_batch100.native', batch), [peer]));
  }
  return list;
}
