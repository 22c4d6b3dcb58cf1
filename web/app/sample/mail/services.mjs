/** Subscriptions, bills, the bank and accounts: the mails that come by themselves. */

import { BANK_FEE, MARA, MONTHLY, ORDERS, TRIALS } from '../persona.mjs';
import { plusDays, pounds } from '../tools.mjs';

const sender = (name, address) => ({ name, address });
const UPDATES = ['Inbox', 'Opened', 'Category Updates'];
const UNREAD = ['Inbox', 'Unread', 'Category Promotions'];
const mail = (from, at, key, subject, body, more = {}) => ({
  at,
  from,
  to: [MARA],
  subject,
  body,
  labels: UPDATES,
  id: `${key}@${from.address.split('@')[1]}`,
  ...more,
});

const NETFLIX = sender('Netflix', 'info@account.netflix.com');
const SPOTIFY = sender('Spotify', 'no-reply@spotify.com');
const APPLE = sender('Apple', 'no_reply@email.apple.com');
const GOOGLE = sender('Google One', 'googleone-noreply@google.com');
const CLIMB = sender('Redcliff Climbing Centre', 'members@redcliffclimbing.example');
const STRAVA = sender('Strava', 'no-reply@strava.com');
const AUDIBLE = sender('Audible', 'donotreply@audible.co.uk');

/** The first day of the new price. */
const priceRise = when => when.monthly(MONTHLY.netflix.day).at(MONTHLY.netflix.from);

const streaming = when => [
  mail(NETFLIX, `${plusDays(priceRise(when), -40)} 06:02`, 'netflix-price', 'We are updating your price', [
    `Your Standard plan will cost ${pounds(MONTHLY.netflix.risenTo)} a month instead of ${pounds(MONTHLY.netflix.pence)}, from your bill of ${when.long(priceRise(when))}. You need not do anything. You can change your plan or cancel at any time.`,
    { link: ['Your account', 'https://www.netflix.com/YourAccount'] },
  ]),
  mail(
    NETFLIX,
    '2026-05-15 17:00',
    'netflix-new1',
    'New on Netflix: The Gardeners of Edo',
    ['A documentary series in six parts, because you watched Big Dreams, Small Spaces.'],
    { labels: UNREAD, htmlOnly: true },
  ),
  mail(
    NETFLIX,
    '2026-09-25 17:00',
    'netflix-new2',
    'Mara, finish watching The Great Pottery Throw Down?',
    ['Pick up where you left off: series 9, episode 4.'],
    { labels: UNREAD, htmlOnly: true },
  ),
  ...when.monthly(MONTHLY.spotify.day).map(date =>
    mail(SPOTIFY, `${date} 05:14`, `spotify-${when.real(date)}`, 'Your Spotify Premium receipt', [
      {
        rows: [
          ['Premium Individual, one month', pounds(MONTHLY.spotify.pence)],
          ['Charged on', when.long(date)],
        ],
      },
    ]),
  ),
  mail(
    SPOTIFY,
    '2026-10-30 11:00',
    'spotify-list',
    'Your month on repeat',
    ['You listened to Moth Radio 61 times this month. Here is a playlist that begins where they end.'],
    { labels: UNREAD },
  ),
  ...when
    .monthly(MONTHLY.appleMusic.day)
    .slice(-5)
    .map(date =>
      mail(
        APPLE,
        `${date} 08:31`,
        `apple-${when.real(date)}`,
        'Your receipt from Apple',
        [
          {
            rows: [
              ['Apple Music, Individual (monthly)', pounds(MONTHLY.appleMusic.pence)],
              ['Apple Account', MARA.address],
            ],
          },
          'Your subscription renews until you cancel it.',
        ],
        { htmlOnly: true },
      ),
    ),
  mail(AUDIBLE, `${TRIALS.audible.from} 20:18`, 'audible-start', 'Your free trial has started', [
    `Enjoy 30 days of Audible, with one credit for any book. On ${when.long(TRIALS.audible.ends)} your membership begins at ${pounds(TRIALS.audible.pence)} a month, unless you cancel before.`,
  ]),
  mail(AUDIBLE, '2026-10-28 09:10', 'audible-ends', 'Your free trial ends in two weeks', [
    `Your trial ends on ${when.long(TRIALS.audible.ends)}. You have 1 credit left. After that you pay ${pounds(TRIALS.audible.pence)} a month.`,
    { link: ['Manage your membership', 'https://www.audible.co.uk/account'] },
  ]),
];

const sport = when => [
  mail(STRAVA, `${TRIALS.strava.from} 18:40`, 'strava-start', 'Welcome to your 30-day Strava trial', [
    `Routes, training plans and segments are yours. Your trial ends on ${when.long(TRIALS.strava.ends)}; after that a year costs ${pounds(TRIALS.strava.pence)}.`,
  ]),
  mail(STRAVA, `${TRIALS.strava.ends} 07:02`, 'strava-paid', 'Your Strava subscription receipt', [
    {
      rows: [
        ['Annual subscription', pounds(TRIALS.strava.pence)],
        ['Next payment', when.long(when.plusYears(TRIALS.strava.ends, 1))],
      ],
    },
  ]),
  mail(STRAVA, '2026-10-04 18:22', 'strava-pb', 'Kudos! Jonas and 11 others liked your run', [
    'Mendip Ridge, 21.3 km, 2:14:08, 641 m of climbing.',
  ]),
  mail(
    CLIMB,
    '2026-05-26 12:00',
    'climb-miss1',
    'We have not seen you for a while',
    [
      `Your last visit was on ${when.short('2026-05-02')}. New routes have been set in the bouldering room, come and try them!`,
    ],
    { labels: UNREAD },
  ),
  mail(
    CLIMB,
    '2026-07-28 12:00',
    'climb-miss2',
    'The wall misses you, Mara',
    [
      `Your membership (${pounds(MONTHLY.climbing.pence)} a month) includes yoga and the café discount. Your last visit was on ${when.short('2026-05-02')}.`,
    ],
    { labels: UNREAD },
  ),
  mail(
    CLIMB,
    '2026-10-12 12:00',
    'climb-terms',
    'Membership terms: notice period',
    [
      `From ${when.short(when.nextFirst('2026-12-12'))} memberships may be ended with one month of notice instead of three days. Nothing else changes.`,
    ],
    { labels: UNREAD },
  ),
  ...[
    ['2026-05-09', 212, 61, '25:48'],
    ['2026-05-23', 214, 48, '25:11'],
    ['2026-06-13', 217, 66, '25:30'],
    ['2026-07-18', 222, 39, '24:52'],
    ['2026-08-01', 224, 44, '24:44'],
    ['2026-08-29', 228, 51, '24:57'],
    ['2026-09-19', 231, 40, '24:31'],
    ['2026-10-24', 236, 37, '24:19'],
  ].map(([date, event, place, time]) =>
    mail(
      sender('parkrun', 'noreply@parkrun.com'),
      `${date} 13:05`,
      `parkrun-${when.real(date)}`,
      `Your result: Ashton Court parkrun #${event}`,
      `Hello Mara,\n\nyour time at Ashton Court parkrun, event ${event}, was ${time}. You came in position ${place} of all women.\n\nSee you next Saturday at nine.`,
      { labels: ['Inbox', 'Opened'] },
    ),
  ),
];

const OCTOPUS = sender('Octopus Energy', 'hello@octopus.energy');
const BANK = sender('Avonside Bank', 'no-reply@avonside-bank.example');
/** The day on which the bank first takes its fee. */
const firstFee = when => when.monthly(BANK_FEE.day).at(BANK_FEE.from);

const home = when => [
  ...when
    .monthly(MONTHLY.energy.day)
    .map(date =>
      mail(OCTOPUS, `${date} 06:30`, `octopus-${when.real(date)}`, 'Your energy statement is ready', [
        `We collect ${pounds(MONTHLY.energy.pence)} by Direct Debit today, or on Friday if today is at a weekend. Send us a meter reading for a bill that is exact.`,
      ]),
    ),
  mail(BANK, `${plusDays(firstFee(when), -35)} 08:00`, 'bank-fee', 'A change to your current account', [
    `From ${when.short(firstFee(when))} on your Avonside Plus account has a monthly fee of ${pounds(BANK_FEE.pence)}. Avonside Basic stays free; you can change in the app.`,
  ]),
  ...when
    .monthly(2)
    .map((date, i) =>
      mail(
        BANK,
        `${date} 04:10`,
        `bank-${when.real(date).slice(0, 7)}`,
        'Your statement is ready',
        ['Your new statement is in the app, under Documents. We never ask for your password by mail.'],
        i === 1 ? { labels: ['Inbox', 'Unread', 'Category Updates'] } : {},
      ),
    ),
  mail(BANK, '2026-06-20 12:31', 'bank-abroad', 'Using your card abroad', [
    'We saw that you pay with your card in Sweden. A fee of 2.75 % is added to each payment that is not in pounds.',
  ]),
  mail(GOOGLE, `${when.monthly(MONTHLY.googleOne.day).at(-5)} 03:30`, 'google-full', 'Your storage is 91% full', [
    `You have used 182 GB of the 200 GB that you pay ${pounds(MONTHLY.googleOne.pence)} a month for. With 2 TB you need not think of it for years.`,
  ]),
  mail(GOOGLE, `${when.monthly(MONTHLY.googleOne.day).at(-1)} 03:30`, 'google-receipt', 'Your Google One receipt', [
    { rows: [['Google One, 200 GB', pounds(MONTHLY.googleOne.pence)]] },
  ]),
  mail(
    sender('giffgaff', 'hello@giffgaff.com'),
    `${when.monthly(MONTHLY.mobile.day).at(-3)} 07:00`,
    'giffgaff',
    'Your goodybag starts again today',
    ['20 GB, unlimited calls and texts. Roaming in the EU: up to 5 GB included. Perfect for a trip to Lisbon.'],
  ),
  mail(
    sender('Petplan', 'customerservices@petplan.co.uk'),
    '2026-10-15 09:00',
    'petplan',
    `Pepper's insurance renews on ${when.short(when.nextMonthly(MONTHLY.petplan.day))}`,
    [
      `Covered for Life, border terrier, aged 6. Your new premium is £24.90 a month (was ${pounds(MONTHLY.petplan.pence)}).`,
    ],
  ),
  mail(
    sender('Butternut Box', 'hello@butternutbox.com'),
    '2026-05-19 07:15',
    'butternut1',
    "Pepper's box is on its way",
    ['28 pouches: Chicken You Out and Swish Fish. Keep the box in the freezer, two pouches in the fridge.'],
  ),
  mail(
    sender('Butternut Box', 'hello@butternutbox.com'),
    '2026-08-11 07:15',
    'butternut2',
    "Pepper's box is on its way",
    [`28 pouches: Wham Bam Lamb and Swish Fish. You can skip the next box until ${when.short('2026-09-04')}.`],
  ),
  mail(sender('Riverford', 'hello@riverford.co.uk'), '2026-06-03 16:00', 'riverford', 'In your veg box this week', [
    'Potatoes, carrots, leeks, spinach, mushrooms, lettuce, apples. A recipe for the leeks is inside.',
  ]),
  mail(
    sender('Bristol City Council', 'noreply@bristol.gov.uk'),
    '2026-08-03 10:10',
    'bins',
    'Your garden waste subscription',
    [
      `Your garden waste collection runs for another half year. The collection day changes to Thursday from ${when.short(when.nextFirst('2026-08-03'))}.`,
    ],
  ),
];

const accounts = when => [
  mail(
    sender('Google', 'no-reply@accounts.google.com'),
    '2026-05-04 20:15',
    'alert1',
    'Security alert',
    'A new sign-in on Windows. If this was you, you need not do anything.',
    { labels: ['Inbox', 'Opened'] },
  ),
  mail(
    sender('Instagram', 'security@mail.instagram.com'),
    '2026-07-21 22:41',
    'insta-code',
    '402918 is your Instagram code',
    'Hi mara.makes.bread, somebody tried to log in. If this was you, use the code 402918. It works for ten minutes.',
    { labels: ['Inbox', 'Opened'] },
  ),
  mail(
    sender('DPD', 'yourdelivery@dpd.co.uk'),
    '2026-05-16 08:04',
    'dpd',
    'Your parcel from Wex comes today, 11:20 to 12:20',
    `Follow your driver Marius on the map. Order ${ORDERS.lens.ref}.`,
  ),
  mail(
    sender('DocuSign', 'dse@docusign.net'),
    '2026-09-01 11:25',
    'docusign',
    'Please sign: Tenancy renewal',
    `Harbourside Lettings sent you a document to review and sign. The tenancy runs for another twelve months from ${when.short(when.nextFirst('2026-09-01'))} at the same rent.`,
  ),
  mail(
    sender('Royal Mail Support', 'tracking@royal-post-redelivery.example'),
    '2026-08-28 03:17',
    'spam1',
    'Your parcel could not be delivered',
    [
      'Pay £1.45 to have your parcel delivered again.',
      { link: ['Pay now', 'http://royal-post-redelivery.example/pay'] },
    ],
    { labels: ['Spam', 'Unread'], htmlOnly: true },
  ),
  mail(
    sender('', 'winner@prizes.example'),
    '2026-09-29 02:40',
    'spam2',
    'Congratulations 🎉 you have been selected',
    'Dear customer, reply with your name and your bank to receive your prize.',
    { labels: ['Spam', 'Unread'] },
  ),
];

export const automatic = when => [streaming, sport, home, accounts].flatMap(some => some(when));
