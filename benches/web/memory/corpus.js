/**
 * Memories and questions such as people have, the same in every run: sentences of the kinds that extraction and chats leave,
 * with names, places and things in them as unevenly used as in life.
 */

const list = text => text.split(' ').map(word => word.replaceAll('_', ' '));

const first = list(
  'Anna Ben Carla David Emma Felix Greta Henry Ines Jonas Katrin Leo Mara Nils Olga Paul Quinn Rosa Samuel Tina Umar Vera William Xenia Yusuf Zoe Amélie Björn Chloé Diego',
);
const begin = list(
  'Ber Kar Mor Hal Ste Wil Ros Lin Gar Pe Sa To Ma Fre Bra Du Kle Schu Wag Hof Ne Al Or Va Que Ri Lo Me',
);
const middle = list('ma li ne ro sen der ti ka lo ber wen ga ni ra to mo');
const end = list('mann son berg stein ez ova ner feld ton ley ini escu wood er ski');
const place = list(
  'Berlin Lisbon Vienna Kyoto Oslo Porto Zürich Lyon Bologna Seville Ghent Kraków Dublin Chicago Toronto Bergen Malmö Turin Nantes Leeds Hamburg Dresden Bilbao Tallinn Riga Split Basel Graz Utrecht Aarhus',
);
const thing = list(
  'sourdough bicycle camera guitar violin tent kayak laptop headphones sofa coffee_machine telescope sewing_machine notebook backpack running_shoes raincoat bookshelf espresso tea_kettle skateboard surfboard drone keyboard monitor printer blender houseplant terrarium aquarium saxophone ukulele easel watercolours pottery_wheel loom chess_board cookbook dictionary atlas',
);
const food = list(
  'ramen risotto falafel pierogi paella pho curry lasagne ceviche dumplings goulash tacos ratatouille sushi shakshuka gnocchi couscous moussaka bibimbap borscht oysters pancakes tiramisu strudel baklava',
);
const work = list(
  'nurse architect teacher carpenter translator photographer accountant biologist gardener pilot librarian plumber programmer baker lawyer dentist conductor electrician journalist geologist midwife tailor surveyor chemist',
);
const hobby = list(
  'climbing swimming knitting birdwatching painting hiking rowing fencing dancing gardening astronomy pottery chess sailing baking cycling yoga bouldering woodworking calligraphy juggling photography beekeeping origami',
);
const topic = list(
  'the_move the_wedding the_garden the_exam her_thesis his_knee the_new_job the_kitchen the_holidays the_concert the_insurance the_tax_return the_boat the_neighbours the_allotment the_bookclub the_renovation the_choir the_divorce the_inheritance',
);
const feeling = list('happy worried proud tired relieved curious annoyed excited nervous grateful calm homesick');
const shop = list(
  'Zooplus Decathlon Ikea Thalia Spotify Netflix Patagonia Uniqlo Muji Rossmann Carrefour Lidl Amazon Etsy Bandcamp Steam Vodafone Ryanair Airbnb Booking',
);
const month = list('January February March April May June July August September October November December');
const when = list(
  'yesterday last_week on_Sunday this_morning two_days_ago in_the_spring last_summer over_Christmas on_Friday_evening',
);

const sentences = [
  r => `${r.person} moved to ${r.place} in ${r.month} ${r.year} to work as a ${r.work}`,
  r => `Bought a ${r.thing} from ${r.shop} for ${r.amount} euros ${r.when}`,
  r => `${r.first} likes ${r.food} but cannot stand ${r.food2}`,
  r => `We talked about ${r.topic} with ${r.person} ${r.when}, and she was ${r.feeling} about it`,
  r => `Flight to ${r.place} on ${r.day} ${r.month} ${r.year}, booking ${r.code}`,
  r => `${r.first} took up ${r.hobby} after the trip to ${r.place} and goes every week`,
  r => `Dinner with ${r.person} at the ${r.food} place near the station in ${r.place}`,
  r => `The ${r.thing} that ${r.first} lent me is broken, ${r.first2} said he could repair it`,
  r => `${r.person} is a ${r.work} at ${r.company} and knows ${r.first2} from ${r.hobby}`,
  r => `Appointment with doctor ${r.last} on ${r.day} ${r.month} because of ${r.topic}`,
  r => `${r.shop} subscription renewed for ${r.amount} euros, the next payment is in ${r.month}`,
  r => `I felt ${r.feeling} ${r.when} when ${r.first} told me about ${r.topic}`,
  r => `${r.first}'s birthday is on ${r.day} ${r.month}; wishes for a ${r.thing} or a book about ${r.hobby}`,
  r => `What did ${r.first} say about ${r.topic}? Something about the ${r.thing} in ${r.place}`,
  r => `${r.company} sent the invoice ${r.code} for the ${r.thing}, ${r.amount} euros, due in ${r.month}`,
  r => `${r.first} and ${r.first2} are planning a ${r.hobby} weekend in ${r.place} with the children`,
];

const questions = [
  r => `When did ${r.first} move to ${r.place}?`,
  r => `What did I buy from ${r.shop} in ${r.place}?`,
  r => `Does ${r.first} like ${r.food}?`,
  r => `Who talked about ${r.topic} ${r.when}?`,
  r => `flight ${r.place} ${r.month} ${r.year}`,
  r => `Who goes ${r.hobby} with ${r.first}?`,
  r => `the ${r.thing} that is broken`,
  r => `Where does ${r.person} work?`,
  r => `doctor ${r.last} appointment`,
  r => `How much is the ${r.shop} subscription?`,
  r => `birthday presents for ${r.first}`,
  r => `${r.company} invoice`,
];

/** Numbers from 0 to 1, the same from the same seed (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Parts of a sentence: the earlier in its list the likelier, as in life. */
function parts(next) {
  const of = words => words[Math.floor(next() ** 1.7 * words.length)];
  const last = () => of(begin) + of(middle) + (next() < 0.5 ? of(middle) : '') + of(end);
  const name = of(first);
  const family = last();
  return {
    first: name,
    first2: of(first),
    last: family,
    person: `${name} ${family}`,
    company: `${last()} ${of(['GmbH', 'Ltd', 'and Sons', 'Studio'])}`,
    place: of(place),
    thing: of(thing),
    food: of(food),
    food2: of(food),
    work: of(work),
    hobby: of(hobby),
    topic: of(topic),
    feeling: of(feeling),
    shop: of(shop),
    month: of(month),
    when: of(when),
    year: 2012 + Math.floor(next() * 14),
    day: 1 + Math.floor(next() * 28),
    amount: (next() * 200).toFixed(2),
    code: Math.floor(next() * 36 ** 6)
      .toString(36)
      .toUpperCase(),
  };
}

const made = (patterns, count, seed) => {
  const next = random(seed);
  return Array.from({ length: count }, () => patterns[Math.floor(next() * patterns.length)](parts(next)));
};

/** Most of two sentences, as what people write and say is. */
export function memories(count) {
  const more = made(sentences, count, 3);
  return made(sentences, count, 1).map((text, number) => (number % 3 === 0 ? `${text}.` : `${text}. ${more[number]}.`));
}

export const asked = count => made(questions, count, 2);
