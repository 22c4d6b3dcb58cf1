/** Files that no text makes: an archive and a browser's database, byte by byte. */

import { crc32, deflateRawSync } from 'node:zlib';

const little = (size, ...values) => {
  const bytes = Buffer.alloc(size * values.length);
  for (const [at, value] of values.entries()) bytes.writeUIntLE(value, at * size, size);
  return bytes;
};

/** A zip of `files`, from path to text, packed by deflate; lengths stand after each file, as services write them. */
export function zip(files) {
  const parts = [];
  const list = [];
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const sizes = little(4, crc32(bytes), packed.length, bytes.length);
    const about = [little(2, 20, 0x808, 8, 0, 0), sizes, little(2, Buffer.byteLength(name), 0)];
    const at = Buffer.concat(parts).length;
    const before = [about[0], little(4, 0, 0, 0), about[2], Buffer.from(name)];
    parts.push(Buffer.from('PK\x03\x04'), ...before, packed, Buffer.from('PK\x07\x08'), sizes);
    list.push(
      Buffer.from('PK\x01\x02'),
      little(2, 20),
      ...about,
      little(2, 0, 0, 0),
      little(4, 0, at),
      Buffer.from(name),
    );
  }
  const [body, end] = [Buffer.concat(parts), Buffer.concat(list)];
  const count = Object.keys(files).length;
  const tail = [little(2, 0, 0, count, count), little(4, end.length, body.length), little(2, 0)];
  return Buffer.concat([body, end, Buffer.from('PK\x05\x06'), ...tail]);
}

/** A number as SQLite writes it before a value: seven bits a byte. */
const varint = number => Buffer.from(number < 128 ? [number] : [(number >> 7) | 128, number & 127]);

/** A row: `null`, text or a whole number each. */
function row(id, values) {
  const kinds = values.map(value =>
    value === null ? 0 : typeof value === 'string' ? 13 + 2 * Buffer.byteLength(value) : 6,
  );
  const bodies = values.map(value => {
    if (value === null) return Buffer.alloc(0);
    if (typeof value === 'string') return Buffer.from(value);
    const number = Buffer.alloc(8);
    number.writeBigInt64BE(BigInt(value));
    return number;
  });
  const types = Buffer.concat(kinds.map(varint));
  const payload = Buffer.concat([varint(types.length + 1), types, ...bodies]);
  return Buffer.concat([varint(payload.length), varint(id), payload]);
}

/** A page of a table with these rows; its header begins at `at`. */
function leaf(rows, at = 0) {
  const page = Buffer.alloc(4096);
  page[at] = 13;
  page.writeUInt16BE(rows.length, at + 3);
  let end = page.length;
  for (const [index, bytes] of rows.entries()) {
    end -= bytes.length;
    bytes.copy(page, end);
    page.writeUInt16BE(end, at + 8 + 2 * index);
  }
  return page;
}

/** Chrome's `History` with one visit of each of `pages`: address, title, and milliseconds since 1970. */
export function chromeHistory(pages) {
  const table = (id, name, columns) => row(id, ['table', name, name, id + 1, `CREATE TABLE ${name}(${columns})`]);
  const schema = leaf(
    [
      table(1, 'urls', 'id INTEGER PRIMARY KEY,url LONGVARCHAR,title LONGVARCHAR'),
      table(2, 'visits', 'id INTEGER PRIMARY KEY,url INTEGER NOT NULL,visit_time INTEGER NOT NULL'),
    ],
    100,
  );
  schema.write('SQLite format 3\0', 'latin1');
  schema.writeUInt16BE(4096, 16);
  schema.writeUInt32BE(1, 56);
  const since1601 = time => (BigInt(time) + 11_644_473_600_000n) * 1000n;
  return Buffer.concat([
    schema,
    leaf(pages.map(([url, title], index) => row(index + 1, [null, url, title]))),
    leaf(pages.map(([, , time], index) => row(index + 1, [null, index + 1, since1601(time)]))),
  ]);
}
