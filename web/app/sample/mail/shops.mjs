/** Orders, receipts, returns and appointments of shops; the few sensitive mails stand at the end. */

import { MARA, ORDERS, PAID } from '../persona.mjs';
import { decimal, iso, plusDays, pounds } from '../tools.mjs';

const sender = (name, address) => ({ name, address });
const OPENED = ['Inbox', 'Opened', 'Category Updates'];
const mail = (from, at, key, subject, body, more = {}) => ({
  at,
  from,
  to: [MARA],
  subject,
  body,
  labels: OPENED,
  id: `${key}@${from.address.split('@')[1]}`,
  ...more,
});

const AMAZON = sender('Amazon.co.uk', 'auto-confirm@amazon.co.uk');
const SENDERS = {
  'Wex Photo Video': sender('Wex Photo Video', 'orders@wexphotovideo.com'),
  'John Lewis & Partners': sender('John Lewis & Partners', 'orders@johnlewis.com'),
  'SportsShoes.com': sender('SportsShoes.com', 'orders@sportsshoes.com'),
  'Kiln & Clay Supplies': sender('Kiln & Clay Supplies', 'shop@kilnandclay.example'),
  'Bakery Bits': sender('Bakery Bits', 'orders@bakerybits.co.uk'),
  'Shipton Mill': sender('Shipton Mill', 'flourdirect@shipton-mill.com'),
  'Bloom & Wild': sender('Bloom & Wild', 'hello@bloomandwild.com'),
  Etsy: sender('Etsy', 'transaction@etsy.com'),
  'Bookshop.org': sender('Bookshop.org UK', 'orders@uk.bookshop.org'),
  'Seasalt Cornwall': sender('Seasalt Cornwall', 'orders@seasaltcornwall.com'),
  Alpkit: sender('Alpkit', 'shop@alpkit.com'),
  Photobox: sender('Photobox', 'no-reply@photobox.co.uk'),
  UNIQLO: sender('UNIQLO', 'uq.customer@uniqlo.eu'),
  'Amazon.co.uk': AMAZON,
};

/** The confirmation of an order, with its schema.org data. */
function confirmation(when, key, clock, words = 'Thank you for your order') {
  const order = ORDERS[key];
  const from = SENDERS[order.shop];
  return mail(
    from,
    `${order.paid} ${clock}`,
    `order-${order.ref.toLowerCase()}`,
    `${words} (${order.ref})`,
    [
      'Hello Mara,',
      `we have your order ${order.ref} of ${when.long(order.paid)} and will write again when it is on its way.`,
      { rows: [...order.lines.map(([name, pence]) => [name, pounds(pence)]), ['Total', pounds(order.pence)]] },
      { link: ['See your order', `https://www.${from.address.split('@')[1]}/orders/${order.ref}`] },
    ],
    {
      jsonld: {
        '@context': 'http://schema.org',
        '@type': 'Order',
        orderNumber: order.ref,
        orderDate: iso(when.at(`${order.paid} ${clock}`)),
        orderStatus: 'http://schema.org/OrderProcessing',
        merchant: { '@type': 'Organization', name: order.shop },
        customer: { '@type': 'Person', name: MARA.name },
        price: decimal(order.pence),
        priceCurrency: 'GBP',
        acceptedOffer: order.lines.map(([name, pence]) => ({
          '@type': 'Offer',
          price: decimal(pence),
          priceCurrency: 'GBP',
          itemOffered: { '@type': 'Product', name },
        })),
      },
    },
  );
}

/** "On its way", some days after the order. */
function dispatched(key, days, carrier) {
  const order = ORDERS[key];
  const name = order.lines[0][0].split(',')[0];
  return mail(
    SENDERS[order.shop],
    `${plusDays(order.paid, days)} 06:48`,
    `sent-${order.ref.toLowerCase()}`,
    `On its way: ${name}`,
    [
      `Your parcel (order ${order.ref}) left our warehouse today and comes with ${carrier}.`,
      { link: ['Track the parcel', `https://www.${carrier.toLowerCase().replaceAll(' ', '')}.co.uk/track`] },
    ],
    { htmlOnly: days === 1 },
  );
}

const orders = when => [
  confirmation(when, 'lens', '12:31'),
  dispatched('lens', 1, 'DPD'),
  confirmation(when, 'mixer', '20:19', 'Your order and your 2-year guarantee'),
  dispatched('mixer', 2, 'John Lewis'),
  confirmation(when, 'shoes', '21:40'),
  dispatched('shoes', 1, 'Evri'),
  confirmation(when, 'clay', '19:55'),
  dispatched('clay', 2, 'DPD'),
  confirmation(when, 'banneton', '13:02'),
  confirmation(when, 'flour', '19:11'),
  dispatched('flour', 2, 'DPD'),
  confirmation(when, 'flourAgain', '18:36'),
  confirmation(when, 'flowers', '17:50', 'Your flowers are in good hands'),
  confirmation(when, 'apron', '22:03', 'Your Etsy purchase from LoomAndLark'),
  confirmation(when, 'book', '13:33'),
  confirmation(when, 'scarf', '11:15'),
  confirmation(when, 'jacket', '16:44'),
  dispatched('jacket', 1, 'Royal Mail'),
  confirmation(when, 'prints', '21:26', 'Your photo book is being printed'),
  confirmation(when, 'clothes', '15:08'),
  confirmation(when, 'lead', '20:01', 'Ordered: Ruffwear hands-free dog lead'),
  confirmation(when, 'filters', '08:12', 'Ordered: K&F Concept polariser'),
  confirmation(when, 'bottle', '09:48', 'Ordered: Salomon soft flask'),
  confirmation(when, 'guide', '21:15', 'Ordered: Pocket Lisbon and 1 more item'),
  dispatched('guide', 1, 'Amazon'),
  confirmation(when, 'toys', '19:27', 'Ordered: KONG Classic and 1 more item'),
];

const SPORTSSHOES = sender('SportsShoes.com', 'returns@sportsshoes.com');
const PAWS = sender('Bramble & Paw Vets', 'reception@brambleandpaw.example');
const SPOKES = sender('Spoke & Sprocket', 'workshop@spokeandsprocket.example');
const service = when => [
  mail(SPORTSSHOES, '2026-07-12 19:20', 'return-label', `Your return label for order ${ORDERS.shoes.ref}`, [
    'Print the label or show the code at any ParcelShop. Reason: too small.',
  ]),
  mail(SPORTSSHOES, '2026-07-16 10:08', 'return-here', 'We have received your return', [
    `Thank you, your Trailtalon shoes (order ${ORDERS.shoes.ref}) are back with us. We will refund ${pounds(ORDERS.shoes.pence)} to your card within 10 working days.`,
  ]),
  mail(
    sender('SportsShoes Customer Care', 'care@sportsshoes.com'),
    '2026-08-12 18:48',
    'care-auto',
    `Re: Refund for order ${ORDERS.shoes.ref}`,
    'Thank you for your message. This is an automatic reply. We are receiving more mail than usual and will answer within 5 working days.\n\nTicket 5530871',
    { answers: 'mara-refund@example.com' },
  ),
  mail(PAWS, '2026-06-05 09:30', 'vet-remind', 'Pepper is due for her booster', [
    `Pepper's yearly vaccination is due. We have kept ${when.named('2026-06-12')} at 17:20 for you; reply if that does not suit.`,
  ]),
  mail(PAWS, `${PAID.vet.paid} 18:02`, 'vet-paid', 'Receipt: Pepper, booster and check-up', [
    {
      rows: [
        ['Annual booster', '£46.50'],
        ['Worming tablets', '£15.50'],
        ['Total, paid by card', pounds(PAID.vet.pence)],
      ],
    },
    'Weight 7.4 kg, teeth good. Less tennis ball, please.',
  ]),
  mail(
    SPOKES,
    '2026-07-22 16:11',
    'bike-book',
    `Booked: full service, ${when.named('2026-07-29')}`,
    `Hi Mara,\n\nyou are in for a full service on ${when.named('2026-07-29')}, drop off from 8:30. New brake pads and a chain are probably needed, we will ring first.\n\nDee at Spoke & Sprocket`,
  ),
  mail(
    SPOKES,
    '2026-07-30 15:32',
    'bike-ready',
    'Your bike is ready',
    `Hi Mara,\n\nall done: service £70, chain and pads £25, so ${pounds(PAID.bike.pence)} in total. We close at six. The back wheel has some 500 miles left in it, then it wants a new rim.\n\nDee`,
  ),
  mail(
    sender('Loaf & Ladle', 'school@loafandladle.example'),
    `${PAID.breadClass.paid} 14:26`,
    'bread-class',
    `You are booked: Sourdough from scratch, ${when.short('2026-05-16')}`,
    [
      `${when.named('2026-05-16')}, 10:00 to 15:00, at the bakery in North Street. You paid ${pounds(PAID.breadClass.pence)}; lunch and a loaf to take home are included. Bring an apron and a jar for the starter.`,
    ],
  ),
  mail(
    sender('Loaf & Ladle', 'school@loafandladle.example'),
    '2026-05-18 09:00',
    'bread-recipe',
    'The recipe, as promised',
    [
      'Thank you for baking with us on Saturday! Here is the formula again: 800 g strong white, 200 g rye, 750 g water, 200 g starter, 20 g salt. Fold four times in two hours, shape, and let it rest in the fridge overnight.',
    ],
    { encoding: 'base64' },
  ),
  mail(
    sender('SiEntries', 'noreply@sientries.co.uk'),
    `${PAID.race.paid} 20:21`,
    'race-entry',
    'Entry confirmed: Mendip Ridge Trail Half',
    [
      `Mara Lindqvist, F30-39, ${when.named('2026-10-04')} ${when.year('2026-10-04')}, 09:30, Cheddar. Fee ${pounds(PAID.race.pence)}. Kit check: waterproof with taped seams, whistle, phone.`,
    ],
  ),
  mail(
    sender('Mendip Ridge Trail Half', 'race@mendipridge.example'),
    '2026-10-05 19:02',
    'race-result',
    'Results: Mendip Ridge Trail Half',
    [
      {
        rows: [
          ['Position', '148 of 412'],
          ['Time', '2:14:08'],
          ['F30-39', '19 of 61'],
        ],
      },
      'Photos of the day are free to download this week.',
    ],
  ),
  mail(
    sender('Spike Clay Studio', 'hello@spikeclay.example'),
    `${PAID.pottery.paid} 12:44`,
    'spike-paid',
    'Receipt: Throwing for beginners, evening course',
    [
      { rows: [[`Six Tuesdays from ${when.short('2026-09-22')}, 19:00 to 21:00`, pounds(PAID.pottery.pence)]] },
      `Clay and two firings are included. No refunds after ${when.short('2026-09-15')}, but you may send a friend in your place.`,
    ],
  ),
  mail(
    sender('Bristol Libraries', 'noreply@bristol.gov.uk'),
    '2026-07-06 06:10',
    'library',
    'Your reserved book is ready: Tartine Bread',
    `Tartine Bread by Chad Robertson is waiting for you at Bedminster Library until ${when.short('2026-07-20')}.`,
  ),
  mail(
    sender('John Lewis & Partners', 'guarantee@johnlewis.com'),
    '2026-07-11 08:00',
    'guarantee',
    'Your guarantee certificate: Kenwood kMix',
    [
      `Stand mixer kMix, bought on ${when.long('2026-07-08')}, order ${ORDERS.mixer.ref}. Guaranteed for two years, until ${when.long(when.plusYears('2026-07-08', 2))}. Keep this mail as proof of purchase.`,
    ],
  ),
];

const HEALTH = sender('Southville Medical Practice', 'noreply@southville-practice.example');
const sensitive = when => [
  mail(
    HEALTH,
    '2026-06-09 15:22',
    'gp-booked',
    `Your GP appointment on ${when.short('2026-06-16')}`,
    `Dear Mara Lindqvist,\n\nyour appointment with Dr Okafor is on ${when.named('2026-06-16')} at 08:40. A blood test may be taken, please drink water before you come. To cancel, use the NHS App.\n\nSouthville Medical Practice`,
  ),
  mail(
    HEALTH,
    '2026-06-23 17:05',
    'gp-result',
    'Your test results',
    'Dear Mara Lindqvist,\n\nyour blood test shows low iron (ferritin 11). The doctor has sent a prescription for iron tablets to your pharmacy. Please book a repeat test in three months.',
  ),
  mail(
    sender('Bupa Dental Care', 'bedminster@bupadentalcare.co.uk'),
    '2026-09-10 10:00',
    'dentist',
    `Reminder: your dental check-up on ${when.short('2026-09-24')}`,
    `Your check-up with your dentist is on ${when.named('2026-09-24')} at 08:50. NHS band 1 charge: £27.40.`,
  ),
  mail(
    sender('Green Party', 'membership@greenparty.org.uk'),
    `${PAID.party.paid} 19:14`,
    'party',
    'Thank you for your donation',
    [
      `Your donation of ${pounds(PAID.party.pence)} to the Green Party was received. It pays for leaflets in the local election campaign.`,
    ],
  ),
  mail(
    sender('Tom Ashby', 'tom.ashby@example.org'),
    '2026-07-18 22:10',
    'tom-funeral',
    "Granny Jean's funeral",
    `The funeral is on ${when.named('2026-07-24')}, two o'clock, at St Mary's in Wells. Mum asks if you would read something. Only if you want to.\n\nT`,
    { labels: ['Inbox', 'Opened'] },
  ),
  mail(
    sender('Jonas Weber', 'jonas@weber-family.example'),
    '2026-06-08 12:20',
    'jonas-sweep',
    'Cup sweepstake',
    'A fiver each, winner takes the pot, the betting closes on Thursday. I drew Walsall so I am safe from hope.\n\nJonas',
    { labels: ['Inbox', 'Opened'] },
  ),
];

export const purchases = when => [orders, service, sensitive].flatMap(some => some(when));
