/**
 * `node table.mjs ID WEIGHTS.safetensors vocab.txt OUT`: a static model in the form of docs/formats/model.md, its rows in one
 * byte a number.
 */

import { readFile, writeFile } from 'node:fs/promises';

const [id, weights, vocabulary, out] = process.argv.slice(2);

/** The one matrix of a safetensors file: a JSON header behind its length, then the numbers. */
async function matrix(path) {
  const file = await readFile(path);
  const begin = 8 + Number(file.readBigUInt64LE(0));
  const { __metadata__, ...tensors } = JSON.parse(file.toString('utf8', 8, begin));
  const [{ dtype, shape, data_offsets }, ...more] = Object.values(tensors);
  if (more.length > 0 || dtype !== 'F32' || shape.length !== 2) throw new Error(`${path} is no single matrix of f32`);
  const bytes = file.subarray(begin + data_offsets[0], begin + data_offsets[1]);
  return { rows: shape[0], dims: shape[1], numbers: new Float32Array(new Uint8Array(bytes).buffer) };
}

const { rows, dims, numbers } = await matrix(weights);
const pieces = (await readFile(vocabulary, 'utf8')).replace(/\n$/, '').split('\n');
if (pieces.length !== rows) throw new Error(`${pieces.length} pieces for ${rows} rows`);

// What stands for nothing in particular says nothing.
const silent = new Set(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']);
const scales = new Float32Array(rows);
const small = new Int8Array(rows * dims);
for (let row = 0; row < rows; row++) {
  if (silent.has(pieces[row])) continue;
  const from = numbers.subarray(row * dims, (row + 1) * dims);
  const most = from.reduce((largest, number) => Math.max(largest, Math.abs(number)), 0);
  if (most === 0) continue;
  scales[row] = most / 127;
  from.forEach((number, column) => {
    small[row * dims + column] = Math.round((number / most) * 127);
  });
}

const number = value => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const part = text => [number(Buffer.byteLength(text)), Buffer.from(text)];
const magic = Buffer.from('OYMODEL\x01', 'latin1');
const body = [number(dims), number(rows), Buffer.from(scales.buffer), Buffer.from(small.buffer)];
await writeFile(out, Buffer.concat([magic, ...part(id), ...part(pieces.join('\n')), ...body]));
