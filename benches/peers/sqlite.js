/** SQLite's FTS5 in WebAssembly, in memory: BM25, with the Porter stemmer. */

import start from '@sqlite.org/sqlite-wasm';

export default async function contestant(texts) {
  const sqlite = await start({ print: () => {}, printErr: () => {} });
  const database = new sqlite.oo1.DB(':memory:');
  database.exec("CREATE VIRTUAL TABLE memory USING fts5(text, content='', tokenize='porter unicode61')");
  const insert = database.prepare('INSERT INTO memory(rowid, text) VALUES (?, ?)');
  database.transaction(() => {
    texts.forEach((text, id) => {
      insert.bind([id, text]).stepReset();
    });
  });
  insert.finalize();
  database.exec("INSERT INTO memory(memory) VALUES ('optimize')");
  const query = database.prepare('SELECT rowid FROM memory WHERE memory MATCH ? ORDER BY rank LIMIT 10');
  return {
    id: 'sqlite',
    name: `SQLite FTS5 ${sqlite.version.libVersion}`,
    search(text) {
      const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
      query.bind([words.map(word => `"${word}"`).join(' OR ')]);
      const found = [];
      while (query.step()) found.push(query.get(0));
      query.reset();
      return found;
    },
  };
}
