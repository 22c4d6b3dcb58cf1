/**
 * Niamh Hartley of Manchester, who does not exist, and her household: seventeen months of three accounts with three manners
 * of writing (a high street bank's, an app's, a card's).
 */

import { plusDays, weekday } from '../../web/app/sample/tools.mjs';
import { addMonths, Life, shiftNext, shiftPrev, step } from './life.mjs';
import { AMEX, BANK, bills, dd, ddmon, from, JOINT } from './niamh-bills.mjs';
import { mails } from './niamh-mails.mjs';

const WHO = {
  name: 'p',
  zone: 'Europe/London',
  now: '2026-06-15T09:00:00+01:00',
  seed: 20260615,
  me: 'niamh.hartley@example.co.uk',
};

/** The life, and what is to be found in it. */
export function niamh() {
  const life = new Life(WHO);
  for (const part of [money, bills, habits, mails, noise]) part(life);
  return life;
}

/** What moves and is no charge: wages, rent, loans, savings, people. */
function money(L) {
  // Money in, and what is no subscription
  for (let m = 0; m < 18; m++) {
    const d = shiftPrev(addMonths('2025-01-28', m));
    if (d < L.today)
      L.tx(d, 'BANK GIRO CREDIT REF NORTHERN CARE NHS TR, 20418837', m < 15 ? 2718.44 : 2804.9, BANK.account, 'GBP');
    const t = shiftPrev(addMonths('2025-01-25', m));
    if (t < L.today) L.tx(t, 'T HARTLEY', 1450, 'Joint', 'GBP');
  }
  L.every({
    from: '2025-01-01',
    months: 1,
    shift: shiftNext,
    desc: dd('NATIONWIDE B.S.', '0441/58831-2 MORTGAGE'),
    amount: step([
      ['2025-01-01', 1184.22],
      ['2025-11-01', 1251.07],
    ]),
    ...BANK,
  });
  L.every({
    from: '2025-01-15',
    months: 1,
    shift: shiftNext,
    desc: dd('BLACK HORSE LTD', 'HP 77120043'),
    amount: 248.91,
    ...BANK,
  });
  L.every({
    from: '2025-01-10',
    months: 1,
    shift: shiftNext,
    desc: dd('MANCHESTER CITY C', '4012998831'),
    amount: step([
      ['2025-01-01', 189],
      ['2025-04-01', 197],
    ]),
    skip: ['2025-02', '2025-03', '2026-02', '2026-03'],
    ...BANK,
  });
  L.every({
    from: '2025-01-03',
    days: 7,
    desc: 'STANDING ORDER VIA FASTER PAYMENT TO ELLA HARTLEY REFERENCE POCKET MONEY , MANDATE NO 9',
    amount: 5,
    ...BANK,
  });
  L.every({
    from: '2025-01-02',
    days: 14,
    desc: 'BILL PAYMENT VIA FASTER PAYMENT TO AGNIESZKA NOWAK REFERENCE CLEANING',
    amount: 52,
    jitter: 1,
    ...BANK,
  });
  L.every({
    from: '2025-01-29',
    months: 1,
    shift: shiftNext,
    desc: 'TRANSFER TO JOINT ACCOUNT HARTLEY N & T',
    amount: 900,
    ...BANK,
  });
  L.every({
    from: '2025-01-30',
    months: 1,
    shift: shiftNext,
    desc: dd('VANGUARD ASSET MAN', 'ISA 88120'),
    amount: 150,
    ...BANK,
  });
  L.every({
    from: '2025-01-05',
    months: 1,
    shift: shiftNext,
    desc: 'STANDING ORDER TO NS&I PREMIUM BONDS REFERENCE 110-22841',
    amount: 50,
    ...BANK,
  });
  L.every({
    from: '2025-01-12',
    months: 1,
    shift: shiftNext,
    desc: dd('AMERICAN EXPRESS', '3773 99120 71004'),
    amount: () => L.money(310, 920),
    ...BANK,
  });
  L.every({
    from: '2025-01-31',
    months: 6,
    desc: 'BILL PAYMENT TO HMRC SELF ASSESSMENT REFERENCE 1182993100K',
    amount: () => L.money(180, 420),
    ...BANK,
  });
  L.every({
    from: '2025-01-26',
    months: 1,
    shift: shiftNext,
    desc: dd('STUDENT LOANS CO', 'SLC0091182'),
    amount: 64,
    ...BANK,
  });
  for (const [d, a] of [
    ['2025-09-02', 28.33],
    ['2025-10-02', 28.33],
    ['2025-11-02', 28.34],
  ])
    L.tx(d, 'KLARNA*ASOS', -a, 'Joint', 'GBP');
  L.every({
    from: '2025-02-09',
    days: 26,
    jitter: 9,
    desc: 'CASH WITHDRAWAL AT NOTEMACHINE CHORLTON, 30.00 GBP',
    amount: () => L.pick([20, 30, 40, 60]),
    ...BANK,
  });
  L.every({ from: '2025-01-06', months: 1, shift: shiftNext, desc: "J O'DONNELL", amount: 75, ...JOINT });
}

/** What is bought at whim and by habit, and what was charged twice. */
function habits(L) {
  // Buying at whim, and by habit
  for (let d = from; d < L.today; d = plusDays(d, 1)) {
    const w = weekday(d);
    if (w === 6 && L.random() < 0.9) L.tx(d, 'OCADO RETAIL LIMITED HATFIELD', -L.money(72, 148), AMEX.account, 'GBP');
    if (w === 3 && L.random() < 0.8) L.tx(d, L.pick(['Lidl GB', 'Lidl GB Chorlton']), -L.money(18, 47), 'Joint', 'GBP');
    if (w >= 1 && w <= 5 && L.random() < 0.34)
      L.tx(
        d,
        `CARD PAYMENT TO SQ *ANCOATS COFFEE CO ON ${ddmon(d)}`,
        -L.pick([3.4, 3.4, 3.4, 3.8, 6.2]),
        BANK.account,
        'GBP',
      );
    if (w === 2 && L.random() < 0.85)
      L.tx(d, `CONTACTLESS PAYMENT TO PRET A MANGER MANCHESTER ON ${ddmon(d)}`, -4.99, BANK.account, 'GBP');
    if (w >= 1 && w <= 5 && L.random() < 0.3) L.tx(d, 'BEE NETWORK TRAM', -L.pick([2.8, 4.6]), 'Joint', 'GBP');
    if (L.random() < 0.06)
      L.tx(d, `CARD PAYMENT TO SHELL PARRSWOOD ON ${ddmon(d)}`, -L.money(38, 66), BANK.account, 'GBP');
    if (L.random() < 0.1)
      L.tx(d, `AMZNMktplace*${L.ref(9, 'ABCDEFGHIJ0123456789')} AMAZON.CO.UK`, -L.money(6, 64), AMEX.account, 'GBP');
    if (L.random() < 0.05) L.tx(d, 'Deliveroo', -L.money(19, 41), 'Joint', 'GBP');
    if (L.random() < 0.04) L.tx(d, `PAYPAL *EBAY UK 35314369001`, -L.money(4, 55), AMEX.account, 'GBP');
    if (L.random() < 0.09)
      L.tx(
        d,
        L.pick([
          'Boots',
          'Superdrug',
          "Sainsbury's",
          'Co-op',
          'Greggs',
          'B&Q',
          'Waterstones',
          'TK Maxx',
          'Unicorn Grocery',
          "Rudy's Pizza",
        ]),
        -L.money(3, 60),
        'Joint',
        'GBP',
      );
    if (w === 0 && L.random() < 0.55) L.tx(d, 'SumUp *Didsbury Bakehouse', -L.money(5, 14), 'Joint', 'GBP');
    if (w === 4 && L.random() < 0.6)
      L.tx(d, `CARD PAYMENT TO SQ *YOGA WITH FERN ON ${ddmon(d)}`, -12, BANK.account, 'GBP');
    if (L.random() < 0.012) L.tx(d, 'UBER *TRIP HELP.UBER.COM', -L.money(7, 24), AMEX.account, 'GBP');
  }
  L.allow('subscription', { merchant: ['Yoga with Fern', 'Fern'] });
  L.every({
    from: '2025-01-24',
    days: 42,
    jitter: 5,
    desc: 'Bloc Hair Studio',
    amount: () => L.pick([46, 46, 52]),
    ...JOINT,
  });
  // A school: once a term.
  for (const d of ['2025-01-13', '2025-04-28', '2025-09-08', '2026-01-12', '2026-04-20'])
    L.tx(d, 'PARENTPAY CHORLTON PARK PRIMARY', -L.money(30, 85), BANK.account, 'GBP');

  // Charged twice
  L.twice('2026-05-09', 'THE ALCHEMIST MANCHESTER', -84.6, AMEX.account, 'GBP');
  L.expect('double_charge', { merchant: 'Alchemist', amount: '84.60', date: '2026-05-09' });
  L.tx(shiftNext('2026-05-08'), dd('VIRGIN MEDIA', '6221883001'), -52, BANK.account, 'GBP'); // the monthly one came on the 7th
  L.expect('double_charge', { merchant: 'Virgin Media', amount: '52.00', date: '2026-05-08' });
  L.twice('2025-11-28', 'CURRYS ONLINE', -249, 'Joint', 'GBP');
  L.tx('2025-12-02', 'CURRYS ONLINE', 249, 'Joint', 'GBP');
  for (const d of ['2025-10-11', '2026-03-21']) {
    L.twice(d, 'TRAINLINE', -18.7, 'Joint', 'GBP');
  }
  L.mail(
    '2025-10-11',
    '09:01',
    'Trainline <auto-confirm@trainline.example>',
    'Your booking confirmation 4410028831',
    'Manchester Piccadilly to Leeds, 11 October 2025, 10:15. 1 adult. Total £18.70. Ticket reference XK4P2Q.',
  );
  L.mail(
    '2025-10-11',
    '09:06',
    'Trainline <auto-confirm@trainline.example>',
    'Your booking confirmation 4410028907',
    'Manchester Piccadilly to Leeds, 11 October 2025, 10:15. 1 adult. Total £18.70. Ticket reference ZB9L0T.',
  );
  L.allow('double_charge', { merchant: 'Trainline', amount: '18.70', date: '2026-03-21' });
  L.tx('2026-02-14', 'HOME HOTEL LIVERPOOL', -118, AMEX.account, 'GBP');
  L.tx('2026-02-15', 'HOME HOTEL LIVERPOOL', -118, AMEX.account, 'GBP');
  L.allow('double_charge', { merchant: 'Home Hotel', amount: '118.00', date: '2026-02-15' });
  for (const d of ['2025-06-14', '2026-04-18', '2026-05-30']) {
    L.twice(d, 'VUE BSL PRINTWORKS', -8.99, 'Joint', 'GBP');
    L.allow('double_charge', { merchant: 'Vue', amount: '8.99', date: d });
  }
  for (const d of ['2026-03-06', '2026-05-12']) {
    L.twice(d, `CARD PAYMENT TO SQ *ANCOATS COFFEE CO ON ${ddmon(d)}`, -3.4, BANK.account, 'GBP');
  }
  L.twice('2026-04-15', 'RINGGO PARKING', -4.1, 'Joint', 'GBP');
  L.allow('double_charge', { merchant: 'Ringgo', amount: '4.10', date: '2026-04-15' });
}

/** Letters, appointments, pages. */
function noise(L) {
  // Noise: mails, appointments, pages, talk
  const letters = [
    ['The Guardian <newsletters@guardian.example>', 'First Edition', "Today's top stories and why they matter."],
    [
      'Money Saving Expert <tips@mse.example>',
      'Energy price cap falls, cheap broadband from £18, free cuppa',
      'This week: is your contract ending? Check if you could save £200 a year.',
    ],
    ['LinkedIn <jobs@linkedin.example>', '5 new jobs for nurse manager', 'Jobs based on your profile.'],
    ['Rightmove <alerts@rightmove.example>', 'New properties in Didsbury', '3 bed semi, £425,000.'],
    ['Strava <no-reply@strava.example>', 'Your week on Strava', 'You ran 12.3 km.'],
    ['Mumsnet <hello@mumsnet.example>', 'Ways to get kids reading', 'And the best £10 gifts.'],
  ];
  L.letters('2025-02-03', 3, letters, 'Promotions');
  for (let m = 0; m < 18; m++) {
    const d = addMonths('2025-01-06', m);
    if (d < L.today)
      L.mail(d, '04:10', 'Netflix <info@account.netflix.example>', 'New this month', "See what's coming.");
    const o = addMonths('2025-01-11', m);
    if (o < L.today)
      L.mail(
        o,
        '09:30',
        'Octopus Energy <hello@octopus.example>',
        'Your energy statement is ready',
        "Hi Niamh, here's your statement. Your next Direct Debit will be taken on or around the 18th.",
      );
  }
  L.appointments('2025-01-08', '2026-09-01', 9, [
    'Dentist',
    "Parents' evening",
    'Swimming Ella',
    'Team meeting',
    "Book club at Priya's",
    'Car MOT',
    'Vet – Biscuit',
    'Night shift',
    'Coffee with Sarah',
  ]);
  for (let d = '2026-02-01'; d < L.today; d = plusDays(d, 1))
    if (L.random() < 0.7) {
      const [u, t] = L.pick([
        ['https://www.netflix.com/browse', 'Netflix'],
        ['https://www.bbc.co.uk/news', 'BBC News'],
        ['https://open.spotify.com/', 'Spotify'],
        ['https://www.theguardian.com/uk', 'The Guardian'],
        ['https://www.ocado.com/', 'Ocado'],
        ['https://www.booking.com/hotel/pt/quinta-da-lua', 'Quinta da Lua'],
        ['https://chatgpt.com/', 'ChatGPT'],
        ['https://www.rightmove.co.uk/', 'Rightmove'],
      ]);
      L.visit(d, '20:15', u, t);
    }
  L.chat(
    '2026-05-04',
    '21:00',
    'Packing for Portugal',
    0,
    'person',
    'What should I pack for a week near Tavira with two kids in July?',
  );
  L.chat(
    '2026-05-04',
    '21:01',
    'Packing for Portugal',
    1,
    'assistant',
    'Sun hats, swimwear, light layers for the evening.',
  );
  L.chat(
    '2026-05-11',
    '19:00',
    'Present for Dad',
    0,
    'person',
    "Ideas for my dad's 70th? He loves walking and Leeds United.",
  );
  L.chat('2026-05-11', '19:01', 'Present for Dad', 1, 'assistant', 'A framed map of a walk he loves.');
}
