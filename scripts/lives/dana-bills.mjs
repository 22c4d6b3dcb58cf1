/** What `dana.mjs` pays again and again, and how the banks print it. */

import { shiftNext, step } from './life.mjs';

export const from = '2025-03-01';
export const CHK = { account: 'Checking ...4410', currency: 'USD' };
export const CC = { account: 'Freedom ...9021', currency: 'USD' };
export const FR = { account: '00031 BoursoBank', currency: 'EUR' };
const md = d => `${d.slice(5, 7)}/${d.slice(8)}`;
export const ach = (name, desc, id) => d =>
  `ORIG CO NAME:${name} ORIG ID:${id} DESC DATE:${d.slice(2, 4)}${d.slice(5, 7)}${d.slice(8)} CO ENTRY DESCR:${desc} SEC:PPD`;
const rec = (L, name) => d => `RECURRING PAYMENT AUTHORIZED ON ${md(d)} ${name} S${L.ref(15)} CARD 4410`;
const cb = name => d => `CARTE ${d.slice(8)}/${d.slice(5, 7)}/${d.slice(2, 4)} ${name} CB*8812`;
const prlv = (name, ref) => `PRLV SEPA ${name} ${ref}`;

/** What comes back, and what did once. */
export function bills(L) {
  // Subscriptions
  L.sub('Xcel Energy', 'monthly', {
    from: '2025-03-19',
    months: 1,
    shift: shiftNext,
    desc: ach('XCEL ENERGY-PSCO', 'XCELENERGY', '0000'),
    amount: () => L.money(61, 148),
    ...CHK,
  });
  L.sub('Denver Water', 'bimonthly', {
    from: '2025-04-08',
    months: 2,
    shift: shiftNext,
    desc: 'DENVER WATER BILL PAY 303-893-2444 CO',
    amount: () => L.money(58, 96),
    ...CHK,
  });
  L.sub(['Comcast', 'Xfinity', 'Comcast Xfinity'], 'monthly', {
    from: '2025-03-11',
    months: 1,
    desc: rec(L, 'COMCAST XFINITY 800-266-2278 CO'),
    amount: step([
      ['2025-01-01', 65],
      ['2026-03-01', 89],
    ]),
    ...CHK,
  });
  L.rise(['Comcast', 'Xfinity', 'Comcast Xfinity'], '65.00', '89.00');
  L.sub(['T-Mobile', 'TMobile'], 'monthly', {
    from: '2025-03-22',
    months: 1,
    desc: 'TMOBILE*AUTO PAY 800-937-8997 WA',
    amount: d => (d.startsWith('2025-12') ? 112.5 : d >= '2026-05' ? 95 : 90),
    ...CC,
  });
  L.rise(['T-Mobile', 'TMobile'], '90.00', '95.00');
  L.sub('Geico', 'half-yearly', {
    from: '2025-05-02',
    months: 6,
    desc: 'GEICO *AUTO 800-841-3000 DC',
    amount: step([
      ['2025-01-01', 611.4],
      ['2026-04-01', 668.2],
    ]),
    ...CC,
  });
  L.rise('Geico', '611.40', '668.20');
  L.sub('Lemonade', 'monthly', {
    from: '2025-03-14',
    months: 1,
    desc: 'LEMONADE INSURANCE 844-733-8666 NY',
    amount: 14.25,
    ...CC,
  });
  L.sub('Netflix', 'monthly', {
    from: '2025-03-17',
    months: 1,
    desc: (_d, i) => (i % 3 ? 'NETFLIX.COM NETFLIX.COM CA' : 'Netflix 1 8445052993 CA'),
    amount: step([
      ['2025-01-01', 15.49],
      ['2025-11-01', 17.99],
    ]),
    ...CC,
  });
  L.rise('Netflix', '15.49', '17.99');
  L.mail(
    '2025-10-08',
    '06:00',
    'Netflix <info@account.netflix.example>',
    "We're updating our prices",
    'Hi Dana, your monthly price will change from $15.49 to $17.99 on November 17, 2025.',
  );
  L.sub('Hulu', 'monthly', {
    from: '2025-08-04',
    months: 1,
    desc: () => `HULU ${L.ref(12)} HULU.COM/BILL CA`,
    amount: 9.99,
    ...CC,
  });
  L.sub('Spotify', 'monthly', {
    from: '2025-03-25',
    months: 1,
    desc: 'Spotify USA 877-7781161 NY',
    amount: 11.99,
    ...CC,
  });
  L.sub(['Amazon Prime', 'Prime'], 'yearly', {
    from: '2025-07-09',
    months: 12,
    desc: () => `Amazon Prime*${L.ref(9, 'ABCDEFGH0123456789')} Amzn.com/bill WA`,
    amount: 139,
    ...CC,
  });
  L.sub(['Kindle Unlimited', 'Kindle Unltd', 'Kindle'], 'monthly', {
    from: '2025-05-27',
    months: 1,
    desc: () => `Kindle Unltd*${L.ref(9, 'ABCDEFGH0123456789')} 888-802-3080 WA`,
    amount: 11.99,
    ...CC,
  });
  L.sub(['New York Times', 'NYTimes', 'Nytimes'], 'four-weekly', {
    from: '2025-03-20',
    days: 28,
    desc: 'NYTIMES*NYTIMES 800-698-4637 NY',
    amount: step([
      ['2025-01-01', 4],
      ['2026-03-01', 17],
    ]),
    ...CC,
  });
  L.rise(['New York Times', 'NYTimes', 'Nytimes'], '4.00', '17.00');
  L.sub(['Planet Fitness', 'Planet Fit', 'PF'], 'monthly', {
    from: '2025-03-17',
    months: 1,
    shift: shiftNext,
    desc: 'CLUB FEES PLANET FIT PPD ID: 1430117008',
    amount: 24.99,
    ...CHK,
  });
  L.sub(['Planet Fitness', 'Planet Fit', 'PF'], 'yearly', {
    from: '2025-06-01',
    months: 12,
    shift: shiftNext,
    desc: 'CLUB FEES PLANET FIT PPD ID: 1430117008',
    amount: 49,
    ...CHK,
  });
  L.sub('Chewy', 'four-weekly', {
    from: '2026-01-06',
    days: 28,
    desc: 'CHEWY.COM 800-672-4399 FL',
    amount: 62.4,
    ...CC,
  });
  L.mail(
    '2026-07-20',
    '09:00',
    'Chewy <service@chewy.example>',
    'Your Autoship order ships soon',
    "Your next Autoship of Hill's Science Diet ships July 21. Total $62.40.",
  );
  L.sub(['Dropbox'], 'yearly', {
    from: '2025-04-18',
    months: 12,
    desc: 'DROPBOX*T8K2J1H0G9F DROPBOX.COM CA',
    amount: 119.88,
    ...CC,
  });
  L.sub(['Costco'], 'yearly', {
    from: '2025-05-15',
    months: 12,
    desc: 'COSTCO *ANNUAL RENEWAL 800-774-2678 WA',
    amount: 65,
    ...CC,
  });
  L.sub(['AAA', 'AAA Colorado'], 'yearly', {
    from: '2025-08-02',
    months: 12,
    desc: 'AAA COLORADO MEMBERSHIP 866-625-3601 CO',
    amount: step([
      ['2025-01-01', 79],
      ['2026-01-01', 84],
    ]),
    ...CC,
  });
  L.rise(['AAA', 'AAA Colorado'], '79.00', '84.00');
  L.sub('Blue Bottle', 'biweekly', {
    from: '2026-02-05',
    days: 14,
    desc: 'BLUE BOTTLE SUBSCRIPTION 510-653-3394 CA',
    amount: 21,
    ...CC,
  });
  L.sub(
    ['Headspace'],
    'yearly',
    { from: '2026-06-30', months: 12, desc: 'HEADSPACE SANTA MONICA CA', amount: 69.99, ...CC },
    'may',
  );
  L.sub(['Waste Management', 'WM'], 'quarterly', {
    from: '2025-04-20',
    months: 3,
    desc: 'WASTE MGMT WM EZPAY 866-834-2080 TX',
    amount: 96.3,
    ...CC,
  });
  L.sub(['Free Mobile'], 'monthly', {
    from: '2025-03-12',
    months: 1,
    shift: shiftNext,
    desc: () => prlv('FREE MOBILE', `FM-${L.ref(8)}-1`),
    amount: 2,
    ...FR,
  });
  L.sub(['EDF'], 'bimonthly', {
    from: '2025-04-07',
    months: 2,
    shift: shiftNext,
    desc: prlv('EDF CLIENTS PARTICULIERS', 'Z001882'),
    amount: 46,
    ...FR,
  });
  L.sub(['MAIF'], 'monthly', {
    from: '2025-03-10',
    months: 1,
    shift: shiftNext,
    desc: prlv('MAIF', 'HABITATION 4412881K'),
    amount: step([
      ['2025-01-01', 13.4],
      ['2026-01-01', 14.15],
    ]),
    ...FR,
  });
  L.rise('MAIF', '13.40', '14.15');
  L.sub(['Le Monde'], 'monthly', {
    from: '2025-12-15',
    months: 1,
    desc: cb('LEMONDE.FR ABO PARIS'),
    amount: 9.99,
    ...FR,
  });
  L.sub(['Canal+', 'Canal', 'Canal Plus'], 'monthly', {
    from: '2026-06-14',
    months: 1,
    shift: shiftNext,
    desc: prlv('GROUPE CANAL PLUS', 'ABO 881120'),
    amount: 22.99,
    ...FR,
  });
  L.sub(
    ['Boursobank', 'Frais'],
    'monthly',
    { from: '2025-03-03', months: 1, desc: 'FRAIS TENUE DE COMPTE', amount: 2.5, ...FR },
    'may',
  );
  // Ended
  L.every({ from: '2025-03-28', to: '2025-12-30', months: 1, desc: 'HBO MAX HBOMAX.COM NY', amount: 16.99, ...CC });
  L.every({
    from: '2025-03-13',
    to: '2026-06-15',
    months: 1,
    desc: 'PELOTON* MEMBERSHIP PELOTON NY',
    amount: 44,
    ...CC,
  });
  L.every({ from: '2025-03-06', to: '2025-08-30', days: 7, desc: 'FACTOR75 FACTOR_ IL', amount: 76.4, ...CC });
}
