/** The current account: what comes every month, what the story bought, and a life's small purchases; balances add up. */

import { BANK_FEE, FLIGHTS, GIGS, HOTEL, MONTHLY, ORDERS, PAID, TABLES } from './persona.mjs';
import { british, days, decimal, plusDays, random, weekday } from './tools.mjs';

const OPENING_PENCE = 261843;

/** Direct debits and the like: bank's type, descriptor, sign. */
const REGULAR = [
  ['rent', 'SO', 'STANDING ORDER HARBOURSIDE LETTINGS', -1],
  ['council', 'DD', 'DD BRISTOL CITY COUNCIL CTAX', -1],
  ['climbing', 'DD', 'DD REDCLIFF CLIMBING CTR', -1],
  ['spotify', 'DEB', 'CARD PAYMENT TO SPOTIFY P2B4471 STOCKHOLM', -1],
  ['water', 'DD', 'DD BRISTOL WATER PLC', -1],
  ['petplan', 'DD', 'DD PETPLAN INSURANCE', -1],
  ['netflix', 'DEB', 'CARD PAYMENT TO NETFLIX.COM', -1],
  ['energy', 'DD', 'DD OCTOPUS ENERGY', -1],
  ['appleMusic', 'DEB', 'CARD PAYMENT TO APPLE.COM/BILL', -1],
  ['mobile', 'DEB', 'CARD PAYMENT TO GIFFGAFF', -1],
  ['googleOne', 'DEB', 'CARD PAYMENT TO GOOGLE *GOOGLE ONE', -1],
  ['salary', 'BGC', 'FERNHOLLOW LANDSCAPE SALARY', 1],
  ['savings', 'TFR', 'TRANSFER TO SAVINGS POT', -1],
];

/** What the mails also tell. */
const byCard = words => (/^(SQ|SUMUP) \*/.test(words) ? words : `CARD PAYMENT TO ${words}`);
const card = (fact, words) => [fact.paid, 'DEB', byCard(words), -fact.pence];
const STORY = [
  card(FLIGHTS.party, 'SAS SCANDINAVIAN 1172419'),
  card(FLIGHTS.lisbon, 'EASYJET EZY000KB4T9XN LUTON'),
  card(FLIGHTS.family, 'SAS SCANDINAVIAN 1172982'),
  card(HOTEL, 'BOOKING.COM HOTEL AMSTERDAM'),
  card(GIGS.paperLanterns, 'DICE.FM LONDON'),
  card(GIGS.slowHarbour, 'SEE TICKETS NOTTINGHAM'),
  card(GIGS.mothRadio, 'TICKETMASTER UK'),
  card(ORDERS.lens, 'WEX PHOTO VIDEO NORWICH'),
  card(ORDERS.mixer, 'JOHN LEWIS & PARTNERS'),
  card(ORDERS.shoes, 'SPORTSSHOES.COM BRADFORD'),
  card(ORDERS.clay, 'KILN & CLAY SUPPLIES STOKE'),
  card(ORDERS.clay, 'KILN & CLAY SUPPLIES STOKE'), // charged twice; no mail speaks of the second
  card(ORDERS.banneton, 'BAKERY BITS HONITON'),
  card(ORDERS.flour, 'SHIPTON MILL TETBURY'),
  card(ORDERS.flourAgain, 'SHIPTON MILL TETBURY'),
  card(ORDERS.flowers, 'BLOOM & WILD LONDON'),
  card(ORDERS.apron, 'ETSY.COM*LOOMANDLARK'),
  card(ORDERS.book, 'BOOKSHOP.ORG UK'),
  card(ORDERS.scarf, 'SEASALT CORNWALL FALMOUTH'),
  card(ORDERS.jacket, 'ALPKIT BRISTOL'),
  card(ORDERS.prints, 'PHOTOBOX LTD'),
  card(ORDERS.clothes, 'UNIQLO EUROPE'),
  card(ORDERS.lead, 'AMZNMKTPLACE*2K4TY1'),
  card(ORDERS.filters, 'AMZNMKTPLACE*9RW33D'),
  card(ORDERS.bottle, 'AMAZON.CO.UK*T81KX7'),
  card(ORDERS.guide, 'AMAZON.CO.UK*M02PD5'),
  card(ORDERS.toys, 'AMZNMKTPLACE*7YH1QA'),
  card(PAID.breadClass, 'SQ *LOAF & LADLE BRISTOL'),
  card(PAID.coach, 'NATIONAL EXPRESS BIRMINGHAM'),
  card(PAID.gower, 'GWR.COM SWINDON'),
  card(PAID.race, 'SIENTRIES LTD'),
  card(PAID.strava, 'STRAVA SUBSCRIPTION'),
  card(PAID.vet, 'BRAMBLE & PAW VETS BRISTOL'),
  card(PAID.bike, 'SPOKE & SPROCKET BRISTOL'),
  card(PAID.newShoes, 'UP & OVER RUNNING BRISTOL'),
  card(PAID.vinyl, 'ROUGH TRADE BRISTOL'),
  card(PAID.pottery, 'SUMUP *SPIKE CLAY STUDIO'),
  card(PAID.pharmacy, 'WELL PHARMACY SOUTHVILLE'),
  card(PAID.dentist, 'BUPA DENTAL CARE BEDMINSTER'),
  card(PAID.party, 'GREEN PARTY DONATION'),
  card(PAID.cava, 'MAJESTIC WINE BRISTOL'),
  [TABLES.tomsBirthday.at.slice(0, 10), 'DEB', 'CARD PAYMENT TO MARROW & THYME BRISTOL', -TABLES.tomsBirthday.pence],
  ['2026-05-22', 'DEB', 'CARD PAYMENT TO DUMPLING QUAY BRISTOL', -2380],
  ['2026-05-30', 'DEB', 'CARD PAYMENT TO PORT EYNON BUNKHOUSE', -2800],
  ['2026-05-30', 'DEB', 'CARD PAYMENT TO GOWER FISH BAR SWANSEA', -1245],
  ['2026-06-05', 'FPI', 'FASTER PAYMENT RECEIVED P NAIR THEKLA', 1870],
  ['2026-08-06', 'DEB', 'CARD PAYMENT TO WATERSHED BRISTOL', -2100],
  ['2026-09-14', 'DEB', 'CARD PAYMENT TO DUOLINGO', -599],
  ['2026-10-04', 'DEB', 'CARD PAYMENT TO CHEDDAR GORGE SOUP KITCHEN', -990],
  ['2026-10-16', 'DEB', 'CARD PAYMENT TO SWX BAR BRISTOL', -1180],
  ['2026-10-20', 'FPI', 'FASTER PAYMENT RECEIVED T ASHBY PHOTO BOOK', 2310],
];

/** Abroad: each is followed by the bank's fee of 2.75 %. */
const ABROAD = [
  ['2026-06-18', 'SYSTEMBOLAGET 0178 GOTEBORG', 3214],
  ['2026-06-18', 'VASTTRAFIK TO GO GOTEBORG', 310],
  ['2026-06-19', 'ICA MAXI TORSLANDA', 4486],
  ['2026-06-20', 'LISEBERG AB GOTEBORG', 5120],
  ['2026-06-21', 'DA MATTEO GOTEBORG', 985],
  ['2026-09-10', 'METROPOLITANO LISBOA', 1160],
  ['2026-09-10', 'PASTEIS DE BELEM LISBOA', 745],
  [PAID.tiles.paid, 'MUSEU NACIONAL DO AZULEJO', PAID.tiles.pence],
  ['2026-09-11', 'PINGO DOCE ALFAMA', 1382],
  [TABLES.lisbon.at.slice(0, 10), 'TASCA DO GATO PRETO LISBOA', TABLES.lisbon.pence],
  ['2026-09-13', 'CP COMBOIOS SINTRA', 480],
  ['2026-09-14', 'CERAMICA VIUVA LAMEGO', 3890],
  ['2026-09-15', 'LISBON AIRPORT STARBUCKS', 890],
];

/** Small things: share of days, weekdays (none: any), descriptor, pence from and to. */
const HABITS = [
  [0.6, [0, 6], "CARD PAYMENT TO SAINSBURY'S S/MKTS BRISTOL", 2410, 6890],
  [0.2, [1, 2, 3, 4, 5], 'CARD PAYMENT TO CO-OP GROUP FOOD SOUTHVILLE', 380, 1840],
  [0.25, [3, 4], 'CARD PAYMENT TO LIDL GB BRISTOL', 1290, 3480],
  [0.4, [6], 'SQ *LOAF & LADLE BRISTOL', 420, 1150],
  [0.16, [1, 2, 3, 4, 5], 'SUMUP *LITTLE WREN COFFEE', 340, 760],
  [0.1, [1, 3, 5], 'CARD PAYMENT TO PRET A MANGER BRISTOL', 399, 895],
  [0.14, [5, 6], 'CARD PAYMENT TO TINCAN KITCHEN BRISTOL', 620, 1980],
  [0.09, [5], 'CARD PAYMENT TO DELIVEROO', 1650, 3120],
  [0.09, [1, 2, 4], 'CARD PAYMENT TO FIRST BUS BRISTOL', 220, 440],
  [0.08, [0, 6], 'CARD PAYMENT TO PETS AT HOME BEDMINSTER', 890, 2650],
  [0.05, [0, 6], 'CARD PAYMENT TO B&Q BRISTOL', 450, 2190],
  [0.06, [6], 'CARD PAYMENT TO OXFAM BOOKS BRISTOL', 250, 900],
];

/** Ones that come every so many days: first, gap, descriptor, pence. */
const RHYTHMS = [
  ['2026-05-06', 14, 'DD RIVERFORD ORGANIC FARMERS', 1845],
  ['2026-05-18', 28, 'CARD PAYMENT TO BUTTERNUT BOX LONDON', 3820],
];

/** Whole days when Mara is not in Bristol. */
const AWAY = [
  ['2026-05-30', '2026-05-31'],
  ['2026-06-18', '2026-06-22'],
  ['2026-09-10', '2026-09-15'],
];
const away = date => AWAY.some(([first, last]) => date >= first && date <= last);

/** This bank does not work at weekends: what would come on one comes before it. */
function bankDay(date, type) {
  const past = { 6: 1, 0: 2 }[weekday(date)];
  return past !== undefined && ['DD', 'SO', 'BGC'].includes(type) ? plusDays(date, -past) : date;
}

/** What comes every month, by its kind. */
function everyMonth(when) {
  const regular = REGULAR.flatMap(([key, type, words, sign]) => {
    const { day, pence, risenTo, from } = MONTHLY[key];
    const dates = key === 'appleMusic' ? when.monthly(day).slice(-5) : when.monthly(day);
    const risen = risenTo ? dates.at(from) : undefined;
    return dates.map(date => [bankDay(date, type), type, words, sign * (risen && date >= risen ? risenTo : pence)]);
  });
  const fees = when.monthly(BANK_FEE.day).slice(BANK_FEE.from);
  return [
    ...regular,
    ...fees.map(date => [date, 'FEE', 'MONTHLY ACCOUNT FEE AVONSIDE PLUS', -BANK_FEE.pence]),
    ...when.monthly(2).map(date => [date, 'FPI', 'FASTER PAYMENT RECEIVED T ASHBY BILLS', 9500]),
  ];
}

function abroad(date) {
  return ABROAD.filter(([on]) => on === date).flatMap(([on, words, pence]) => [
    [on, 'DEB', `CARD PAYMENT TO ${words}`, -pence],
    [on, 'FEE', 'NON-STERLING TRANSACTION FEE', -Math.round(pence * 0.0275)],
  ]);
}

function habits(date, dice) {
  if (away(date)) return [];
  return HABITS.filter(([share, on]) => on.includes(weekday(date)) && dice.chance(share)).map(
    ([, , words, low, high]) => [date, 'DEB', words, -dice.between(low, high)],
  );
}

function rhythms(date) {
  return RHYTHMS.filter(([first, gap]) => {
    for (let on = first; on <= date; on = plusDays(on, gap)) if (on === date) return true;
    return false;
  }).map(([, , words, pence]) => [date, words.startsWith('DD') ? 'DD' : 'DEB', words, -pence]);
}

const quoted = cell => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** `bank.csv`, oldest line first. */
export function statement(when) {
  const dice = random(34);
  const planned = [...everyMonth(when), ...STORY];
  const rows = days(when.first, when.last).flatMap(date => [
    ...planned.filter(([on]) => on === date),
    ...abroad(date),
    ...rhythms(date),
    ...habits(date, dice),
  ]);
  let balance = OPENING_PENCE;
  const lines = rows.map(([date, type, words, pence]) => {
    balance += pence;
    return [british(when.real(date)), type, quoted(words), decimal(pence), decimal(balance)].join(',');
  });
  return { parts: [`Date,Type,Description,Amount,Balance\n${lines.join('\n')}\n`], count: lines.length };
}
