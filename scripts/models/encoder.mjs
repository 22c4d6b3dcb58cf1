/**
 * `node encoder.mjs ID WEIGHTS.safetensors vocab.txt i8|f16 OUT`: a transformer of BERT's kind in the form of
 * docs/formats/model.md, with the matrices in one byte (and a scale for each row and column) or two bytes a number. The same input gives the same
 * bytes everywhere.
 */

import { readFile, writeFile } from 'node:fs/promises';

const [id, weights, vocabulary, kind, out] = process.argv.slice(2);

/** Positions that are kept: the authors cut a text at 256 pieces. */
const POSITIONS = 256;
/** Numbers of a head of attention, which the weights do not tell. */
const HEAD = 32;
const TYPES = { f32: 0, f16: 1, i8: 2 };

/** The matrices and rows of a safetensors file, by name: a JSON header behind its length, then the numbers. */
async function tensors(path) {
  const file = await readFile(path);
  const begin = 8 + Number(file.readBigUInt64LE(0));
  const { __metadata__, ...all } = JSON.parse(file.toString('utf8', 8, begin));
  const floats = Object.entries(all).filter(([, { dtype }]) => dtype === 'F32');
  return new Map(
    floats.map(
      ([
        name,
        {
          shape,
          data_offsets: [from, to],
        },
      ]) => [
        name,
        { shape, numbers: new Float32Array(new Uint8Array(file.subarray(begin + from, begin + to)).buffer) },
      ],
    ),
  );
}

/** Every text is of the first kind of sentence, so that kind's row is part of each position's; what pools is not used. */
function simpler(all) {
  const positions = all.get('embeddings.position_embeddings.weight');
  const kind = all.get('embeddings.token_type_embeddings.weight').numbers;
  const width = positions.shape[1];
  const numbers = positions.numbers.slice(0, POSITIONS * width).map((number, at) => number + kind[at % width]);
  all.set('embeddings.position_embeddings.weight', { shape: [POSITIONS, width], numbers });
  return [...all].filter(([name]) => !name.startsWith('pooler.') && !name.includes('token_type')).sort(byName);
}

const byName = ([one], [other]) => (one < other ? -1 : 1);

/**
 * A matrix in bytes, behind its rows' and its columns' scales. Columns are brought near one size first, by their root mean
 * square to the power of 3/4: what a column has too much goes to what it is multiplied by, which is not rounded to a byte. The
 * largest number of a row is then 127.
 */
function bytes({ shape: [rows, width], numbers }) {
  const columns = new Float32Array(width);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let at = column; at < numbers.length; at += width) sum += numbers[at] * numbers[at];
    const root = Math.sqrt(Math.sqrt(sum / rows));
    columns[column] = root * Math.sqrt(root) || 1;
  }
  const scales = new Float32Array(rows);
  const small = new Int8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const even = Array.from(numbers.subarray(row * width, (row + 1) * width), (number, at) => number / columns[at]);
    scales[row] = even.reduce((largest, number) => Math.max(largest, Math.abs(number)), 0) / 127;
    if (scales[row] === 0) continue;
    even.forEach((number, column) => {
      small[row * width + column] = Math.max(-127, Math.min(127, Math.round(number / scales[row])));
    });
  }
  return Buffer.concat([scales, columns, small].map(part => Buffer.from(part.buffer)));
}

/** The nearest half-precision numbers, ties to even; none of the weights is beyond their range. */
function halves(numbers) {
  return Uint16Array.from(new Uint32Array(numbers.buffer), bits => {
    const exponent = ((bits >>> 23) & 0xff) - 127;
    // Behind the point are 10 bits of 23, and fewer where half precision has no smaller exponent.
    const lost = Math.min(13 + Math.max(0, -14 - exponent), 25);
    const digits = (bits & 0x7fffff) | 0x800000;
    const rest = digits & ((1 << lost) - 1);
    const middle = 1 << (lost - 1);
    let whole = digits >>> lost;
    if (rest > middle || (rest === middle && whole % 2 === 1)) whole += 1;
    // What rounding carries over goes into the exponent by itself.
    return ((bits >>> 16) & 0x8000) | (exponent < -14 ? whole : whole - 1024 + ((exponent + 15) << 10));
  });
}

/** The few positions would lose as much by bytes as all the rest. */
function written(name, { shape, numbers }) {
  if (shape.length === 1) return { type: 'f32', body: Buffer.from(numbers.buffer) };
  if (kind === 'i8' && !name.includes('position')) return { type: 'i8', body: bytes({ shape, numbers }) };
  return { type: 'f16', body: Buffer.from(halves(numbers).buffer) };
}

const number = value => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const part = text => [number(Buffer.byteLength(text)), Buffer.from(text)];

if (!['i8', 'f16'].includes(kind)) throw new Error(`${kind} is neither i8 nor f16`);
const all = simpler(await tensors(weights));
const pieces = (await readFile(vocabulary, 'utf8')).replace(/\n$/, '').split('\n');
const shape = name => all.find(([other]) => other === name)[1].shape;
const [rows, hidden] = shape('embeddings.word_embeddings.weight');
const [inner] = shape('encoder.layer.0.intermediate.dense.weight');
const layers = all.filter(([name]) => name.endsWith('intermediate.dense.weight')).length;
if (pieces.length !== rows) throw new Error(`${pieces.length} pieces for ${rows} rows`);

const config = [layers, hidden / HEAD, hidden, inner, POSITIONS, rows].map(number);
const named = all.map(([name, tensor]) => ({ name, shape: tensor.shape, ...written(name, tensor) }));
const list = named.flatMap(({ name, shape, type }) => [
  ...part(name),
  Buffer.from([TYPES[type], shape.length]),
  ...shape.map(number),
]);
const magic = Buffer.from('OYMODEL\x02', 'latin1');
const head = [magic, ...part(id), ...part(pieces.join('\n')), ...config, number(named.length), ...list];
await writeFile(out, Buffer.concat([...head, ...named.map(({ body }) => body)]));
