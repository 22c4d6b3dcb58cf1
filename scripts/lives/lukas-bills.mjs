/** What `lukas.mjs` pays again and again, and how the banks print it. */

import { shiftNext, step } from './life.mjs';

export const from = '2025-06-01';
const dm = d => `${d.slice(8)}.${d.slice(5, 7)}.`;
export const ERSTE = { account: 'AT61 2011 1822 0088 3100', currency: 'EUR' };
export const N26 = { account: 'N26', currency: 'EUR' };
export const CAIXA = { account: 'ES91 2100 0418 4502 0005 1332', currency: 'EUR' };
export const POST = { account: 'CH93 0900 0000 8001 2345 6', currency: 'CHF' };
export const ls = (name, text) => `${name} SEPA-LASTSCHRIFT ${text}`;
const komma = a => Number(a).toFixed(2).replace('.', ',');
export const pos = (name, d, a, t) => `POS ${komma(a)} AT K1 ${dm(d)} ${t ?? '12:14'} ${name}`;
const paypal = (who, ref) =>
  `PayPal Europe S.a.r.l. et Cie S.C.A SEPA-Lastschrift ${ref} PP.4471.PP . ${who}, Ihr Einkauf bei ${who}`;
export const recibo = (name, ref) => `RECIBO ${name} N. RECIBO ${ref}`;
export const ch = name => d =>
  `KAUF/DIENSTLEISTUNG VOM ${d.slice(8)}.${d.slice(5, 7)}.${d.slice(0, 4)} KARTEN NR. XXXX2213 ${name}`;

/** What comes back, and what did once. */
export function bills(L) {
  // What comes back
  L.sub('Wien Energie', 'bimonthly', {
    from: '2025-06-16',
    months: 2,
    shift: shiftNext,
    desc: ls('WIEN ENERGIE VERTRIEB GMBH & CO KG', 'VK 2210083319 TEILBETRAG'),
    amount: step([
      ['2025-01-01', 118],
      ['2025-12-01', 131],
    ]),
    ...ERSTE,
  });
  L.rise('Wien Energie', '118.00', '131.00', 'may');
  L.tx(
    '2025-11-13',
    ls('WIEN ENERGIE VERTRIEB GMBH & CO KG', 'VK 2210083319 JAHRESABRECHNUNG'),
    -84.12,
    ERSTE.account,
    'EUR',
  );
  L.sub('A1', 'monthly', {
    from: '2025-06-12',
    months: 1,
    shift: shiftNext,
    desc: d => ls('A1 TELEKOM AUSTRIA AG', `RE ${d.slice(2, 4)}${d.slice(5, 7)}${L.ref(6)} KD 4471002`),
    amount: d => (d.startsWith('2025-09') ? 47.82 : d.startsWith('2026-08') ? 45.1 : d >= '2026-04' ? 41.3 : 39.9),
    ...ERSTE,
  });
  L.rise('A1', '39.90', '41.30');
  L.mail(
    '2026-02-27',
    '09:00',
    'A1 <noreply@a1.example>',
    'Anpassung Ihres Grundentgelts',
    'Sehr geehrter Herr Brandstätter,\nauf Basis des Verbraucherpreisindex passen wir Ihr monatliches Grundentgelt ab 1. April 2026 an: von bisher 39,90 € auf künftig 41,30 €.\nIhr A1 Team',
  );
  L.sub('A1', 'monthly', {
    from: '2025-09-22',
    months: 1,
    shift: shiftNext,
    desc: d => ls('A1 TELEKOM AUSTRIA AG', `RE ${d.slice(2, 4)}${d.slice(5, 7)}${L.ref(6)} KD 4493871`),
    amount: 14.9,
    ...ERSTE,
  });
  L.sub('Magenta', 'monthly', {
    from: '2025-10-03',
    months: 1,
    shift: shiftNext,
    desc: _d => ls('MAGENTA TELEKOM', `RG ${L.ref(10)} VIELEN DANK`),
    amount: step([
      ['2025-01-01', 19.99],
      ['2026-04-01', 34.99],
    ]),
    ...ERSTE,
  });
  L.rise('Magenta', '19.99', '34.99');
  L.sub(
    'ORF',
    'bimonthly',
    {
      from: '2025-07-10',
      months: 2,
      shift: shiftNext,
      desc: ls('ORF-BEITRAGS SERVICE GMBH', 'BNR 0088122'),
      amount: 30.6,
      ...ERSTE,
    },
    'may',
  );
  L.sub('Wiener Städtische', 'quarterly', {
    from: '2025-07-01',
    months: 3,
    shift: shiftNext,
    desc: ls('WIENER STÄDTISCHE VERSICHERUNG AG', 'POL 08-N221.883-1 HAUSHALT'),
    amount: step([
      ['2025-01-01', 61.2],
      ['2026-01-01', 63.9],
    ]),
    ...ERSTE,
  });
  L.rise(['Wiener Städtische', 'Wiener Staedtische'], '61.20', '63.90');
  L.sub('UNIQA', 'half-yearly', {
    from: '2025-09-01',
    months: 6,
    shift: shiftNext,
    desc: ls('UNIQA OESTERREICH VERS. AG', '2118/003319-7 KFZ W-88123X'),
    amount: 412.8,
    ...ERSTE,
  });
  L.sub(['ÖAMTC', 'OEAMTC'], 'yearly', {
    from: '2025-07-02',
    months: 12,
    shift: shiftNext,
    desc: ls('ÖAMTC', 'MITGLIEDSBEITRAG 2210 881'),
    amount: 104.4,
    ...ERSTE,
  });
  L.sub('Wiener Linien', 'monthly', {
    from: '2025-06-05',
    months: 1,
    shift: shiftNext,
    desc: ls('WIENER LINIEN GMBH & CO KG', 'JK 0077123 RATE'),
    amount: step([
      ['2025-01-01', 33],
      ['2026-01-01', 39],
    ]),
    ...ERSTE,
  });
  L.rise('Wiener Linien', '33.00', '39.00');
  L.sub('Fitinn', 'monthly', {
    from: '2025-06-02',
    months: 1,
    shift: shiftNext,
    desc: ls('FITINN TRAININGS GMBH', 'MG 88120'),
    amount: 24.9,
    ...ERSTE,
  });
  L.sub(['Der Standard', 'Standard'], 'monthly', {
    from: '2025-06-19',
    months: 1,
    shift: shiftNext,
    desc: ls('STANDARD VERLAGSGESELLSCHAFT M.B.H.', 'ABO 3312009'),
    amount: step([
      ['2025-01-01', 27.9],
      ['2026-06-01', 29.9],
    ]),
    ...ERSTE,
  });
  L.rise(['Der Standard', 'Standard'], '27.90', '29.90');
  // Spotify: by PayPal first, by card since January; dearer since September 2025.
  const sp = {
    months: 1,
    amount: step([
      ['2025-01-01', 12.99],
      ['2025-12-01', 14.99],
    ]),
  };
  L.every({
    from: '2025-06-21',
    to: '2026-01-10',
    desc: () => paypal('Spotify AB', `10${L.ref(11)}`),
    ...sp,
    ...ERSTE,
  });
  L.sub('Spotify', 'monthly', { from: '2026-01-21', desc: 'Spotify AB', ...sp, ...N26 });
  L.rise('Spotify', '12.99', '14.99');
  L.sub('Netflix', 'monthly', {
    from: '2025-06-09',
    months: 1,
    desc: 'NETFLIX.COM',
    amount: step([
      ['2025-01-01', 13.99],
      ['2026-02-01', 15.99],
    ]),
    ...N26,
  });
  L.rise('Netflix', '13.99', '15.99');
  L.mail(
    '2026-01-08',
    '05:41',
    'Netflix <info@account.netflix.example>',
    'Ihr Netflix-Preis ändert sich',
    'Hallo Lukas,\nab dem 9. Februar 2026 kostet Ihr Standard-Abo 15,99 € pro Monat (bisher 13,99 €). Sie müssen nichts tun.',
  );
  L.sub(['Amazon Prime', 'Prime', 'AMZN Prime'], 'monthly', {
    from: '2025-06-13',
    months: 1,
    desc: () => `AMZN Prime DE*${L.ref(2, 'ABCDEFGH')}${L.ref(7)}`,
    amount: 8.99,
    ...N26,
  });
  L.sub('Disney', 'yearly', { from: '2025-08-30', months: 12, desc: 'DISNEY PLUS', amount: 139.9, ...N26 });
  L.sub('Apple', 'monthly', { from: '2025-06-24', months: 1, desc: 'APPLE.COM/BILL', amount: 0.99, ...N26 });
  for (const [d, a] of [
    ['2025-09-06', 5.99],
    ['2026-05-17', 3.49],
    ['2026-07-24', 12.99],
  ])
    L.tx(d, 'APPLE.COM/BILL', -a, 'N26', 'EUR');
  L.sub('Hetzner', 'monthly', {
    from: '2025-07-04',
    months: 1,
    desc: 'Hetzner Online GmbH',
    amount: () => L.money(10.8, 13.2),
    ...N26,
  });
  L.sub('Strato', 'yearly', {
    from: '2025-10-14',
    months: 12,
    desc: () => paypal('STRATO GmbH', `10${L.ref(11)}`),
    amount: 18,
    ...ERSTE,
  });
  L.sub('JetBrains', 'yearly', {
    from: '2025-09-11',
    months: 12,
    desc: 'JETBRAINS AMERICAS INC',
    amount: step([
      ['2025-01-01', 87.2],
      ['2026-01-01', 79.94],
    ]),
    ...N26,
  });
  L.sub('Adamah', 'weekly', {
    from: '2026-05-07',
    days: 7,
    desc: 'Adamah BioHof GmbH',
    amount: 34.9,
    skip: ['2026-07-23', '2026-07-30', '2026-08-06'],
    ...N26,
  });
  L.sub(['ALDI TALK', 'E-Plus'], 'four-weekly', {
    from: '2025-06-11',
    days: 28,
    desc: 'ALDI TALK E-PLUS SERVICE',
    amount: 8.99,
    ...N26,
  });
  L.sub('Helpling', 'biweekly', { from: '2025-11-06', days: 14, desc: 'Helpling GmbH', amount: 64, jitter: 1, ...N26 });
  L.sub(['Zeit', 'Zeitverlag'], 'quarterly', {
    from: '2025-08-18',
    months: 3,
    shift: shiftNext,
    desc: ls('ZEITVERLAG GERD BUCERIUS', 'ABO-NR 44102881'),
    amount: 82.2,
    ...ERSTE,
  });
  L.sub(
    'Caritas',
    'monthly',
    {
      from: '2025-06-15',
      months: 1,
      shift: shiftNext,
      desc: 'DAUERAUFTRAG CARITAS ÖSTERREICH SPENDE',
      amount: 15,
      ...ERSTE,
    },
    'may',
  );
  L.sub(
    'Kinderfreunde',
    'monthly',
    {
      from: '2025-06-07',
      months: 1,
      shift: shiftNext,
      desc: ls('WIENER KINDERFREUNDE', 'ESSENSBEITRAG 33120'),
      amount: 84.7,
      ...ERSTE,
    },
    'may',
  );
  L.sub(
    ['Kontoführung', 'Entgelt', 'Erste'],
    'quarterly',
    { from: '2025-06-30', months: 3, desc: 'KONTOFÜHRUNGSENTGELT QUARTAL', amount: 18.9, ...ERSTE },
    'may',
  );
  L.sub('Bookbeat', 'monthly', { from: '2026-09-27', months: 1, desc: 'BookBeat', amount: 9.99, ...N26 }); // two charges, and a mail
  L.mail(
    '2026-08-27',
    '20:11',
    'BookBeat <info@bookbeat.example>',
    'Willkommen! Ihr Probemonat läuft bis 27. September',
    'Ihr kostenloser Probemonat hat begonnen. Danach kostet BookBeat Standard 9,99 € pro Monat. Jederzeit kündbar.',
  );
  L.sub(['Notion'], 'monthly', {
    from: '2026-08-15',
    months: 1,
    desc: 'NOTION LABS, INC.',
    amount: () => (12 / L.between(1.12, 1.19)).toFixed(2),
    ...N26,
  });
  // Valencia
  L.sub('Iberdrola', 'monthly', {
    from: '2025-06-20',
    months: 1,
    shift: shiftNext,
    desc: () => recibo('IBERDROLA CLIENTES, S.A.U', `2${L.ref(9)}`),
    amount: () => L.money(31, 74),
    ...CAIXA,
  });
  L.sub(['Movistar', 'Telefonica'], 'monthly', {
    from: '2025-06-01',
    months: 1,
    shift: shiftNext,
    desc: () => recibo('TELEFONICA MOVISTAR', L.ref(8)),
    amount: step([
      ['2025-01-01', 55.9],
      ['2026-01-15', 58.9],
    ]),
    ...CAIXA,
  });
  L.rise(['Movistar', 'Telefonica'], '55.90', '58.90');
  L.mail(
    '2025-12-12',
    '10:01',
    'Movistar <clientes@movistar.example>',
    'Actualización de precios de tu tarifa',
    'Hola Marta: a partir del 13 de enero de 2026 el precio de tu miMovistar pasará de 55,90 € a 58,90 € al mes (IVA incluido).',
  );
  L.sub(['Global Omnium', 'Aguas de Valencia'], 'bimonthly', {
    from: '2025-07-08',
    months: 2,
    shift: shiftNext,
    desc: () => recibo('GLOBAL OMNIUM AGUAS DE VALENCIA', L.ref(8)),
    amount: () => L.money(28, 41),
    ...CAIXA,
  });
  L.sub('Mapfre', 'yearly', {
    from: '2025-06-17',
    months: 12,
    shift: shiftNext,
    desc: (_d, i) => recibo('MAPFRE ESPAÑA HOGAR', `0${7 + i}8812`),
    amount: step([
      ['2025-01-01', 231.4],
      ['2026-01-01', 248.9],
    ]),
    ...CAIXA,
  });
  L.rise('Mapfre', '231.40', '248.90');
  L.sub('Securitas', 'monthly', {
    from: '2025-06-01',
    months: 1,
    shift: shiftNext,
    desc: () => recibo('SECURITAS DIRECT ESPAÑA SAU', L.ref(8)),
    amount: 44.9,
    ...CAIXA,
  });
  L.sub(
    ['Comunidad', 'C.P. Sueca', 'Sueca'],
    'quarterly',
    {
      from: '2025-07-05',
      months: 3,
      shift: shiftNext,
      desc: 'RECIBO CUOTA COM. PROP. C/ SUECA 41',
      amount: 126,
      ...CAIXA,
    },
    'may',
  );
  // Zurich
  L.sub('CSS', 'monthly', {
    from: '2025-06-03',
    months: 1,
    shift: shiftNext,
    desc: 'LASTSCHRIFT CSS KRANKEN-VERSICHERUNG AG LUZERN REFERENZ 21 00000 00031',
    amount: step([
      ['2025-01-01', 378.45],
      ['2026-01-01', 401.2],
    ]),
    ...POST,
  });
  L.rise('CSS', '378.45', '401.20');
  L.sub('Sunrise', 'monthly', {
    from: '2025-06-16',
    months: 1,
    shift: shiftNext,
    desc: 'LASTSCHRIFT SUNRISE GMBH GLATTPARK 4410228',
    amount: 29,
    ...POST,
  });
  L.sub(['SBB', 'Halbtax', 'SBB Halbtax'], 'yearly', {
    from: '2025-10-04',
    months: 12,
    desc: ch('SBB HALBTAX-ABO BERN'),
    amount: 190,
    ...POST,
  });
  L.sub(['Neue Zuercher Zeitung', 'NZZ'], 'monthly', {
    from: '2025-11-25',
    months: 1,
    desc: ch('NEUE ZUERCHER ZEITUNG AG'),
    amount: 22,
    ...POST,
  });
  L.every({
    from: '2026-01-15',
    to: '2026-02-15',
    months: 12,
    desc: 'GIRO POST SERAFE AG FEHRALTORF',
    amount: 335,
    ...POST,
  });
  // Ended.
  L.every({
    from: '2025-06-14',
    to: '2026-01-20',
    months: 1,
    desc: () => paypal('DAZN Limited', `10${L.ref(11)}`),
    amount: 24.99,
    ...ERSTE,
  });
  L.mail(
    '2026-01-20',
    '12:00',
    'DAZN <help@dazn.example>',
    'Kündigungsbestätigung',
    'Wir bestätigen die Kündigung Ihres DAZN-Abos zum 13. Februar 2026. Schade, dass Sie gehen.',
  );
  L.every({
    from: '2025-06-25',
    to: '2026-06-30',
    months: 1,
    desc: ch('FITNESSPARK STADELHOFEN'),
    amount: 89,
    ...POST,
  });
  L.every({ from: '2025-06-10', to: '2025-10-20', days: 7, desc: 'Marley Spoon SE', amount: 52.9, ...N26 });
}
