/** Orama: BM25 on a radix tree, in JavaScript; with threshold 1, its default, any of the words is enough. */

import { create, insertMultiple, search } from '@orama/orama';

export default async function contestant(texts) {
  const index = create({ schema: { text: 'string' } });
  await insertMultiple(
    index,
    texts.map(text => ({ text })),
    5000,
  );
  return {
    id: 'orama',
    name: 'Orama 3.1.18',
    search: async text => (await search(index, { term: text, limit: 10 })).hits,
  };
}
