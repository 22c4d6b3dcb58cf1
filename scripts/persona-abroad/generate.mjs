/**
 * A third life in money: Noa Berger, who does not exist, and who has an account wherever she has lived. Thirteen months as
 * British, German, French, Spanish, Italian, Dutch, American and Swiss banks print them, of merchants that no other life
 * here has; what must be found stands beside it. Writes Records as `ownyou import` prints them:
 * `node scripts/persona-abroad/generate.mjs`.
 */

import { writeFileSync } from 'node:fs';
import { days, plusDays, random, weekday } from '../../web/app/sample/tools.mjs';
import { DAYS, mails, TRUTH } from './mails.mjs';

const PERIOD = { first: '2025-10-25', last: '2026-11-29' };
const dice = random(40_961);
const payments = [];

const cents = amount =>
  `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;
const CURRENCY = { Current: 'GBP', Checking: 'USD', Privatkonto: 'CHF' };
const pay = (day, account, descriptor, amount) => {
  if (day < PERIOD.first || day > PERIOD.last) return;
  payments.push({ day, account, descriptor, amount, currency: CURRENCY[account] ?? 'EUR' });
};
const digits = length => dice.code(length, '0123456789');
const bankDay = day => plusDays(day, { 6: 2, 0: 1 }[weekday(day)] ?? 0);

/** `months` after `first`, on the same day of the month or the month's last. */
function later(first, months) {
  const [y, m, d] = first.split('-').map(Number);
  const last = new Date(Date.UTC(y, m + months, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(d, last.getUTCDate())).padStart(2, '0')}`;
}

const STEP = { weekly: 7, biweekly: 14, 'four-weekly': 28 };
const MONTHS = { monthly: 1, bimonthly: 2, quarterly: 3, 'half-yearly': 6, yearly: 12 };
const due = (first, cadence, nth) =>
  cadence in STEP ? plusDays(first, STEP[cadence] * nth) : later(first, MONTHS[cadence] * nth);

const subscriptions = [];
const rises = [];

/** What comes back: `price` in cents, [low, high] where it varies, or { from day: cents }. `line` is given the day. */
function bill(account, merchant, cadence, first, price, line, { until } = {}) {
  let latest;
  for (let nth = 0; due(first, cadence, nth) <= (until ?? PERIOD.last); nth++) {
    const on = due(first, cadence, nth);
    const day = account === 'Checking' ? on : bankDay(on);
    if (day > PERIOD.last) break;
    const amount = Array.isArray(price)
      ? dice.between(...price)
      : typeof price === 'number'
        ? price
        : Object.entries(price)
            .filter(([from]) => from <= on)
            .at(-1)[1];
    pay(day, account, line(day), -amount);
    if (latest && !Array.isArray(price) && amount > latest.amount) {
      const currency = CURRENCY[account] ?? 'EUR';
      rises.push({ merchant, from: cents(latest.amount), to: cents(amount), currency, cadence, since: day });
    }
    latest = { amount, nth };
  }
  if (until) return;
  const next = due(first, cadence, latest.nth + 1);
  subscriptions.push({ merchant, amount: cents(latest.amount), currency: CURRENCY[account] ?? 'EUR', cadence, next });
}

const [dd, mm, yy] = [8, 5, 2].map(at => day => day.slice(at, at + 2));
const slashed = day => `${dd(day)}/${mm(day)}/${yy(day)}`;
const american = day => `${mm(day)}/${dd(day)}`;
const dotted = day => `${dd(day)}.${mm(day)}.20${yy(day)}`;

// British: Santander, HSBC, Barclays, Lloyds.
bill(
  'Current',
  'Severn Trent',
  'monthly',
  '2025-11-03',
  2850,
  () => `DIRECT DEBIT PAYMENT TO SEVERN TRENT WATER REF ${digits(10)}, MANDATE NO 0031`,
);
bill(
  'Current',
  'Disney Plus',
  'monthly',
  '2025-11-04',
  { '2025-11-04': 899, '2026-06-04': 999 },
  day =>
    `CARD PAYMENT TO DISNEY PLUS,${day < '2026-06-01' ? '8.99' : '9.99'} GBP, RATE 1.00/GBP ON ${dd(day)}-${mm(day)}-20${yy(day)}`,
);
bill(
  'Current',
  'Virgin Media',
  'monthly',
  '2025-11-12',
  { '2025-11-12': 4100, '2026-04-12': 4450 },
  () => `VIRGIN MEDIA PYMTS V${digits(9)} DD`,
);
bill('Current', 'Audible', 'monthly', '2025-11-19', 799, () => 'VIS AUDIBLE UK ADBL.CO/PYMT');
bill('Current', 'TV Licence', 'monthly', '2025-11-01', 1454, () => 'DD TV LICENCE MBP');
bill('Current', 'Gousto', 'weekly', '2026-06-04', 3499, day => `CARD PURCHASE GOUSTO LONDON GBR ON ${dd(day)} CLP`);
bill(
  'Current',
  'Three',
  'monthly',
  '2025-11-22',
  1800,
  () => `BILL PAYMENT VIA DIRECT DEBIT TO H3G UK LTD T/A THREE REFERENCE ${digits(8)}`,
);

// German: Sparkasse, DKB, Volksbank.
bill(
  'Girokonto',
  'E wie Einfach',
  'monthly',
  '2025-11-03',
  6200,
  () => 'SEPA Lastschrifteinzug von E WIE EINFACH GmbH Vertragsnr 9918 Abschlag Strom',
);
bill(
  'Girokonto',
  'Telefonica',
  'monthly',
  '2025-11-10',
  1999,
  day =>
    `FOLGELASTSCHRIFT TELEFONICA GERMANY GMBH + CO. OHG Mandatsref 00DE11 Kd-Nr. 600123 Rg.Nr. ${digits(4)}/${yy(day)}`,
);
bill(
  'Girokonto',
  'Zeit',
  'monthly',
  '2025-11-14',
  2490,
  day => `ZEIT VERLAG//HAMBURG/DE 20${yy(day)}-${mm(day)}-${dd(day)}T12:11:03 Debitk.11 2027-12`,
);
bill(
  'Girokonto',
  'Urban Sports',
  'monthly',
  '2025-11-01',
  { '2025-11-01': 6400, '2026-09-01': 6900 },
  () => `SEPA-BASISLASTSCHRIFT EREF+US-${digits(6)} MREF+UM-11 CRED+DE98ZZZ0000 SVWZ+Membership Urban Sports GmbH`,
);
bill(
  'Girokonto',
  'DEVK',
  'yearly',
  '2025-11-02',
  5490,
  () => `Lastschrift DEVK VERSICHERUNG HAFTPFLICHT K-${digits(5)}`,
);
bill('Girokonto', 'Blinkist', 'yearly', '2025-11-16', 7999, () => 'PAYPAL *BLINKIST 4029357733 LU');

// French: BNP, Société Générale, Crédit Agricole.
bill(
  'Compte',
  'Bouygues Telecom',
  'monthly',
  '2025-11-07',
  { '2025-11-07': 2299, '2026-07-07': 2499 },
  () => `PRLV SEPA BOUYGUES TELECOM ID FR12ZZZ REF ${digits(6)} MOTIF F-${digits(4)}`,
);
bill(
  'Compte',
  'TotalEnergies',
  'bimonthly',
  '2025-11-15',
  [7800, 10400],
  day =>
    `PRELEVEMENT EUROPEEN ${digits(10)} DE: TOTALENERGIES ELECTRICITE ID: FR44ZZZ MOTIF: ECH ${mm(day)}/${yy(day)}`,
);
bill(
  'Compte',
  'Deezer',
  'monthly',
  '2025-11-05',
  { '2025-11-05': 1199, '2026-09-05': 1299 },
  day => `FACTURE CARTE DU ${dd(day)}${mm(day)}${yy(day)} DEEZER 75PARIS CARTE 4974XXXXXXXX1204`,
);
bill('Compte', 'MAIF', 'quarterly', '2025-11-20', 9620, () => `PRLV SEPA MAIF ECHEANCE ${digits(7)}`);
bill(
  'Compte',
  'Canal',
  'monthly',
  '2025-11-25',
  2299,
  day => `CARTE X1204 ${american(day)} CANAL+ FRANCE ISSY LES MOUL`,
);

// Spanish: Santander, CaixaBank, BBVA.
bill(
  'Cuenta',
  'Naturgy',
  'bimonthly',
  '2025-11-11',
  [4400, 8200],
  () => `RECIBO NATURGY IBERIA S.A. Nº RECIBO 0049 1500 ${digits(3)} BBBX REF. MANDATO ${digits(6)}`,
);
bill('Cuenta', 'Digi', 'monthly', '2025-11-05', 1300, () => `ADEUDO DIGI SPAIN TELECOM S.L.U. ${digits(8)}`);
bill('Cuenta', 'Filmin', 'monthly', '2025-11-17', 799, () => 'COMPRA TARJ. 5540XXXXXXXX1234 FILMIN-BARCELONA');
bill(
  'Cuenta',
  'Metropolitan',
  'monthly',
  '2025-11-02',
  5900,
  () => 'RECIBO GIMNASIO METROPOLITAN SAGRERA CUOTA MENSUAL',
);
bill(
  'Cuenta',
  'Linea Directa',
  'half-yearly',
  '2025-11-24',
  21_430,
  () => `ADEUDO RECIBO LINEA DIRECTA ASEGURADORA S.A. POLIZA ${digits(8)}`,
);

// Italian and Dutch.
bill(
  'Conto',
  'Fastweb',
  'monthly',
  '2025-11-08',
  2795,
  () => `ADDEBITO SDD FASTWEB SPA CREDITOR ID IT110000000${digits(4)} MANDATO FW-991`,
);
bill(
  'Conto',
  'NOW',
  'monthly',
  '2025-11-21',
  1499,
  day => `PAGAMENTO POS ${slashed(day)} ORE 10.12 CARTA *1188 C/O NOW TV MILANO`,
);
bill(
  'Rekening',
  'Vattenfall',
  'monthly',
  '2025-11-26',
  11_800,
  () =>
    `SEPA Incasso algemeen doorlopend Incassant: NL11ZZZ0 Naam: VATTENFALL KLANTENSERVICE N.V. Machtiging: 1 Omschrijving: Termijn ${digits(6)}`,
);
bill(
  'Rekening',
  'Ziggo',
  'monthly',
  '2025-11-13',
  5250,
  () => `ZIGGO SERVICES BV Incasso Kenmerk: ${digits(9)} Omschrijving: Factuurnr. ${digits(8)}`,
);

// American: Chase, Bank of America, Wells Fargo.
bill(
  'Checking',
  'Peacock',
  'monthly',
  '2025-11-06',
  { '2025-11-06': 799, '2026-07-06': 1099 },
  () => 'POS DEBIT PEACOCK TV LLC NEW YORK NY',
);
bill(
  'Checking',
  'Hulu',
  'monthly',
  '2025-11-09',
  1799,
  day => `RECURRING CARD PURCHASE ${american(day)} HULU 877-8244858 CA`,
);
bill(
  'Checking',
  'GEICO',
  'monthly',
  '2025-11-15',
  11_234,
  () => 'ACH WITHDRAWAL GEICO *AUTO PAYMNT PPD ID: 3530075853',
);
bill(
  'Checking',
  'NYTimes',
  'four-weekly',
  '2025-11-10',
  1700,
  day => `CHECKCARD ${mm(day)}${dd(day)} NYTIMES*NYTIMES DISC NEW YORK NY RECURRING`,
);
bill(
  'Checking',
  'Planet Fitness',
  'monthly',
  '2025-11-17',
  2499,
  day => `PURCHASE AUTHORIZED ON ${american(day)} PLANET FITNESS CLUB FEES PORTLAND ME S${digits(12)} CARD 9921`,
);
bill(
  'Checking',
  'Verizon',
  'monthly',
  '2025-11-28',
  7000,
  () => `ORIG CO NAME:VERIZON WIRELESS ORIG ID:${digits(10)} DESC DATE: CO ENTRY DESCR:PAYMENTS SEC:PPD`,
);

// Swiss: ZKB, PostFinance.
bill(
  'Privatkonto',
  'Salt',
  'monthly',
  '2025-11-18',
  3995,
  () => `LASTSCHRIFT SALT MOBILE SA 1020 RENENS VD RECHNUNG ${digits(8)}`,
);
bill(
  'Privatkonto',
  'NZZ',
  'monthly',
  '2025-11-12',
  2900,
  day => `KAUF/DIENSTLEISTUNG VOM ${dotted(day)} KARTE XXXX1122 NZZ AG ZUERICH`,
);
bill('Privatkonto', 'Serafe', 'yearly', '2025-11-10', 33_500, () => 'E-BANKING AUFTRAG SERAFE AG 1701 FRIBOURG');
bill(
  'Privatkonto',
  'Mobiliar',
  'quarterly',
  '2025-11-27',
  8_840,
  () => `BELASTUNG LSV+ DIE MOBILIAR VERSICHERUNG BERN ${digits(9)}`,
);

// Ended.
bill(
  'Current',
  'Paramount',
  'monthly',
  '2025-11-08',
  699,
  day => `CARD PAYMENT TO PARAMOUNT+ ON ${dd(day)} ${mm(day)}`,
  { until: '2026-03-20' },
);
bill('Checking', 'HelloFresh', 'weekly', '2026-01-07', 6993, () => 'POS DEBIT HELLOFRESH 646-846-3663 NY', {
  until: '2026-04-20',
});

// What comes back and is no subscription.
for (let nth = 0; nth < 13; nth++) {
  const month = day => bankDay(later(`2025-11-${day}`, nth));
  pay(month('01'), 'Current', `STANDING ORDER TO FOXTONS LETTINGS RENT FLAT 4 REFERENCE ${digits(4)}`, -145_000);
  pay(month('28'), 'Current', 'BANK GIRO CREDIT REF ARBOUR DESIGN LTD, SALARY', 312_450);
  pay(month('02'), 'Current', 'FASTER PAYMENTS RECEIPT REF FLAT FROM M OKAFOR', 40_000);
  pay(month('05'), 'Current', 'BILL PAYMENT VIA FASTER PAYMENT TO M OKAFOR REFERENCE BILLS', -8_500);
  pay(month('15'), 'Current', 'REGULAR TRANSFER PAYMENT TO ACCOUNT MONZO SAVINGS MANDATE NO 7', -20_000);
  pay(month('03'), 'Girokonto', 'DAUERAUFTRAG GARAGE STELLPLATZMIETE K. OTTO', -6_000);
  pay(month('15'), 'Girokonto', 'FOLGELASTSCHRIFT KFW BANKENGRUPPE DARLEHEN 4411 RATE', -10_000);
  pay(month('05'), 'Compte', 'VIR SEPA EMIS POUR SCI DES LILAS LOYER BUREAU', -32_000);
  pay(month('04'), 'Compte', 'ECHEANCE PRET CONSO 00331', -12_110);
  pay(month('30'), 'Compte', 'COTISATION MENSUELLE CARTE 1204', -395);
  pay(month('09'), 'Cuenta', 'TRANSFERENCIA A FAVOR DE COMUNIDAD DE VECINOS GASTOS ALQUILER', -7_000);
  pay(month('03'), 'Cuenta', 'CUOTA PRESTAMO 0049 1500', -15_230);
  pay(month('26'), 'Checking', 'ONLINE TRANSFER TO SAV ...7731 TRANSACTION#: 1123', -25_000);
  pay(month('20'), 'Checking', 'ZELLE PAYMENT TO JORDAN WELLS JPM99A', -6_000);
  pay(month('22'), 'Checking', 'CAPITAL ONE CRCARDPMT 3KQ1 WEB ID: 9279744991', -dice.between(12_000, 48_000));
  pay(month('25'), 'Privatkonto', 'DAUERAUFTRAG SPARKONTO 3A SAEULE', -30_000);
  pay(month('24'), 'Privatkonto', `BEZUG BANCOMAT ${digits(4)} BASEL`, -20_000);
  pay(month('12'), 'Conto', 'BONIFICO A FAVORE DI ROSSI CARLA AFFITTO BOX', -9_000);
}
for (const day of ['2026-01-30', '2026-07-30']) pay(day, 'Current', 'BILL PAYMENT TO HMRC SELF ASSESSMENT', -61_200);

// Habits.
for (const day of days(PERIOD.first, PERIOD.last)) {
  const on = weekday(day);
  if (on > 0 && on < 6 && dice.chance(0.4)) pay(day, 'Current', "CONTACTLESS PAYMENT GAIL'S BAKERY LONDON GBR", -365);
  if (on > 0 && on < 6 && dice.chance(0.35))
    pay(day, 'Current', 'TFL TRAVEL CH TFL.GOV.UK/CP', -dice.pick([280, 560, 810]));
  if (on === 6) pay(day, 'Current', `CARD PURCHASE WAITROSE ${digits(3)} LONDON GBR`, -dice.between(2200, 7800));
  if (dice.chance(0.05)) pay(day, 'Girokonto', `DM-DROGERIE MARKT//KOELN/DE ${day}T17:02:11`, -dice.between(400, 2900));
  if (dice.chance(0.06)) pay(day, 'Compte', `CARTE X1204 ${american(day)} MONOPRIX PARIS 11`, -dice.between(900, 5200));
  if (dice.chance(0.05))
    pay(
      day,
      'Cuenta',
      `COMPRA TARJ. 5540XXXXXXXX1234 MERCADONA-${dice.pick(['MADRID', 'VALENCIA'])}`,
      -dice.between(800, 6400),
    );
  if (dice.chance(0.05))
    pay(day, 'Checking', `POS DEBIT TRADER JOE'S #${digits(3)} PORTLAND ME`, -dice.between(1100, 8400));
  if (dice.chance(0.04)) pay(day, 'Checking', `UBER *TRIP HELP.UBER.COM CA`, -dice.between(900, 4100));
  if (dice.chance(0.04))
    pay(
      day,
      'Privatkonto',
      `KAUF/DIENSTLEISTUNG VOM ${dotted(day)} KARTE XXXX1122 COOP PRONTO BASEL`,
      -dice.between(700, 3900),
    );
  if (dice.chance(0.03))
    pay(
      day,
      'Conto',
      `PAGAMENTO POS ${slashed(day)} ORE 13.05 CARTA *1188 C/O ESSELUNGA MILANO`,
      -dice.between(1500, 7200),
    );
  if (dice.chance(0.03))
    pay(day, 'Rekening', `BEA, Betaalpas ALBERT HEIJN ${digits(4)},PAS011 NR:${digits(6)}`, -dice.between(500, 4300));
}
const near = (first, low, high, each) => {
  for (let day = first; day <= PERIOD.last; day = plusDays(day, dice.between(low, high))) each(day);
};
near('2025-11-08', 26, 38, day => pay(day, 'Current', 'CARD PURCHASE RUSH HAIR ISLINGTON LONDON GBR', -4_500));
near('2025-11-03', 22, 37, day => pay(day, 'Current', 'CARD PAYMENT TO WATERSTONES,GBP', -dice.between(899, 3499)));
near('2025-11-15', 24, 40, day =>
  pay(day, 'Compte', `CARTE X1204 ${american(day)} LE PETIT CAMBODGE PARIS`, -dice.between(1800, 5200)),
);
near('2025-11-09', 10, 16, day =>
  pay(day, 'Checking', `SHELL OIL ${digits(11)} PORTLAND ME`, -dice.between(2900, 5600)),
);
near('2025-12-01', 35, 60, day =>
  pay(day, 'Girokonto', 'LASTSCHRIFT ZALANDO PAYMENTS GMBH 1033 RG', -dice.between(2500, 9900)),
);

// Charged twice; one was given back, and two tickets of one day are two tickets.
pay('2026-09-18', 'Compte', 'CARTE X1204 09/17 FNAC PARIS 6E', -8_990);
pay('2026-09-19', 'Compte', 'CARTE X1204 09/18 FNAC PARIS 6E', -8_990);
pay('2026-10-06', 'Checking', 'POS DEBIT BEST BUY #441 PORTLAND ME', -12_999);
pay('2026-10-06', 'Checking', 'POS DEBIT BEST BUY #441 PORTLAND ME', -12_999);
pay('2026-08-11', 'Cuenta', 'COMPRA TARJ. 5540XXXXXXXX1234 DECATHLON-MADRID', -5_499);
pay('2026-08-11', 'Cuenta', 'COMPRA TARJ. 5540XXXXXXXX1234 DECATHLON-MADRID', -5_499);
pay('2026-08-14', 'Cuenta', 'DEVOLUCION COMPRA TARJ. 5540XXXXXXXX1234 DECATHLON-MADRID', 5_499);
pay('2026-07-04', 'Current', 'CARD PAYMENT TO TRAINLINE,34.50 GBP, RATE 1.00/GBP ON 03-07-2026', -3_450);
pay('2026-07-05', 'Current', 'CARD PAYMENT TO RINGGO PARKING,4.20 GBP', -420);
pay('2026-07-05', 'Current', 'CARD PAYMENT TO RINGGO PARKING,4.20 GBP', -420);

// What the mails speak of.
pay('2026-09-02', 'Girokonto', 'PAYPAL *ABOUTYOU 35314369001', -7_995);
pay('2026-09-14', 'Checking', 'POS DEBIT REI.COM 800-426-4840 WA', -6_420);
pay('2026-10-01', 'Compte', `CARTE X1204 09/30 VINTED VILNIUS`, -4_500);
pay('2026-10-19', 'Compte', 'CREDIT CARTE VINTED VILNIUS', 4_500);
pay('2026-10-02', 'Current', 'CARD PAYMENT TO ASOS.COM,52.00 GBP', -5_200);
pay('2026-10-21', 'Current', 'CARD REFUND ASOS.COM', 5_200);
pay('2026-11-21', 'Current', 'CARD PAYMENT TO JOHN LEWIS,89.00 GBP', -8_900);
pay('2026-11-23', 'Girokonto', 'PAYPAL *AVOCADOSTOR 35314369001', -11_990);
pay('2026-11-18', 'Compte', 'CARTE X1204 11/17 NATURE ET DECOUV VERSAILLES', -3_490);
pay('2026-10-02', 'Checking', 'POS DEBIT PATAGONIA VENTURA CA', -15_900);

const byDay = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);
const number = (letter, at) => `${letter}${String(at).padStart(5, '0')}`;
const me = 'Noa Berger <noa@berger.example>';
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
  ...[...mails].sort(byDay).map(({ day, from, subject, body }, at) => ({
    id: number('m', at),
    source: 'email',
    time: `${day}T10:00:00+01:00`,
    from,
    to: [me],
    subject,
    body,
    labels: ['Inbox'],
  })),
  // Birthdays as calendars and address books of seven languages write them, and what only sounds like one.
  ...DAYS.map(([title, start, yearly], at) => ({
    id: number('e', at),
    source: 'calendar',
    title,
    start,
    end: plusDays(start, 1),
    ...(yearly ? { rrule: 'FREQ=YEARLY' } : {}),
  })),
  { id: 'k00000', source: 'contact', title: 'Jordan Wells', birthday: '1991-05-14', emails: ['jordan@wells.example'] },
  { id: 'k00001', source: 'contact', title: 'Marta Okafor', birthday: '--10-02' },
  { id: 'k00002', source: 'contact', title: 'Noa Berger', birthday: '1990-01-01', emails: ['noa@berger.example'] },
];
const expected = {
  now: '2026-11-30T09:00:00+01:00',
  subscription: subscriptions,
  price_rise: rises,
  ...TRUTH,
};
const write = (name, text) => writeFileSync(new URL(`../../tests/data/${name}`, import.meta.url), text);
write('abroad.jsonl', records.map(record => `${JSON.stringify(record)}\n`).join(''));
write('abroad.expected.json', `${JSON.stringify(expected, null, 2)}\n`);
