/** What a file weighs on the wire: raw, and as gzip and brotli at their strongest. */

import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** @param {Buffer} bytes */
export function gz(bytes) {
  return gzipped(bytes, { level: 9 });
}

/** @param {Buffer} bytes */
export function br(bytes) {
  return brotlied(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

/** @param {string} path @returns {Promise<{raw: number, gz: number, br: number}>} in bytes */
export async function sizes(path) {
  const bytes = await readFile(path);
  const [zipped, squeezed] = await Promise.all([gz(bytes), br(bytes)]);
  return { raw: bytes.length, gz: zipped.length, br: squeezed.length };
}
