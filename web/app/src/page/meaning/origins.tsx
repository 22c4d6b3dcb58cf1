/** Whose models they are, under which licence, and where they come from. */

import type { ModelLine } from '@ownyou/wasm';

/** Who made a model, by its id without the version. */
const makers: Record<string, { name: string; by: string; address: string }> = {
  'potion-base-8m': { name: 'potion-base-8M', by: 'MinishLab', address: 'https://github.com/MinishLab/model2vec' },
  'minilm-l6': {
    name: 'all-MiniLM-L6-v2',
    by: 'the Sentence Transformers project',
    address: 'https://www.sbert.net/docs/sentence_transformer/pretrained_models.html',
  },
};

export function Origins({ models }: { models: ModelLine[] }) {
  const licences = new Map(models.map(({ id, licence }) => [id, licence]));
  return (
    <details>
      <summary>Whose models these are</summary>
      <p>
        They come from the server that this app came from, as files that are checked to the last byte. Nobody else is
        asked for them, and nobody learns what they are used for.
      </p>
      <ul class="origins">
        {[...licences].map(([id, licence]) => {
          const maker = makers[id.replace(/@.*/, '')];
          return (
            <li key={id}>
              {maker ? (
                <>
                  <a href={maker.address} rel="noreferrer" target="_blank">
                    {maker.name}
                  </a>{' '}
                  by {maker.by}
                </>
              ) : (
                id
              )}
              , {licence}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
