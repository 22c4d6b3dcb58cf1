/**
 * Lukas Brandstätter of Vienna, who does not exist, paid in Zurich and with a flat in Valencia: seventeen months of four
 * accounts in two currencies, as Austrian, German, Spanish and Swiss banks print them.
 */

import { plusDays, weekday } from '../../web/app/sample/tools.mjs';
import { addMonths, Life, shiftNext, shiftPrev, step } from './life.mjs';
import { bills, CAIXA, ch, ERSTE, from, ls, N26, POST, pos, recibo } from './lukas-bills.mjs';
import { mails } from './lukas-mails.mjs';

const WHO = {
  name: 'q',
  zone: 'Europe/Vienna',
  now: '2026-11-10T18:30:00+01:00',
  seed: 4711,
  me: 'lukas@brandstaetter.example.at',
};

/** The life, and what is to be found in it. */
export function lukas() {
  const life = new Life(WHO);
  for (const part of [money, bills, habits, mails, noise]) part(life);
  return life;
}

/** What moves and is no charge: wages, rent, loans, savings, people. */
function money(L) {
  // No subscriptions
  for (let m = 0; m < 18; m++) {
    const d = shiftPrev(addMonths('2025-06-25', m));
    if (d < L.today) L.tx(d, 'GUTSCHRIFT HELVETIA DATA AG ZUERICH LOHN', m < 7 ? 6120.35 : 6288.1, POST.account, 'CHF');
    const e = addMonths('2025-06-27', m);
    if (e < L.today) {
      L.tx(e, 'GIRO AUSLAND LUKAS BRANDSTAETTER AT61 2011 EIGENUEBERTRAG', -3800, POST.account, 'CHF');
      L.tx(
        plusDays(e, 1),
        'LUKAS BRANDSTÄTTER AUSLANDSZAHLUNG EIGENÜBERTRAG',
        (3800 * L.between(1.04, 1.08)).toFixed(2),
        ERSTE.account,
        'EUR',
      );
    }
  }
  L.every({
    from: '2025-06-01',
    months: 1,
    shift: shiftNext,
    desc: 'DAUERAUFTRAG HAUSVERWALTUNG PROKOP MIETE TOP 14',
    amount: step([
      ['2025-01-01', 1120],
      ['2026-04-01', 1158.4],
    ]),
    ...ERSTE,
  });
  L.every({
    from: '2025-06-01',
    months: 1,
    shift: shiftNext,
    desc: 'DAUERAUFTRAG WOHNGENOSSENSCHAFT KALKBREITE MIETE ZIMMER',
    amount: 690,
    ...POST,
  });
  L.every({
    from: '2025-06-05',
    months: 1,
    shift: shiftNext,
    desc: ls('SANTANDER CONSUMER BANK GMBH', 'KREDIT 0088127 RATE'),
    amount: 189,
    ...ERSTE,
  });
  L.every({
    from: '2025-06-05',
    months: 1,
    shift: shiftNext,
    desc: 'CUOTA PRESTAMO HIPOTECARIO 9620.310.22',
    amount: step([
      ['2025-01-01', 512.33],
      ['2026-01-01', 498.12],
    ]),
    ...CAIXA,
  });
  L.every({
    from: '2025-06-03',
    months: 1,
    shift: shiftNext,
    desc: 'DAUERAUFTRAG FLATEXDEGIRO BANK ETF SPARPLAN',
    amount: 250,
    ...ERSTE,
  });
  L.every({
    from: '2025-06-10',
    months: 1,
    shift: shiftNext,
    desc: 'DAUERAUFTRAG S BAUSPARKASSE BAUSPAREN LENA',
    amount: 60,
    ...ERSTE,
  });
  L.every({ from: '2025-06-06', days: 7, desc: 'DAUERAUFTRAG LENA BRANDSTÄTTER TASCHENGELD', amount: 8, ...ERSTE });
  L.every({
    from: '2025-06-04',
    days: 7,
    jitter: 1,
    desc: 'ÜBERWEISUNG SOPHIE GRUBER BABYSITTEN',
    amount: () => L.pick([36, 48, 48, 60]),
    ...ERSTE,
  });
  L.every({
    from: '2025-06-28',
    months: 1,
    shift: shiftNext,
    desc: 'DAUERAUFTRAG GEMEINSAMES KONTO CAIXABANK MARTA FERRER',
    amount: 700,
    ...ERSTE,
  });
  L.every({
    from: '2025-06-29',
    months: 1,
    desc: 'TRANSFERENCIA RECIBIDA LUKAS BRANDSTAETTER',
    amount: -700,
    ...CAIXA,
  });
  L.every({
    from: '2025-08-15',
    months: 3,
    shift: shiftNext,
    desc: 'FINANZAMT ÖSTERREICH EST 07-09 STNR 08 221/3391',
    amount: () => L.money(310, 480),
    ...ERSTE,
  });
  L.every({ from: '2025-06-18', months: 6, desc: 'AJUNTAMENT DE VALENCIA IBI', amount: 188.4, ...CAIXA });
  L.every({
    from: '2025-06-08',
    months: 1,
    shift: shiftNext,
    desc: ls('CARD COMPLETE SERVICE BANK AG', 'ABRECHNUNG VISA GOLD'),
    amount: () => L.money(90, 410),
    ...ERSTE,
  });
  L.every({
    from: '2025-06-14',
    days: 22,
    jitter: 8,
    desc: 'BANKOMAT 00021118 WIEN 1030 BARAUSZAHLUNG',
    amount: () => L.pick([50, 100, 100, 200]),
    ...ERSTE,
  });
  L.every({ from: '2025-06-17', days: 30, jitter: 3, desc: 'BIZUM ENVIADO A CARMEN FERRER', amount: 50, ...CAIXA });
  L.every({ from: '2025-06-16', months: 1, desc: 'Bitpanda GmbH Sparplan', amount: 25, ...N26 });
}

/** What is bought at whim and by habit, and what was charged twice. */
function habits(L) {
  // Whim and habit
  const MENSA = 'TWINT *KANTINE HELVETIA';
  for (let d = from; d < L.today; d = plusDays(d, 1)) {
    const w = weekday(d);
    if ((w === 6 || w === 2) && L.random() < 0.85) {
      const a = L.money(14, 96);
      L.tx(
        d,
        pos(
          L.pick(['BILLA DANKT 0003312 WIEN 1030', 'SPAR DANKT 4411 WIEN 1030', 'HOFER DANKT 0772 WIEN']),
          d,
          a,
          `1${Math.floor(L.random() * 9)}:${10 + Math.floor(L.random() * 49)}`,
        ),
        -a,
        ERSTE.account,
        'EUR',
      );
    }
    if (w === 5 && L.random() < 0.9) L.tx(d, pos('BÄCKEREI GRAGGER WIEN', d, 7.9), -7.9, ERSTE.account, 'EUR');
    if (w >= 1 && w <= 4 && L.random() < 0.3) L.tx(d, MENSA, -L.pick([12.5, 12.5, 14]), POST.account, 'CHF');
    if (w >= 1 && w <= 5 && L.random() < 0.22) L.tx(d, 'Kaffeefabrik', -L.pick([3.9, 3.9, 4.2]), 'N26', 'EUR');
    if (L.random() < 0.05)
      L.tx(d, ch(L.pick(['COOP-4412 ZUERICH', 'MIGROS M ZUERICH HB']))(d), -L.money(8, 55), POST.account, 'CHF');
    if (L.random() < 0.05) {
      const a = L.money(45, 82);
      L.tx(d, pos('OMV 2233 WIEN', d, a), -a, ERSTE.account, 'EUR');
    }
    if (L.random() < 0.09) L.tx(d, `AMZN Mktp DE*${L.ref(9, 'ABCDEFGH0123456789')}`, -L.money(7, 70), 'N26', 'EUR');
    if (L.random() < 0.05)
      L.tx(
        d,
        L.pick([
          'Too Good To Go',
          'mjam Foodora',
          'Thalia',
          'Bipa',
          'dm drogerie markt',
          'Decathlon',
          'Libro',
          'Bauhaus',
        ]),
        -L.money(4, 60),
        'N26',
        'EUR',
      );
    if (w === 0 && L.random() < 0.4) L.tx(d, 'SumUp *Cafe Ritter', -L.money(8, 26), 'N26', 'EUR');
    if (w === 4 && L.random() < 0.7) L.tx(d, 'SumUp *Boulderbar Hannovergasse', -13.5, 'N26', 'EUR');
    if (L.random() < 0.02) L.tx(d, 'ÖBB Personenverkehr', -L.money(12, 60), 'N26', 'EUR');
    if ((d.slice(5, 7) === '08' || d.slice(5) > '12-20') && L.random() < 0.5)
      L.tx(
        d,
        `COMPRA TARJ. 5402XXXXXXXX1234 ${L.pick(['MERCADONA VALENCIA', 'CONSUM COOP RUSSAFA', 'HORCHATERIA DANIEL', 'FARMACIA LLUCH'])}`,
        -L.money(4, 60),
        CAIXA.account,
        'EUR',
      );
  }
  L.allow('subscription', { merchant: ['Boulderbar', 'Boulderbar Hannovergasse'] });
  L.every({ from: '2025-06-20', days: 35, jitter: 6, desc: 'Friseur Er-ich', amount: () => L.pick([38, 42]), ...N26 });

  // Charged twice
  L.twice('2026-09-19', pos('XXXLUTZ WIEN 1220', '2026-09-19', 264.21, '16:02'), -264.21, ERSTE.account, 'EUR');
  L.expect('double_charge', { merchant: ['XXXLutz', 'XXXLutz Wien'], amount: '264.21', date: '2026-09-19' });
  L.tx('2026-10-05', recibo('SECURITAS DIRECT ESPAÑA SAU', '77120012'), -44.9, CAIXA.account, 'EUR'); // the 1st had its own
  L.expect('double_charge', { merchant: 'Securitas', amount: '44.90', date: '2026-10-05' });
  for (const d of ['2026-06-03', '2026-06-03']) L.tx(d, 'Zalando', -119.95, 'N26', 'EUR');
  L.tx('2026-06-08', 'Zalando', 119.95, 'N26', 'EUR');
  L.twice('2026-03-14', 'ÖBB Personenverkehr', -24.9, 'N26', 'EUR');
  L.mail(
    '2026-03-14',
    '08:02',
    'ÖBB <tickets@oebb.example>',
    'Ihr ÖBB Ticket 4471 0081 22',
    'Wien Hbf - Linz Hbf, 21.03.2026. 1 Erwachsener Lukas Brandstätter. 24,90 €.',
  );
  L.mail(
    '2026-03-14',
    '08:04',
    'ÖBB <tickets@oebb.example>',
    'Ihr ÖBB Ticket 4471 0081 91',
    'Wien Hbf - Linz Hbf, 21.03.2026. 1 Erwachsener Marta Ferrer. 24,90 €.',
  );
  for (const d of ['2026-02-10', '2026-10-20']) L.twice(d, 'Kaffeefabrik', -3.9, 'N26', 'EUR');
  for (const d of ['2026-05-21'])
    for (let i = 0; i < 2; i++) {
      L.tx(d, 'Handyparken Wien', -2.6, 'N26', 'EUR');
    }
  L.allow('double_charge', { merchant: 'Handyparken', amount: '2.60', date: '2026-05-21' });
  L.twice('2026-07-11', 'Filmcasino', -10.5, 'N26', 'EUR');
  L.allow('double_charge', { merchant: 'Filmcasino', amount: '10.50', date: '2026-07-11' });
}

/** Letters, appointments, pages. */
function noise(L) {
  // Noise
  const letters = [
    ['DER STANDARD <newsletter@standard.example>', 'Guten Morgen', 'Die wichtigsten Themen des Tages.'],
    [
      'Willhaben <agent@willhaben.example>',
      'Neue Anzeigen für Ihre Suche',
      '3-Zimmer-Wohnung, 1.290 € Miete monatlich.',
    ],
    ['heise online <news@heise.example>', 'heise Newsletter', 'Sicherheitslücke in Routern.'],
    ['XING <jobs@xing.example>', 'Neue Jobs für Sie', 'Senior Data Engineer, 75.000 € pro Jahr.'],
    ['El País <boletines@elpais.example>', 'Las noticias del día', 'Suscríbete desde 1 € al mes.'],
    ['Check24 <info@check24.example>', 'Strom wechseln und bis zu 480 € im Jahr sparen', 'Jetzt vergleichen.'],
  ];
  L.letters('2025-06-03', 3, letters, 'Werbung');
  for (let m = 0; m < 18; m++) {
    const d = addMonths('2025-06-10', m);
    if (d < L.today)
      L.mail(
        d,
        '08:10',
        'A1 <noreply@a1.example>',
        'Ihre A1 Rechnung ist da',
        'Ihre aktuelle Rechnung steht bereit. Der Betrag wird in den nächsten Tagen abgebucht.',
      );
  }
  L.appointments('2025-06-08', '2027-02-01', 9, [
    'Zahnarzt',
    'Elternabend',
    'Klettern mit Thomas',
    'Sprint Review',
    'Schwimmkurs Lena',
    'Pickerl Auto',
    'Abendessen Huber',
    'Jour fixe',
  ]);
  for (let d = '2026-06-01'; d < L.today; d = plusDays(d, 1))
    if (L.random() < 0.7) {
      const [u, t] = L.pick([
        ['https://www.derstandard.at/', 'derStandard.at'],
        ['https://www.netflix.com/browse', 'Netflix'],
        ['https://www.willhaben.at/', 'willhaben'],
        ['https://www.oebb.at/', 'ÖBB'],
        ['https://github.com/', 'GitHub'],
        ['https://www.disneyplus.com/', 'Disney+'],
        ['https://www.zalando.at/', 'Zalando'],
      ]);
      L.visit(d, '21:15', u, t);
    }
  L.chat(
    '2026-10-18',
    '21:00',
    'Wochenende in Budapest',
    0,
    'person',
    'Was kann man im Dezember in Budapest mit einem Kind machen?',
    'claude',
  );
  L.chat(
    '2026-10-18',
    '21:01',
    'Wochenende in Budapest',
    1,
    'assistant',
    'Thermalbäder, Weihnachtsmärkte und das Verkehrsmuseum.',
    'claude',
  );
}
