/**
 * Mara Lindqvist, who does not exist: who is in her life, and the facts that more than one file tells. Mail, bank,
 * calendar and history take dates, amounts and references from here, so that they agree. Amounts are in pence, dates those of
 * the story (days.mjs).
 */

const person = (name, address) => ({ name, address });
export const MARA = person('Mara Lindqvist', 'mara.lindqvist@example.com');
export const TOM = person('Tom Ashby', 'tom.ashby@example.org');
export const ELIN = person('Elin Lindqvist', 'elin@lindqvist.example');
export const KARIN = person('Karin Lindqvist', 'karin@lindqvist.example');
export const PRIYA = person('Priya Nair', 'priya.nair@example.net');
export const JONAS = person('Jonas Weber', 'jonas@weber-family.example');
export const ABENA = person('Abena Owusu', 'abena.owusu@example.org');
export const WORK = person('Ruth Pell', 'ruth.pell@fernhollow.example');
export const POTTER = person('Spike Clay Studio', 'hello@spikeclay.example');

/** Once a month: what, day of the month, amount; where it has risen, from which on, counted from the last (-1). The bank and the mails of these firms agree on them. */
export const MONTHLY = {
  rent: { day: 1, pence: 69000 },
  council: { day: 1, pence: 11200 },
  climbing: { day: 3, pence: 4600 },
  spotify: { day: 5, pence: 1299 },
  water: { day: 6, pence: 3120 },
  petplan: { day: 9, pence: 2135 },
  netflix: { day: 12, pence: 1299, risenTo: 1499, from: -3 },
  energy: { day: 15, pence: 8400 },
  appleMusic: { day: 19, pence: 1099 },
  mobile: { day: 21, pence: 1200 },
  googleOne: { day: 24, pence: 249 },
  salary: { day: 28, pence: 284617 },
  savings: { day: 29, pence: 60000 },
};

/** The fee that the bank has begun to take: the last three times. */
export const BANK_FEE = { day: 14, pence: 500, from: -3 };

export const FLIGHTS = {
  party: {
    paid: '2026-05-09',
    pence: 18640,
    ref: 'K7QW2M',
    airline: 'Scandinavian Airlines',
    iata: 'SK',
    legs: [
      {
        number: '526',
        from: ['LHR', 'London Heathrow'],
        to: ['GOT', 'Göteborg Landvetter'],
        leaves: '2026-06-18 11:05',
        lands: '2026-06-18 14:00',
        zones: ['Europe/London', 'Europe/Stockholm'],
      },
      {
        number: '529',
        from: ['GOT', 'Göteborg Landvetter'],
        to: ['LHR', 'London Heathrow'],
        leaves: '2026-06-22 18:40',
        lands: '2026-06-22 19:45',
        zones: ['Europe/Stockholm', 'Europe/London'],
      },
    ],
  },
  lisbon: {
    paid: '2026-07-14',
    pence: 26896,
    ref: 'KB4T9XN',
    airline: 'easyJet',
    iata: 'U2',
    legs: [
      {
        number: '6025',
        from: ['BRS', 'Bristol'],
        to: ['LIS', 'Lisbon'],
        leaves: '2026-09-10 06:45',
        lands: '2026-09-10 09:20',
        zones: ['Europe/London', 'Europe/Lisbon'],
      },
      {
        number: '6026',
        from: ['LIS', 'Lisbon'],
        to: ['BRS', 'Bristol'],
        leaves: '2026-09-15 21:05',
        lands: '2026-09-15 23:40',
        zones: ['Europe/Lisbon', 'Europe/London'],
      },
    ],
  },
  family: {
    paid: '2026-10-17',
    pence: 21480,
    ref: 'R3DZ8L',
    airline: 'Scandinavian Airlines',
    iata: 'SK',
    legs: [
      {
        number: '526',
        from: ['LHR', 'London Heathrow'],
        to: ['GOT', 'Göteborg Landvetter'],
        leaves: '2026-12-20 11:15',
        lands: '2026-12-20 14:10',
        zones: ['Europe/London', 'Europe/Stockholm'],
      },
      {
        number: '529',
        from: ['GOT', 'Göteborg Landvetter'],
        to: ['LHR', 'London Heathrow'],
        leaves: '2026-12-28 18:40',
        lands: '2026-12-28 19:45',
        zones: ['Europe/Stockholm', 'Europe/London'],
      },
    ],
  },
};

/** Expires before the three months after the journey ahead that the Schengen area asks for. */
export const PASSPORT_EXPIRES = '2027-02-09';

export const HOTEL = {
  name: 'Casa do Miradouro',
  street: 'Rua do Salvador 40',
  city: 'Lisbon',
  phone: '+351 210 000 000',
  paid: '2026-07-14',
  pence: 51200,
  ref: '4417902688',
  from: '2026-09-10',
  to: '2026-09-15',
};

export const TABLES = {
  tomsBirthday: {
    name: 'Marrow & Thyme',
    city: 'Bristol',
    at: '2026-07-11 19:30',
    people: 2,
    ref: 'OT-88213',
    pence: 8640,
  },
  lisbon: {
    name: 'Tasca do Gato Preto',
    city: 'Lisbon',
    at: '2026-09-12 20:00',
    people: 2,
    ref: 'TF-530917',
    pence: 5920,
  },
};

export const GIGS = {
  paperLanterns: {
    band: 'Paper Lanterns',
    venue: 'Thekla',
    street: 'The Grove, Bristol',
    seller: 'DICE',
    paid: '2026-05-06',
    pence: 3740,
    at: '2026-05-22 19:00',
    ref: 'DICE-7K2P',
  },
  slowHarbour: {
    band: 'Slow Harbour',
    venue: 'The Louisiana',
    street: 'Wapping Road, Bristol',
    seller: 'See Tickets',
    paid: '2026-06-10',
    pence: 2420,
    at: '2026-07-03 19:30',
    ref: 'ST-4410982',
  },
  mothRadio: {
    band: 'Moth Radio',
    venue: 'SWX',
    street: 'Nelson Street, Bristol',
    seller: 'Ticketmaster',
    paid: '2026-09-02',
    pence: 5280,
    at: '2026-10-16 19:00',
    ref: '41-22871',
  },
};

/** Bought online, with a mail for each: descriptor on the card, shop, order number, lines. */
const order = (paid, pence, shop, ref, lines) => ({ paid, pence, shop, ref, lines });
export const ORDERS = {
  lens: order('2026-05-15', 36900, 'Wex Photo Video', 'WX2093311', [['Fujifilm XF 27mm f/2.8 R WR lens', 36900]]),
  mixer: order('2026-07-08', 27900, 'John Lewis & Partners', '403-118-227', [
    ['Kenwood kMix stand mixer, cream, 2-year guarantee', 27900],
  ]),
  shoes: order('2026-07-02', 12499, 'SportsShoes.com', 'SS8841207', [
    ['Inov8 Trailtalon trail running shoes, UK 6', 12499],
  ]),
  clay: order('2026-08-25', 6380, 'Kiln & Clay Supplies', 'KC-10442', [
    ['Stoneware clay, 12.5 kg', 1890],
    ['Turning tools, set of 6', 2740],
    ['Tenmoku glaze, 500 ml', 1750],
  ]),
  banneton: order('2026-05-21', 2650, 'Bakery Bits', 'BB55219', [
    ['Round cane banneton, 1 kg', 1595],
    ['Bread lame with 5 blades', 1055],
  ]),
  flour: order('2026-06-29', 3185, 'Shipton Mill', 'SM-77120', [
    ['Organic strong white flour, 10 kg', 1890],
    ['Dark rye flour, 5 kg', 1295],
  ]),
  flourAgain: order('2026-10-06', 2940, 'Shipton Mill', 'SM-81466', [
    ['Organic strong white flour, 10 kg', 1890],
    ['Spelt flour, 2.5 kg', 1050],
  ]),
  flowers: order('2026-05-24', 3800, 'Bloom & Wild', 'BW-902117', [
    ['The Karin: peonies and eucalyptus, to Sweden', 3800],
  ]),
  apron: order('2026-08-19', 2750, 'Etsy', '3391180247', [
    ['Handmade linen apron, sage green, from LoomAndLark', 2750],
  ]),
  book: order('2026-08-24', 2199, 'Bookshop.org', 'BK-660312', [['The Well-Gardened Mind, signed hardback', 2199]]),
  scarf: order('2026-10-03', 3400, 'Seasalt Cornwall', 'SEA-220914', [['Handyband scarf, lino daisies', 3400]]),
  jacket: order('2026-09-26', 8999, 'Alpkit', 'AK-418820', [['Gravitas waterproof running jacket, M', 8999]]),
  prints: order('2026-10-01', 4620, 'Photobox', 'PB-7711203', [['Photo book A4 landscape, 40 pages, "Lisboa"', 4620]]),
  clothes: order('2026-10-10', 5980, 'UNIQLO', 'UQ-115-7733', [
    ['Merino crew neck jumper, green', 3490],
    ['Heattech long sleeve, 2 pieces', 2490],
  ]),
  lead: order('2026-05-11', 1899, 'Amazon.co.uk', '204-7719033-1187', [['Ruffwear hands-free dog lead', 1899]]),
  filters: order('2026-06-05', 2349, 'Amazon.co.uk', '204-1190342-5521', [
    ['K&F Concept circular polariser, 39 mm', 2349],
  ]),
  bottle: order('2026-07-26', 1499, 'Amazon.co.uk', '206-8831774-9010', [['Salomon soft flask, 500 ml', 1499]]),
  guide: order('2026-08-30', 3298, 'Amazon.co.uk', '202-4417820-3361', [
    ['Lonely Planet Pocket Lisbon', 899],
    ['Packing cubes, set of 4', 2399],
  ]),
  toys: order('2026-10-26', 2275, 'Amazon.co.uk', '206-1178345-0042', [
    ['KONG Classic dog toy, medium', 1125],
    ['Dog drying coat, small', 1150],
  ]),
};

/** Single payments that a mail or the calendar also knows. */
export const PAID = {
  breadClass: { paid: '2026-05-02', pence: 7500, at: '2026-05-16 10:00' },
  coach: { paid: '2026-05-23', pence: 3450, ref: 'NX-J4K81' },
  gower: { paid: '2026-05-20', pence: 2490, ref: 'GWR-8TQ4' },
  race: { paid: '2026-06-03', pence: 3400, at: '2026-10-04 09:30' },
  strava: { paid: '2026-06-09', pence: 5499 },
  vet: { paid: '2026-06-12', pence: 6200, at: '2026-06-12 17:20' },
  bike: { paid: '2026-07-30', pence: 9500, at: '2026-07-29 08:30' },
  newShoes: { paid: '2026-07-25', pence: 11800 },
  vinyl: { paid: '2026-07-04', pence: 3199 },
  pottery: { paid: '2026-08-24', pence: 16500, first: '2026-09-22 19:00' },
  tiles: { paid: '2026-09-11', pence: 1740, at: '2026-09-11 11:00' },
  pharmacy: { paid: '2026-06-16', pence: 990 },
  dentist: { paid: '2026-09-24', pence: 2740, at: '2026-09-24 08:50' },
  party: { paid: '2026-10-02', pence: 1000 },
  cava: { paid: '2026-10-08', pence: 2400 },
};

/** Trials: the one that turned into a year's fee, and the one that is about to. */
export const TRIALS = {
  strava: { from: '2026-05-10', ends: '2026-06-09', pence: 5499 },
  audible: { from: '2026-10-12', ends: '2026-11-11', pence: 899 },
};
