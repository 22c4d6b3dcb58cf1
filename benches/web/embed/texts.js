/** Texts of exactly 12 and 41 pieces, [CLS] and [SEP] among them: every word is one piece of BERT's vocabulary. */

const lists = {
  12: 'anna moved from her old house to the blue river',
  41: 'we talked about the holiday near the lake and the boat that my brother wanted to buy before the summer so that the children could learn to fish and swim with their friends from the green village on the',
};
const last =
  'garden market station bridge school church library harbour forest office kitchen theatre museum hotel airport factory castle island valley beach park farm tower street mountain hospital stadium bank palace bakery gallery village'.split(
    ' ',
  );

/** So many different texts of so many pieces. */
export function texts(pieces, count) {
  const words = lists[pieces].split(' ');
  return last.slice(0, count).map((word, number) => {
    const own = [...words];
    own[own.length - 1] = word;
    own[number % (own.length - 1)] = last[(number * 7 + 3) % last.length];
    return own.join(' ');
  });
}
