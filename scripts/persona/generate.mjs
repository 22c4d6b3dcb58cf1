/**
 * A second, harder life in money: Jule Ahrens, who does not exist. Eighteen months of three accounts, one of them shared, in
 * euros and francs; descriptors as German, French, Spanish and Swiss banks print them; subscriptions with weekends, pauses,
 * rises, missing months and rates of exchange; and everything around them that is none. Writes Records as `ownyou import`
 * prints them, and what must be found in them beside it: `node scripts/persona/generate.mjs`.
 */

import { writeFileSync } from 'node:fs';
import { days, plusDays, random, weekday } from '../../web/app/sample/tools.mjs';

const PERIOD = { first: '2025-05-01', last: '2026-10-31' };
const dice = random(8128);
const payments = [];
const mails = [];

const cents = amount =>
  `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;
const pay = (day, descriptor, amount, account = 'Giro', currency = 'EUR') => {
  if (day >= PERIOD.first && day <= PERIOD.last) payments.push({ day, descriptor, amount, account, currency });
};
const mail = (day, from, subject, body) => mails.push({ day, from, subject, body });
const ref = () => dice.code(8, '0123456789');

/** As a bank books a debit that falls on a weekend. */
const bankDay = day => plusDays(day, { 6: 2, 0: 1 }[weekday(day)] ?? 0);

/** `months` after `first`, on the same day of the month or the month's last. */
function later(first, months) {
  const [y, m, d] = first.split('-').map(Number);
  const last = new Date(Date.UTC(y, m - 1 + months + 1, 0));
  const day = Math.min(d, last.getUTCDate());
  return `${last.toISOString().slice(0, 8)}${String(day).padStart(2, '0')}`;
}

const STEP = { weekly: 7, biweekly: 14, 'four-weekly': 28 };
const MONTHS = { monthly: 1, bimonthly: 2, quarterly: 3, 'half-yearly': 6, yearly: 12 };
const due = (first, cadence, nth) =>
  cadence in STEP ? plusDays(first, STEP[cadence] * nth) : later(first, MONTHS[cadence] * nth);

const subscriptions = [];
const rises = [];

/**
 * Something that comes back. `price`: cents, or [[from day, cents], …]; `low` and `high`: it varies; `rate`: so much in a
 * foreign currency; `debit`: not booked at weekends; `without`: due days that are left out; `until`: ended; `lines`: what
 * the bank prints.
 */
function bill(merchant, cadence, first, options) {
  const {
    price,
    low,
    high,
    rate,
    debit,
    without = [],
    until = PERIOD.last,
    account = 'Giro',
    currency = 'EUR',
  } = options;
  let latest;
  let before;
  for (let nth = 0; due(first, cadence, nth) <= until; nth++) {
    const on = due(first, cadence, nth);
    if (without.some(([from, to]) => on >= from && on <= to)) continue;
    const day = debit ? bankDay(on) : on;
    const steps = Array.isArray(price) ? price : [[PERIOD.first, price]];
    const at = steps.filter(([from]) => from <= on).at(-1)?.[1];
    const amount = low ? dice.between(low, high) : rate ? Math.round(at * (rate + dice.between(-16, 16) / 1000)) : at;
    if (day > PERIOD.last) break;
    pay(day, options.lines(), -amount, account, currency);
    if (before !== undefined && at > before && !low && on >= '2025-11-01') {
      const from = latest?.amount;
      rises.push({ merchant, from: cents(from), to: cents(amount), currency, cadence, since: day });
    }
    before = at;
    latest = { amount, nth };
  }
  if (options.until) return;
  const next = due(first, cadence, latest.nth + 1);
  subscriptions.push({ merchant, amount: cents(latest.amount), currency, cadence, next });
}

const one = line => () => line;
const place = (name, towns) => () => `${name} ${dice.pick(towns)}`;
const TOWNS = ['BREMEN', 'OLDENBURG', 'HAMBURG'];

bill('Netflix', 'monthly', '2025-05-12', {
  price: [
    [PERIOD.first, 1399],
    ['2026-04-12', 1599],
  ],
  lines: place('NETFLIX.COM', ['AMSTERDAM', 'LOS GATOS CA', '866-579-7172', 'LONDON']),
});
bill('Vodafone', 'monthly', '2025-05-03', {
  price: 3999,
  debit: true,
  lines: () => `SEPA-BASISLASTSCHRIFT VODAFONE GMBH KD-NR. 0077123 RG ${ref()}`,
});
bill('Stadtwerke Bremen', 'monthly', '2025-05-15', {
  low: 7100,
  high: 12800,
  debit: true,
  account: 'Gemeinsam',
  lines: () => `LASTSCHRIFT STADTWERKE BREMEN GMBH VERTRAG ${ref()}`,
});
bill('HUK-COBURG', 'yearly', '2025-07-01', {
  price: [
    [PERIOD.first, 41280],
    ['2026-06-01', 43820],
  ],
  debit: true,
  lines: () => `SEPA-LASTSCHRIFT HUK-COBURG HAFTPFLICHT-UNTERSTUETZUNGS-KASSE VSNR ${ref()}`,
});
bill('ARD ZDF', 'quarterly', '2025-05-15', {
  price: 5508,
  debit: true,
  account: 'Gemeinsam',
  lines: () => `LASTSCHRIFT RUNDFUNK ARD, ZDF, DRADIO BEITRAGSNR. ${ref()}`,
});
bill('Muskelwerk', 'four-weekly', '2025-06-02', { price: 2990, lines: one('MUSKELWERK STUDIO MITGLIEDSBEITRAG') });
bill('Hof Sonnenklee', 'weekly', '2026-01-08', {
  price: 2450,
  without: [['2026-08-03', '2026-08-10']],
  lines: one('LASTSCHRIFT HOF SONNENKLEE GEMUESEKISTE'),
  account: 'Gemeinsam',
});
bill('Notion', 'monthly', '2025-08-09', { price: 1000, rate: 0.92, lines: one('NOTION LABS INC NOTION.SO CA') });
bill('OpenAI', 'monthly', '2025-11-23', { price: 2380, rate: 0.93, lines: one('OPENAI *CHATGPT SUBSCR') });
bill('Spotify', 'monthly', '2025-05-20', {
  price: [[PERIOD.first, 1099]],
  without: [['2025-11-01', '2026-06-30']],
  lines: () => `PayPal Europe S.a.r.l. et Cie S.C.A ${ref()} . SPOTIFY, Ihr Einkauf bei SPOTIFY`,
});
bill('Free Mobile', 'monthly', '2025-09-06', {
  price: 1999,
  without: [['2026-03-06', '2026-03-06']],
  lines: () => `PRLV SEPA FREE MOBILE FM-${ref()} RUM ${ref()}`,
});
bill('Iberdrola', 'bimonthly', '2025-06-18', {
  low: 4100,
  high: 7900,
  debit: true,
  lines: () => `RECIBO IBERDROLA CLIENTES, S.A.U. REF ${ref()}`,
});
bill('Swisscom', 'monthly', '2025-05-28', {
  price: 6500,
  account: 'Konto CH',
  currency: 'CHF',
  lines: () => `EINKAUF SWISSCOM (SCHWEIZ) AG RECHNUNG ${ref()}`,
});
bill('SBB', 'yearly', '2025-09-14', {
  price: 19000,
  account: 'Konto CH',
  currency: 'CHF',
  lines: one('SBB HALBTAX ABO BERN'),
});
bill('DAZN', 'monthly', '2025-05-30', {
  price: [
    [PERIOD.first, 2499],
    ['2026-02-01', 3499],
  ],
  lines: one('DAZN LIMITED'),
});
bill('Le Monde', 'monthly', '2025-10-11', {
  price: 1299,
  lines: place('ACHAT CB LEMONDE.FR', ['PARIS', 'PARIS 13', '']),
});
bill('Audible', 'monthly', '2025-05-08', {
  price: 995,
  lines: () => `AUDIBLE GMBH*${dice.code(8, 'ABCDEFGH123456789')} BERLIN`,
});
bill('Adobe', 'monthly', '2025-05-17', {
  price: [
    [PERIOD.first, 1189],
    ['2026-07-01', 1429],
  ],
  lines: one('ADOBE *PHOTOGPHY PLAN ADOBE.LY/ENIE'),
});
bill('Apple', 'monthly', '2025-05-03', { price: 299, lines: one('APPLE.COM/BILL ITUNES.COM') });
bill('Apple', 'monthly', '2025-07-21', { price: 1995, lines: one('APPLE.COM/BILL ITUNES.COM') });
bill('Amazon Prime', 'yearly', '2025-06-19', {
  price: 8990,
  lines: () => `AMZN PRIME DE*${dice.code(9, 'ABCDEFGH12345')}`,
});
bill('Getsafe', 'monthly', '2025-05-01', {
  price: 512,
  debit: true,
  lines: () => `LASTSCHRIFT GETSAFE DIGITAL GMBH POLICE ${ref()}`,
});
bill('CleanCar', 'monthly', '2026-08-14', { price: 2490, lines: place('CLEANCAR FLATRATE', TOWNS) });
bill('DEVK', 'half-yearly', '2025-07-01', {
  price: 24130,
  debit: true,
  lines: one('SEPA-LASTSCHRIFT DEVK ALLG. VERSICHERUNGS-AG KFZ'),
});
bill('Putzmunter', 'biweekly', '2026-03-05', {
  price: 5400,
  account: 'Gemeinsam',
  lines: one('PUTZMUNTER HAUSHALTSSERVICE BREMEN'),
});
bill('Wasserverband', 'quarterly', '2025-06-10', {
  low: 5200,
  high: 6900,
  debit: true,
  lines: one('LASTSCHRIFT WASSERVERBAND WESERMARSCH ABSCHLAG'),
});
bill('Tandem Sprachen', 'monthly', '2025-12-31', { price: 1900, lines: one('SUMUP *TANDEM SPRACHEN') });
// Ended.
bill('Disney+', 'monthly', '2025-05-25', { price: 899, until: '2026-06-30', lines: one('DISNEY PLUS') });
bill('Kletterhalle', 'monthly', '2025-05-02', {
  price: 4900,
  until: '2026-08-10',
  debit: true,
  lines: one('LASTSCHRIFT KLETTERHALLE NORD GMBH'),
});
bill('Blinkbox', 'weekly', '2026-02-02', { price: 399, until: '2026-07-20', lines: one('BLINKBOX PREMIUM') });

// What comes back and is no subscription.
for (let nth = 0; nth < 18; nth++) {
  const month = day => bankDay(later(`2025-05-${day}`, nth));
  pay(month('01'), 'DAUERAUFTRAG MIETE FELDSTR. 12 HANSEN IMMOBILIEN', -98000, 'Gemeinsam');
  pay(month('02'), 'SANTANDER CONSUMER BANK KREDITRATE 7718', -18950);
  pay(month('27'), 'LOHN/GEHALT NORDLICHT MEDIEN GMBH', 298411);
  pay(month('28'), 'SEPA-UEBERWEISUNG AN GEMEINSAM JULE AHRENS', -120000);
  pay(month('28'), 'GUTSCHRIFT JULE AHRENS', 120000, 'Gemeinsam');
  pay(month('05'), 'DAUERAUFTRAG AYLIN DEMIR HAUSHALT', -25000);
  pay(month('06'), 'ETF SPARPLAN DEPOT 4471', -15000);
  pay(month('09'), 'KREDITKARTENABRECHNUNG VISA 4711', -dice.between(21000, 64000));
  pay(month('03'), `BARGELDAUSZAHLUNG GA NR${ref()} BREMEN`, -20000);
  pay(month('12'), 'VIR SEPA LOYER GARAGE MME PETIT', -7500);
  pay(month('30'), 'KONTOFUEHRUNGSENTGELT', -490);
  pay(month('16'), 'Erika Brandt', -4000);
}
for (const day of ['2025-08-01', '2026-08-03']) pay(day, 'BUNDESKASSE KFZ-STEUER HB-JA 12', -11800);

// Habits.
for (const day of days(PERIOD.first, PERIOD.last)) {
  const on = weekday(day);
  if (on === 6)
    pay(
      day,
      `KARTENZAHLUNG REWE SAGT DANKE 44${dice.between(10, 99)}//BREMEN/DE`,
      -dice.between(4200, 9800),
      'Gemeinsam',
    );
  if (on > 0 && on < 6 && dice.chance(0.55)) pay(day, 'SUMUP *KAFFEEKLATSCH BREMEN', -320);
  if (on > 0 && on < 6 && dice.chance(0.12)) pay(day, 'SUMUP *KAFFEEKLATSCH BREMEN', -320);
  if (on > 0 && on < 6 && dice.chance(0.2)) pay(day, 'BSAG EINZELTICKET BREMEN', -290);
  if (dice.chance(0.11))
    pay(day, `EDEKA ${dice.pick(['CENTER', 'HANNEMANN', 'MARKT'])} ${dice.pick(TOWNS)}`, -dice.between(600, 3900));
  if (dice.chance(0.06)) pay(day, `AMZN MKTP DE*${dice.code(9, 'ABCDEFGH12345')}`, -dice.between(799, 6499));
  if (dice.chance(0.04))
    pay(day, `PAYPAL *${dice.pick(['EBAY', 'ETSY', 'VINTED', 'BAHN'])} ${ref()}`, -dice.between(500, 5900));
  if (dice.chance(0.03)) pay(day, place('PARKHAUS AM DOM', TOWNS)(), -dice.pick([200, 400, 600]));
  if (dice.chance(0.02)) pay(day, 'MIGROS BASEL M', -dice.between(900, 5400), 'Konto CH', 'CHF');
}
const near = (first, low, high, each) => {
  for (let day = first; day <= PERIOD.last; day = plusDays(day, dice.between(low, high))) each(day);
};
near('2025-05-10', 12, 17, day =>
  pay(day, `${dice.pick(['ARAL', 'SHELL'])} TANKSTELLE ${dice.between(100, 999)} BREMEN`, -dice.between(4100, 7600)),
);
near('2025-05-14', 29, 43, day => pay(day, 'SALON SCHNITTIG BREMEN', -3200));
near('2025-05-20', 24, 38, day => pay(day, `HUNKEMANN MODE ${dice.pick(TOWNS)}`, -dice.between(1900, 8900)));
near('2025-05-07', 27, 34, day => pay(day, 'BUCHHANDLUNG LEUWER', -dice.between(1200, 4600)));
near('2025-05-02', 26, 37, day => pay(day, 'RISTORANTE DA MARIO BREMEN', -dice.between(3800, 9600)));
near('2025-06-01', 40, 75, day => pay(day, 'CINEMAXX BREMEN', -1250));
near('2025-06-11', 80, 110, day => pay(day, 'GARTENCENTER OLDENKAMP', -dice.between(1500, 7000)));

// Charged twice; the second was given back in one case.
pay('2026-09-18', 'MEDIAHAUS WESERPARK BREMEN', -12900);
pay('2026-09-18', 'MEDIAHAUS WESERPARK BREMEN', -12900);
pay('2026-10-05', `SEPA-BASISLASTSCHRIFT VODAFONE GMBH KD-NR. 0077123 RG ${ref()}`, -3999);
pay('2026-07-21', 'HOTEL SEEBLICK KONSTANZ', -18400);
pay('2026-07-22', 'HOTEL SEEBLICK KONSTANZ', -18400);
pay('2026-06-02', 'FAHRRAD MUELLER OHG', -6490);
pay('2026-06-02', 'FAHRRAD MUELLER OHG', -6490);
pay('2026-06-09', 'FAHRRAD MUELLER OHG', 6490);

// Refunds: two that came, one that never did.
const me = 'Jule Ahrens <jule@ahrens.example>';
pay('2026-08-20', 'ZALANDO SE BERLIN', -5995);
mail(
  '2026-08-29',
  'Zalando <info@service.zalando.example>',
  'Deine Retoure ist eingegangen',
  'Wir erstatten dir 59,95 € innerhalb von 7 Tagen.',
);
pay('2026-09-03', 'ZALANDO SE BERLIN', 5995);
pay('2026-08-02', 'PAYPAL *BERGFREUND SHOP', -8490);
mail(
  '2026-08-14',
  'Bergfreund Shop <service@bergfreund-shop.example>',
  'Rücksendung erhalten',
  'Danke, deine Rücksendung ist bei uns. Der Betrag von 84,90 € wird dir innerhalb von 14 Tagen erstattet.',
);
pay('2026-07-04', 'SNCF CONNECT PARIS', -4320);
mail(
  '2026-07-10',
  'SNCF Connect <noreply@sncf-connect.example>',
  'Votre demande de remboursement',
  'Nous vous rembourserons 43,20 € sous 10 jours ouvrés.',
);
pay('2026-07-16', 'SNCF CONNECT REMBOURSEMENT', 4320);

// Orders that may still be sent back, and one that may not any more.
pay('2026-10-24', 'PAYPAL *LICHTBLICK LEUCHTEN', -14900);
mail(
  '2026-10-24',
  'Lichtblick Leuchten <bestellung@lichtblick-leuchten.example>',
  'Bestellbestätigung 88123',
  'Vielen Dank für deine Bestellung.\n\nBestellnummer: 88123\nStehlampe Oslo 149,00 €\nGesamt: 149,00 €\n\nDu kannst alles innerhalb von 30 Tagen zurückgeben.',
);
pay('2026-10-20', 'TRAILKIND GMBH', -8995);
mail(
  '2026-10-20',
  'Trailkind <orders@trailkind.example>',
  'Your order TK-5512',
  'Thank you for your order.\n\nOrder number: TK-5512\nTrail shoes 89.95 EUR\nTotal: 89.95 EUR\n\nReturns are free until 12 November 2026.',
);
pay('2026-09-01', 'TRAILKIND GMBH', -3995);
mail(
  '2026-09-01',
  'Trailkind <orders@trailkind.example>',
  'Your order TK-4410',
  'Thank you for your order.\n\nOrder number: TK-4410\nCap 39.95 EUR\nTotal: 39.95 EUR\n\nReturns are free until 22 September 2026.',
);

// A year's fee that only a mail explains; a rise that is announced; a trial; and what only looks like mail about money.
pay('2026-09-09', 'STILLE APP', -4999);
mail(
  '2026-09-09',
  'Stille <hallo@stille.example>',
  'Deine Rechnung',
  'Stille Premium, Jahresabo: 49,99 €. Das Abo verlängert sich am 9. September 2027.',
);
subscriptions.push({ merchant: 'Stille', amount: '49.99', currency: 'EUR', cadence: 'yearly', next: '2027-09-09' });
mail(
  '2026-10-19',
  'Swisscom <info@swisscom.example>',
  'Neuer Preis ab Dezember',
  'Ab dem 1. Dezember 2026 kostet Ihr Abo CHF 69.90 statt CHF 65.00 im Monat.',
);
rises.push({
  merchant: 'Swisscom',
  from: '65.00',
  to: '69.90',
  currency: 'CHF',
  cadence: 'monthly',
  since: '2026-12-01',
});
mail(
  '2026-10-28',
  'Readly <hello@readly.example>',
  'Dein Probeabo endet bald',
  'Dein Probeabo endet am 6. November 2026. Danach kostet es 11,99 € im Monat.',
);
mail('2026-10-12', 'Hansen Immobilien <post@hansen.example>', 'Nebenkosten', 'Die Abrechnung kommt im November.');
mail(
  '2026-09-30',
  'Spartipp <news@spartipp.example>',
  'Bis zu 50 % Rabatt',
  'Nur heute: 49,99 € statt 99,99 €. Abbestellen: https://spartipp.example/',
);
for (let nth = 0; nth < 6; nth++)
  mail(later('2026-05-12', nth), 'Netflix <info@netflix.example>', 'Deine Rechnung', 'Dein Abo: 15,99 € im Monat.');

const byDay = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);
const number = (letter, at) => `${letter}${String(at).padStart(5, '0')}`;
const records = [
  ...payments.sort(byDay).map(({ day, descriptor, amount, account, currency }, at) => ({
    id: number('p', at),
    source: 'transaction',
    time: `${day}T00:00:00+01:00`,
    descriptor,
    amount: cents(amount),
    currency,
    account,
  })),
  ...mails.sort(byDay).map(({ day, from, subject, body }, at) => ({
    id: number('m', at),
    source: 'email',
    time: `${day}T09:00:00+01:00`,
    from,
    to: [me],
    subject,
    body,
    snippet: body.slice(0, 240),
  })),
];
// The person writes too: by that their address is known, and Erika is a friend.
records.push({
  id: 'm90000',
  source: 'email',
  time: '2026-05-02T10:00:00+01:00',
  from: me,
  to: ['Erika Brandt <erika@brandt.example>'],
  subject: 'Danke!',
  body: 'Bis bald',
  labels: ['Sent'],
});

const expected = {
  now: '2026-10-31T09:00:00+01:00',
  subscription: subscriptions,
  price_rise: rises,
  double_charge: [
    { merchant: 'Mediahaus', amount: '129.00', currency: 'EUR', date: '2026-09-18' },
    { merchant: 'Vodafone', amount: '39.99', currency: 'EUR', date: '2026-10-05' },
    { merchant: 'Hotel Seeblick', amount: '184.00', currency: 'EUR', date: '2026-07-22' },
  ],
  missing_refund: [{ merchant: 'Bergfreund', amount: '84.90', currency: 'EUR', since: '2026-08-14' }],
  return_window: [
    { merchant: 'Lichtblick', amount: '149.00', currency: 'EUR', until: '2026-11-23' },
    { merchant: 'Trailkind', amount: '89.95', currency: 'EUR', until: '2026-11-12' },
  ],
};

const out = name => new URL(`../../tests/data/${name}`, import.meta.url);
writeFileSync(out('money.jsonl'), `${records.map(record => JSON.stringify(record)).join('\n')}\n`);
writeFileSync(out('money.expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
console.log(`${records.length} records, ${subscriptions.length} subscriptions, ${rises.length} price rises`);
