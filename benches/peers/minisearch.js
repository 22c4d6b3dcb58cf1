/** MiniSearch: BM25+ on a radix tree, in JavaScript. */

import MiniSearch from 'minisearch';

export default async function contestant(texts) {
  const index = new MiniSearch({ fields: ['text'] });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return {
    id: 'minisearch',
    name: 'MiniSearch 7.2.0',
    search: text => index.search(text).slice(0, 10),
  };
}
