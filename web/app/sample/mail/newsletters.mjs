/** Newsletters: some that Mara reads, some that nobody has opened for months. */

import { MARA } from '../persona.mjs';
import { random } from '../tools.mjs';

/** name, address, list, whether it is read, hour, then the issues: date, subject, first words. */
const senders = when => [
  [
    'The Sourdough Letter',
    'hello@sourdoughletter.example',
    'sourdough',
    true,
    '07:00',
    [
      [
        '2026-05-03',
        'Why your starter sulks',
        'Warm days and cold nights confuse the best of jars. Three small changes to the feeding rhythm.',
      ],
      ['2026-05-31', 'Rye, slowly', 'A Danish rugbrød that takes three days and forgives everything.'],
      ['2026-06-28', 'How warm is your kitchen?', 'At 28 °C less starter and colder water; at 16 °C patience.'],
      [
        '2026-07-26',
        'Letters from readers: the mixer question',
        'Do you need a stand mixer? Forty of you answered, and you do not agree.',
      ],
      ['2026-08-30', 'Focaccia for twelve', 'High hydration, a big tin, and the courage to use all of the oil.'],
      ['2026-09-27', 'What the miller told me', 'A day at a watermill, and what "strong" means on a bag of flour.'],
      ['2026-10-25', 'Cardamom knots', 'Kardemummabullar, as they make them in Gothenburg.'],
    ],
  ],
  [
    'Trail & Fell',
    'post@trailandfell.example',
    'trail-and-fell',
    true,
    '06:30',
    [
      [
        '2026-05-07',
        'Ten coastal runs by train',
        'From Gower to Berwick: point-to-point routes that begin and end at a station.',
      ],
      ['2026-06-04', 'How to run down a hill', 'Short steps, quick feet, look further ahead than you dare.'],
      ['2026-07-02', 'Shoes for wet rock, tested', 'Nine pairs of trail shoes, one reservoir and a lot of plasters.'],
      [
        '2026-08-06',
        'Your first half marathon off the road',
        'An eight-week plan with two hill sessions and one long run a week.',
      ],
      ['2026-09-03', 'Waterproof jackets that pass a kit check', 'Taped seams, a real hood, under 250 grams.'],
      ['2026-10-01', 'The week before the race', 'Eat, sleep, pack, and leave the new socks at home.'],
    ],
  ],
  [
    'Landscape Notes',
    'editor@landscapenotes.example',
    'landscape-notes',
    true,
    '12:00',
    [
      [
        '2026-05-14',
        'Rain gardens that survive a drought',
        'What five years of monitoring in Malmö say about planting and soil depth.',
      ],
      [
        '2026-07-16',
        'The street tree lottery',
        'Why half of all new street trees die within five years, and what Lyon does about it.',
      ],
      ['2026-09-24', 'Meadows on roofs', 'A light substrate, local seed, and patience.'],
    ],
  ],
  [
    'Songkick',
    'no-reply@songkick.com',
    'concert-alerts',
    true,
    '10:00',
    [
      [
        '2026-05-05',
        'Just announced in Bristol: Paper Lanterns',
        `Thekla, ${when.short('2026-05-22')}. Also on sale: Velvet Harbour at Strange Brew.`,
      ],
      ['2026-06-09', 'Slow Harbour play The Louisiana', `${when.named('2026-07-03')}, upstairs. 140 tickets.`],
      ['2026-09-01', 'Moth Radio add a Bristol date', `SWX on ${when.short('2026-10-16')}. Tickets tomorrow at 10.`],
      ['2026-10-27', 'Next month near you', 'Eleven shows by artists you follow, at Strange Brew, Trinity and Thekla.'],
    ],
  ],
  [
    'Digital Camera World',
    'newsletter@digitalcameraworld.com',
    'dcw',
    true,
    '15:00',
    [
      [
        '2026-05-12',
        'Small primes for Fujifilm X, compared',
        'Which 27 mm, 23 mm or 35 mm should live on your camera?',
      ],
      ['2026-08-04', 'Photographing a city at blue hour', 'Twelve minutes, one tripod, and where to stand.'],
    ],
  ],
  [
    'The Guardian',
    'info@email.theguardian.com',
    'saturday-edition',
    true,
    '08:00',
    [
      [
        '2026-05-30',
        'Saturday edition: the slow return of the beaver',
        'Also: a recipe for broad bean toast, and the best new books of the month.',
      ],
      [
        '2026-08-15',
        'Saturday edition: islands without cars',
        'Also: Meera Sodha on aubergines, and a walk in the Black Mountains.',
      ],
    ],
  ],
  [
    'ASOS',
    'asos@fashion.asos.com',
    'asos-uk',
    false,
    '18:00',
    [
      ['2026-05-08', 'Up to 60% off dresses', 'Ends at midnight.'],
      ['2026-06-12', 'Party shop: now with 20% off', 'Use the code DANCE.'],
      ['2026-07-10', 'The big sale is here', 'Thousands of new lines.'],
      ['2026-08-07', 'Mara, your basket misses you', 'Still thinking about it?'],
      ['2026-09-11', 'New coats', 'Wool, padded, faux fur.'],
      ['2026-10-09', 'Payday treats', '25% off almost everything.'],
    ],
  ],
  [
    'Wayfair',
    'deals@wayfair.co.uk',
    'wayfair-deals',
    false,
    '05:30',
    [
      ['2026-05-20', 'Garden furniture from £39', 'Free delivery over £40.'],
      ['2026-07-22', 'Rugs, rugs, rugs', 'Up to 70% off this week.'],
      ['2026-09-16', 'A sofa for every room', 'Take a seat.'],
      ['2026-10-14', 'Way Day is coming', 'The lowest prices for months.'],
    ],
  ],
  [
    'Groupon',
    'noreply@r.groupon.co.uk',
    'groupon-bristol',
    false,
    '04:45',
    [
      ['2026-05-25', 'Bristol: afternoon tea for two', 'From £24, save 45%.'],
      ['2026-07-06', 'Go-karting, spa days and more', 'Deals near you.'],
      ['2026-08-31', 'One day only: extra 10% off', 'Ends tonight.'],
    ],
  ],
  [
    'LinkedIn',
    'messages-noreply@linkedin.com',
    'linkedin-digest',
    false,
    '09:15',
    [
      ['2026-06-16', 'Mara, you appeared in 9 searches this week', 'See who is looking at your profile.'],
      ['2026-08-18', 'You have 3 new invitations', 'Keep in touch with people you may know.'],
      ['2026-10-20', 'Project Coordinator: 12 new jobs in Bristol', 'Based on your profile and your search history.'],
    ],
  ],
  [
    'Duolingo',
    'hello@duolingo.com',
    'duolingo',
    false,
    '19:00',
    [
      ['2026-07-20', 'Olá, Mara! Your Portuguese lesson takes 5 minutes', 'Keep your streak of 4 days.'],
      ['2026-08-20', 'These reminders do not seem to work', 'We will stop sending them for now.'],
    ],
  ],
];

export function newsletters(when) {
  const dice = random(20260501);
  return senders(when).flatMap(([name, address, list, read, hour, issues]) =>
    issues.map(([date, subject, words]) => ({
      at: `${date} ${hour}:${String(dice.between(0, 59)).padStart(2, '0')}`,
      from: { name, address },
      to: [MARA],
      subject,
      body: [
        words,
        { link: ['Read on', `https://${address.split('@')[1]}/${list}/${when.real(date)}`] },
        'You get this mail because you subscribed with this address.',
      ],
      labels: read ? ['Inbox', 'Opened', 'Category Promotions'] : ['Inbox', 'Unread', 'Category Promotions'],
      list: `${name} <${list}.${address.split('@')[1]}>`,
      id: `${list}-${when.real(date)}.${dice.code(10)}@${address.split('@')[1]}`,
      ...(dice.chance(0.15) ? { encoding: 'base64' } : {}),
      ...(read ? {} : { htmlOnly: true }),
    })),
  );
}
