/** Pages that belong to the story, by evening: what Mara looked up before she booked, bought or worried. */

import { FLIGHTS, HOTEL, ORDERS } from './persona.mjs';

/** A search and the title of its page. */
export const search = words => [
  `https://www.google.com/search?q=${encodeURIComponent(words).replaceAll('%20', '+')}`,
  `${words} - Google Search`,
];

/** `260618`, as addresses of flights have it. */
const compact = (when, date) => when.real(date).slice(2).replaceAll('-', '');

/** Evenings of the story: date, time of the first page, then the pages in order. */
export const story = when => [
  [
    '2026-05-02',
    '14:05',
    [
      search('sourdough course bristol'),
      [
        'https://loafandladle.example/school/sourdough-from-scratch',
        'Sourdough from scratch | Loaf & Ladle bakery school',
      ],
      ['https://loafandladle.example/school/checkout', 'Checkout | Loaf & Ladle'],
    ],
  ],
  [
    '2026-05-06',
    '19:02',
    [
      ['https://www.songkick.com/artists/1022931-paper-lanterns', 'Paper Lanterns Tour Dates & Concerts | Songkick'],
      ['https://dice.fm/event/paper-lanterns-thekla', `Paper Lanterns, Thekla, ${when.short('2026-05-22')} | DICE`],
      ['https://dice.fm/order/confirmed', 'Order confirmed | DICE'],
    ],
  ],
  [
    '2026-05-09',
    '20:22',
    [
      search(`flights london gothenburg ${when.short('2026-06-18').toLowerCase()}`),
      [
        `https://www.skyscanner.net/transport/flights/lond/got/${compact(when, '2026-06-18')}/${compact(when, '2026-06-22')}/`,
        'Cheap flights from London to Gothenburg | Skyscanner',
      ],
      ['https://www.flysas.com/en/book/flights/LHR-GOT', 'Choose your flights | SAS'],
      [`https://www.flysas.com/en/confirmation/${FLIGHTS.party.ref}`, 'Booking confirmation | SAS'],
    ],
  ],
  [
    '2026-05-14',
    '21:15',
    [
      search('fujifilm xf 27mm f2.8 wr review'),
      [
        'https://www.dpreview.com/reviews/fujifilm-xf-27mm',
        'Fujifilm XF 27mm F2.8 R WR review: Digital Photography Review',
      ],
      [
        'https://www.youtube.com/watch?v=pX27mmWRfuj',
        'The best small lens for Fujifilm? XF 27mm after one year - YouTube',
      ],
      [
        'https://www.wexphotovideo.com/fujifilm-xf-27mm-f2-8-r-wr-lens/',
        'Fujifilm XF 27mm f/2.8 R WR Lens | Wex Photo Video',
      ],
    ],
  ],
  [
    '2026-05-15',
    '12:22',
    [
      [
        'https://www.wexphotovideo.com/fujifilm-xf-27mm-f2-8-r-wr-lens/',
        'Fujifilm XF 27mm f/2.8 R WR Lens | Wex Photo Video',
      ],
      [`https://www.wexphotovideo.com/orders/${ORDERS.lens.ref}`, 'Thank you for your order | Wex Photo Video'],
    ],
  ],
  [
    '2026-05-20',
    '19:30',
    [
      [
        'https://www.gwr.com/plan-journey/bristol-temple-meads/swansea',
        'Trains from Bristol Temple Meads to Swansea | GWR',
      ],
      ['https://www.visitswanseabay.com/gower-coast-path', 'Walking and running on the Gower coast path'],
      ['https://www.komoot.com/tour/1802231', 'Rhossili to Port Eynon | Trail run | Komoot'],
    ],
  ],
  [
    '2026-05-24',
    '17:40',
    [
      ['https://www.bloomandwild.com/letterbox-flowers', 'Letterbox Flowers, Free Delivery | Bloom & Wild'],
      ['https://www.bloomandwild.com/the-karin-peonies', 'Peonies and eucalyptus | Bloom & Wild'],
    ],
  ],
  [
    '2026-06-03',
    '20:10',
    [
      ['https://mendipridge.example/half', `Mendip Ridge Trail Half | ${when.long('2026-10-04')}`],
      ['https://www.sientries.co.uk/event.php?elid=Y&event_id=14410', 'Mendip Ridge Trail Half, entry | SiEntries'],
    ],
  ],
  [
    '2026-06-10',
    '13:30',
    [
      [
        'https://www.seetickets.com/event/slow-harbour/the-louisiana/3112209',
        'Slow Harbour tickets, The Louisiana, Bristol | See Tickets',
      ],
      ['https://www.youtube.com/watch?v=sL0wHarb0ur', 'Slow Harbour - Lock Gates (Official Video) - YouTube'],
    ],
  ],
  [
    '2026-06-17',
    '20:45',
    [
      ['https://www.flysas.com/en/checkin', 'Check-in | SAS'],
      ['https://www.yr.no/en/forecast/daily-table/2-2711537/Sweden/Gothenburg', 'Gothenburg, long term forecast - Yr'],
      ['https://www.goteborg.com/en/guides/archipelago', 'The archipelago of Gothenburg | Göteborg & Co'],
    ],
  ],
  [
    '2026-06-29',
    '19:00',
    [
      [
        'https://www.shipton-mill.com/flour-direct-shop/flour/organic-strong-white',
        'Organic Strong White Flour | Shipton Mill',
      ],
      ['https://www.shipton-mill.com/flour-direct-shop/basket', 'Your basket | Shipton Mill'],
    ],
  ],
  [
    '2026-07-01',
    '21:20',
    [
      search('trail running shoes wide wet rock'),
      ['https://www.runnersworld.com/uk/gear/shoes/trail', 'The best trail running shoes, tested | Runner’s World'],
      [
        'https://www.sportsshoes.com/product/inov8-trailtalon-w',
        'Inov8 Trailtalon Women’s Trail Running Shoes | SportsShoes.com',
      ],
    ],
  ],
  [
    '2026-07-08',
    '20:01',
    [
      ['https://www.which.co.uk/reviews/stand-mixers', 'Stand mixer reviews - Which?'],
      [
        'https://www.johnlewis.com/kenwood-kmix-stand-mixer-cream/p5093',
        'Kenwood kMix Stand Mixer, Cream | John Lewis & Partners',
      ],
      ['https://www.johnlewis.com/order-complete', 'Order complete | John Lewis & Partners'],
    ],
  ],
  [
    '2026-07-13',
    '20:40',
    [
      search('lisbon 5 days with partner'),
      ['https://www.lonelyplanet.com/portugal/lisbon', 'Lisbon travel | Portugal | Lonely Planet'],
      ['https://www.timeout.com/lisbon/things-to-do', 'The 50 best things to do in Lisbon | Time Out'],
      [
        `https://www.booking.com/searchresults.en-gb.html?ss=Lisbon&checkin=${when.real(HOTEL.from)}&checkout=${when.real(HOTEL.to)}`,
        'Booking.com: Hotels in Lisbon',
      ],
      ['https://www.booking.com/hotel/pt/casa-do-miradouro-alfama.en-gb.html', `${HOTEL.name}, Lisbon | Booking.com`],
    ],
  ],
  [
    '2026-07-14',
    '20:50',
    [
      ['https://www.easyjet.com/en/cheap-flights/bristol/lisbon', 'Cheap flights from Bristol to Lisbon | easyJet'],
      ['https://www.easyjet.com/en/buy/flights', 'Select flights | easyJet'],
      [`https://www.easyjet.com/en/confirmation/${FLIGHTS.lisbon.ref}`, 'Booking confirmed | easyJet'],
      ['https://secure.booking.com/book.html', 'Booking.com: your details'],
      ['https://secure.booking.com/confirmation.html', `Confirmed: ${HOTEL.name} | Booking.com`],
    ],
  ],
  [
    '2026-07-19',
    '11:55',
    [
      [
        'https://www.eventbrite.co.uk/e/night-photography-walk-harbourside-tickets-99120411',
        'Night photography walk on the Harbourside | Eventbrite',
      ],
    ],
  ],
  [
    '2026-08-12',
    '18:30',
    [
      search('sportsshoes refund not received'),
      ['https://www.sportsshoes.com/help/returns-and-refunds', 'Returns and refunds | SportsShoes.com'],
      [
        'https://www.which.co.uk/consumer-rights/advice/i-want-to-return-something-i-bought-online',
        'How to return something bought online - Which?',
      ],
    ],
  ],
  [
    '2026-08-19',
    '21:40',
    [
      search('handmade linen apron sage green'),
      ['https://www.etsy.com/uk/listing/119288310/linen-apron-sage', 'Linen Apron Sage Green Handmade - Etsy UK'],
    ],
  ],
  [
    '2026-08-24',
    '12:20',
    [
      [
        'https://spikeclay.example/courses/throwing-beginners',
        'Throwing for beginners: evening course | Spike Clay Studio',
      ],
      ['https://spikeclay.example/courses/book', 'Book your place | Spike Clay Studio'],
    ],
  ],
  [
    '2026-08-25',
    '19:30',
    [
      ['https://kilnandclay.example/clay/stoneware', 'Stoneware clay | Kiln & Clay Supplies'],
      ['https://kilnandclay.example/tools/turning', 'Turning tools | Kiln & Clay Supplies'],
      ['https://kilnandclay.example/checkout/complete', 'Thank you! | Kiln & Clay Supplies'],
    ],
  ],
  [
    '2026-08-31',
    '21:05',
    [
      ['https://www.tripadvisor.co.uk/Restaurants-g189158-Lisbon', 'The 10 Best Restaurants in Lisbon - Tripadvisor'],
      ['https://www.thefork.com/restaurant/tasca-do-gato-preto-r530917', 'Tasca do Gato Preto, Lisbon | TheFork'],
    ],
  ],
  [
    '2026-09-02',
    '10:00',
    [
      [
        'https://www.ticketmaster.co.uk/moth-radio-bristol/event/41-22871',
        'Moth Radio tickets, SWX, Bristol | Ticketmaster UK',
      ],
      ['https://www.ticketmaster.co.uk/checkout/order', 'Your order | Ticketmaster UK'],
    ],
  ],
  [
    '2026-09-09',
    '21:00',
    [
      ['https://www.easyjet.com/en/boarding/KB4T9XN', 'Boarding passes | easyJet'],
      ['https://www.bristolairport.co.uk/at-the-airport/security/', 'Security | Bristol Airport'],
      ['https://www.metoffice.gov.uk/weather/forecast/eyckr6w1q', 'Lisbon (Portugal) weather - Met Office'],
    ],
  ],
  [
    '2026-09-11',
    '22:40',
    [
      ['https://www.museudoazulejo.example/en', 'National Tile Museum, Lisbon'],
      search('how are azulejos made'),
      ['https://en.wikipedia.org/wiki/Azulejo', 'Azulejo - Wikipedia'],
    ],
  ],
  [
    '2026-09-26',
    '16:20',
    [
      ['https://alpkit.com/products/gravitas-womens', "Gravitas waterproof running jacket, women's | Alpkit"],
      ['https://alpkit.com/checkout/thank-you', 'Thank you | Alpkit'],
    ],
  ],
  [
    '2026-10-05',
    '20:10',
    [
      [
        `https://mendipridge.example/results/${when.year('2026-10-04')}`,
        `Results ${when.year('2026-10-04')} | Mendip Ridge Trail Half`,
      ],
      ['https://www.strava.com/activities/15510238841', 'Mendip Ridge Half | Run | Strava'],
    ],
  ],
  [
    '2026-10-12',
    '20:02',
    [
      ['https://www.audible.co.uk/ep/freetrial', 'Start your free trial | Audible.co.uk'],
      ['https://www.audible.co.uk/pd/The-Overstory-Audiobook', 'The Overstory by Richard Powers | Audible.co.uk'],
    ],
  ],
  [
    '2026-10-17',
    '20:35',
    [
      [
        `https://www.skyscanner.net/transport/flights/lond/got/${compact(when, '2026-12-20')}/${compact(when, '2026-12-28')}/`,
        'Cheap flights from London to Gothenburg | Skyscanner',
      ],
      ['https://www.flysas.com/en/book/flights/LHR-GOT', 'Choose your flights | SAS'],
      [`https://www.flysas.com/en/confirmation/${FLIGHTS.family.ref}`, 'Booking confirmation | SAS'],
    ],
  ],
  [
    '2026-10-18',
    '20:45',
    [
      search('uk passport valid 3 months after leaving schengen sweden'),
      [
        'https://www.gov.uk/foreign-travel-advice/sweden/entry-requirements',
        'Entry requirements - Sweden travel advice - GOV.UK',
      ],
      ['https://www.gov.uk/renew-adult-passport', 'Renew or replace your adult passport - GOV.UK'],
    ],
  ],
  [
    '2026-10-20',
    '20:20',
    [
      search('kenwood kmix grinding noise speed 2'),
      ['https://www.kenwoodworld.com/en-gb/support/kmix', 'kMix support | Kenwood UK'],
      ['https://www.johnlewis.com/customer-services/guarantees', 'Guarantees | John Lewis & Partners'],
    ],
  ],
  // Sensitive: kept, but nothing may be concluded from these.
  [
    '2026-06-08',
    '22:10',
    [
      search('always tired low iron symptoms'),
      ['https://www.nhs.uk/conditions/iron-deficiency-anaemia/', 'Iron deficiency anaemia - NHS'],
    ],
  ],
  [
    '2026-06-23',
    '18:10',
    [
      ['https://www.nhs.uk/medicines/ferrous-sulfate/', 'About ferrous sulfate - NHS'],
      ['https://www.nhsapp.service.nhs.uk/prescriptions', 'Your prescriptions - NHS App'],
    ],
  ],
  [
    '2026-07-19',
    '21:00',
    [['https://www.mariecurie.org.uk/help/support/bereaved-family-friends', 'Coping with bereavement | Marie Curie']],
  ],
  ['2026-10-02', '19:05', [['https://join.greenparty.org.uk/donate', 'Donate | Green Party']]],
];
