/**
 * Everybody's search in one page over the same memories, by turns: each question goes to everyone, and another one begins.
 * The first pass over the questions warms up.
 */

import flexsearch from '../../peers/flexsearch.js';
import minisearch from '../../peers/minisearch.js';
import orama from '../../peers/orama.js';
import sqlite from '../../peers/sqlite.js';
import { asked, memories } from './corpus.js';
import ownyou from './ownyou.js';

/** The share of the ten nearest of each question that two stages find, beside every vector in full. */
function recall(own, texts, questions) {
  const best = questions.map(() => []);
  texts.forEach((text, id) => {
    own.memories.cosines(text).forEach((cosine, question) => {
      const list = best[question];
      if (list.length === 10 && cosine <= list[9].cosine) return;
      list.push({ id, cosine });
      list.sort((one, other) => other.cosine - one.cosine);
      list.length = Math.min(list.length, 10);
    });
  });
  return questions.map((text, question) => {
    // Of texts that say the same either is right.
    const least = best[question].at(-1).cosine - 1e-6;
    const found = own.nearest(text).filter(id => own.memories.cosines(texts[id])[question] >= least);
    return Math.min(found.length, 10) / 10;
  });
}

/** Milliseconds of each contestant, and what else is measured of ours. */
globalThis.measure = async ({ count, questions: many, rounds }) => {
  const texts = memories(count);
  const questions = asked(many);
  const all = [];
  for (const start of [ownyou, minisearch, flexsearch, orama, sqlite]) all.push(await start(texts));
  const [own] = all;
  for (const question of questions) own.prepare(question);
  const times = all.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [number, question] of questions.entries()) {
      for (let turn = 0; turn < all.length; turn++) {
        const at = (number + turn) % all.length;
        const begun = performance.now();
        const found = await all[at].search(question);
        const taken = performance.now() - begun;
        if (!(found.length > 0)) throw new Error(`${all[at].name} finds nothing for "${question}"`);
        if (round > 0) times[at].push(taken);
      }
    }
  }
  const snapshot = own.memories.snapshot();
  const begun = performance.now();
  own.memories.reload(snapshot);
  const reloaded = performance.now() - begun;
  return {
    times: all.map(({ id, name }, at) => ({ id, name, samples: times[at] })),
    bytes: own.memories.bytes(),
    snapshot: snapshot.length,
    reloaded,
    recall: recall(own, texts, questions),
  };
};
