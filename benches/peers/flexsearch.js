/** FlexSearch: an index of its own kind, in JavaScript; it has no BM25. `suggest` finds what has only some of the words. */

import { Index } from 'flexsearch';

export default async function contestant(texts) {
  const index = new Index({ tokenize: 'strict' });
  texts.forEach((text, id) => {
    index.add(id, text);
  });
  return {
    id: 'flexsearch',
    name: 'FlexSearch 0.8.212',
    search: text => index.search(text, { limit: 10, suggest: true }),
  };
}
