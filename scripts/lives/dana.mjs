/**
 * Dana Okafor of Denver, who does not exist, with an account in Lyon from her years there: eighteen months of three
 * accounts in two currencies, as American and French banks print them.
 */

import { plusDays, weekday } from '../../web/app/sample/tools.mjs';
import { ach, bills, CC, CHK, FR, from } from './dana-bills.mjs';
import { mails } from './dana-mails.mjs';
import { addMonths, Life, shiftNext } from './life.mjs';

const WHO = {
  name: 'r',
  zone: 'America/Denver',
  now: '2026-08-20T07:45:00-06:00',
  seed: 90210,
  me: 'Dana Okafor <dana.okafor@example.com>',
};

/** The life, and what is to be found in it. */
export function dana() {
  const life = new Life(WHO);
  for (const part of [money, bills, habits, mails, noise]) part(life);
  return life;
}

/** What moves and is no charge: wages, rent, loans, savings, people. */
function money(L) {
  for (let m = 0; m < 18; m++)
    for (const day of [15, 31]) {
      const d = addMonths(`2025-03-${day}`, m, day);
      if (d < L.today) L.tx(d, 'SUMMIT ANALYTICS PAYROLL PPD ID: 9111', 2841.17, CHK.account, 'USD');
    }
  L.every({
    from: '2025-03-01',
    months: 1,
    desc: 'ONLINE PAYMENT 22018 TO CAPITOL HILL PROPERTY MGMT',
    amount: 1895,
    ...CHK,
  });
  L.every({
    from: '2025-03-12',
    months: 1,
    shift: shiftNext,
    desc: ach('TOYOTA FINANCIAL', 'AUTO LOAN', '95312'),
    amount: 388.14,
    ...CHK,
  });
  L.every({
    from: '2025-03-21',
    months: 1,
    shift: shiftNext,
    desc: 'DEPT EDUCATION STUDENT LN PPD ID: 9102001001',
    amount: 214.6,
    ...CHK,
  });
  L.every({ from: '2025-03-16', months: 1, desc: 'ONLINE TRANSFER TO SAV ...7731', amount: 300, ...CHK });
  L.every({
    from: '2025-03-05',
    months: 1,
    shift: shiftNext,
    desc: 'VANGUARD BUY INVESTMENT PPD ID: 7231',
    amount: 250,
    ...CHK,
  });
  L.every({
    from: '2025-03-24',
    months: 1,
    desc: 'Payment to Chase card ending in 9021',
    amount: () => L.money(600, 1400),
    ...CHK,
  });
  L.every({
    from: '2025-03-24',
    months: 1,
    desc: 'AUTOMATIC PAYMENT - THANK YOU',
    amount: () => -L.money(600, 1400),
    ...CC,
  });
  L.every({
    from: '2025-03-07',
    days: 14,
    jitter: 1,
    desc: 'ZELLE PAYMENT TO ROSA MARTINEZ JPM99A8',
    amount: 120,
    ...CHK,
  });
  L.every({
    from: '2025-03-09',
    days: 30,
    jitter: 2,
    desc: 'VENMO PAYMENT 1029 WEB ID: 3264681992',
    amount: () => L.pick([25, 40, 60]),
    ...CHK,
  });
  for (const d of ['2025-04-14', '2025-06-16', '2025-09-15', '2026-01-15', '2026-04-15', '2026-06-15'])
    L.tx(d, 'IRS USATAXPYMT PPD ID: 3387702000', -410, CHK.account, 'USD');
  L.every({
    from: '2025-03-18',
    days: 27,
    jitter: 6,
    desc: 'NON-CHASE ATM WITHDRAW 041188 DENVER CO',
    amount: () => L.pick([60, 80, 100]),
    ...CHK,
  });
  L.every({ from: '2025-03-10', months: 1, desc: 'VIR SEPA MME OKAFOR ADAEZE', amount: 80, ...FR });
  L.every({
    from: '2025-03-05',
    months: 1,
    shift: shiftNext,
    desc: 'PRLV SEPA CREDIT LOGEMENT ECHEANCE PRET 00412',
    amount: 302.11,
    ...FR,
  });
  L.every({ from: '2025-03-02', months: 1, desc: 'VIR INST LOYER LOCATAIRE M DUPUIS', amount: -640, ...FR });
  for (const d of ['2025-10-15', '2026-05-18'])
    L.tx(d, 'PRLV SEPA DIRECTION GENERALE DES FINANCES IMPOT', -512, FR.account, 'EUR');
}

/** What is bought at whim and by habit, and what was charged twice. */
function habits(L) {
  // Whim
  for (let d = from; d < L.today; d = plusDays(d, 1)) {
    const w = weekday(d);
    if (w === 0 && L.random() < 0.9)
      L.tx(
        d,
        L.pick(['KING SOOPERS #0029 DENVER CO', "TRADER JOE'S #301 DENVER CO"]),
        -L.money(48, 160),
        CC.account,
        'USD',
      );
    if (w >= 1 && w <= 5 && L.random() < 0.3)
      L.tx(d, `SQ *HUCKLEBERRY ROASTERS Denver CO`, -L.pick([4.75, 4.75, 5.5]), CC.account, 'USD');
    if (w === 3 && L.random() < 0.8) L.tx(d, 'CHIPOTLE 1188 DENVER CO', -12.35, CC.account, 'USD');
    if (L.random() < 0.07) L.tx(d, 'SHELL OIL 57444 DENVER CO', -L.money(32, 58), CC.account, 'USD');
    if (L.random() < 0.09)
      L.tx(d, `AMZN Mktp US*${L.ref(9, 'ABCDEFGH0123456789')} Amzn.com/bill WA`, -L.money(8, 90), CC.account, 'USD');
    if (L.random() < 0.06)
      L.tx(
        d,
        L.pick([
          'TARGET 00018 DENVER CO',
          'REI #44 DENVER CO',
          'WALGREENS #3310',
          'HOME DEPOT 1502',
          'TST* LINGER DENVER',
          'UBER *TRIP',
          'LYFT *RIDE SUN 9AM',
        ]),
        -L.money(9, 80),
        CC.account,
        'USD',
      );
    if (w === 6 && L.random() < 0.5) L.tx(d, 'CITY PARK FARMERS MKT', -L.money(10, 35), CHK.account, 'USD');
  }
  L.every({
    from: '2025-03-26',
    days: 45,
    jitter: 5,
    desc: 'FLOYDS 99 BARBERSHOP',
    amount: () => L.pick([38, 42]),
    ...CC,
  });
  // Doubles
  L.twice('2026-07-03', 'LINCOLN ST AUTO REPAIR DENVER CO', -318.44, CC.account, 'USD');
  L.expect('double_charge', { merchant: 'Lincoln', amount: '318.44', date: '2026-07-03' });
  L.tx('2026-05-14', 'COMCAST XFINITY 800-266-2278 CO', -89, CHK.account, 'USD');
  L.expect('double_charge', {
    merchant: ['Comcast', 'Xfinity', 'Comcast Xfinity'],
    amount: '89.00',
    date: '2026-05-14',
  });
  L.twice('2026-06-06', 'REGAL UNITED ARTISTS DENVER', -14.5, CC.account, 'USD');
  L.allow('double_charge', { merchant: 'Regal', amount: '14.50', date: '2026-06-06' });
  L.twice('2026-03-08', 'BEST BUY 00001842', -129.99, CC.account, 'USD');
  L.tx('2026-03-10', 'BEST BUY 00001842', 129.99, CC.account, 'USD');
  L.twice('2026-04-14', 'SQ *HUCKLEBERRY ROASTERS Denver CO', -4.75, CC.account, 'USD');
}

/** Letters, appointments, pages. */
function noise(L) {
  const letters = [
    ['NPR <news@npr.example>', 'Up First', 'Three stories.'],
    ['Zillow <alerts@zillow.example>', 'New listing in Park Hill', '$612,000.'],
    ['Le Monde <infos@lemonde.example>', 'La matinale', "L'essentiel de l'actualité."],
    ['LinkedIn <jobs@linkedin.example>', 'Jobs for you', 'Data analyst.'],
  ];
  L.letters('2025-03-03', 4, letters, 'Promotions');
  L.appointments('2025-03-08', '2026-12-01', 11, ['Dentist', '1:1 with Priya', 'Trail run', 'Oil change', 'Book club']);
}
