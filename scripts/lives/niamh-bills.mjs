/** What `niamh.mjs` pays again and again, and how the banks print it. */

import { plusDays } from '../../web/app/sample/tools.mjs';
import { shiftNext, step } from './life.mjs';

export const from = '2025-01-02';
const MON = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
export const ddmon = d => `${d.slice(8)} ${MON[Number(d.slice(5, 7)) - 1]}`;
export const BANK = { account: '20-45-77 63301188', currency: 'GBP' }; // high street: "DIRECT DEBIT PAYMENT TO …", "CARD PAYMENT TO … ON …"
export const JOINT = { account: 'Joint', currency: 'GBP' }; // an app bank: clean names
export const AMEX = { account: 'xxxx-71004', currency: 'GBP' }; // "NAME TOWN"
export const dd = (name, ref) => `DIRECT DEBIT PAYMENT TO ${name} REF ${ref}, MANDATE NO 0${(name.length % 7) + 10}`;
export const card = name => d => `CARD PAYMENT TO ${name} ON ${ddmon(plusDays(d, -1))}`;

/** What comes back, and what did once. */
export function bills(L) {
  // Charges that come back
  L.sub('Octopus Energy', 'monthly', {
    from: '2025-01-18',
    months: 1,
    shift: shiftNext,
    desc: dd('OCTOPUS ENERGY', 'A-7F3B21C9-001'),
    amount: d => (130 + 70 * Math.cos(((Number(d.slice(5, 7)) - 1) / 6) * Math.PI) + L.between(-9, 9)).toFixed(2),
    ...BANK,
  });
  L.sub('United Utilities', 'half-yearly', {
    from: '2025-04-01',
    months: 6,
    shift: shiftNext,
    desc: dd('UNITED UTILITIES W', '402 881 2231'),
    amount: step([
      ['2025-01-01', 246.11],
      ['2026-04-01', 262.4],
    ]),
    ...BANK,
  });
  L.rise('United Utilities', '246.11', '262.40', 'may');
  L.sub(
    'TV Licence',
    'monthly',
    {
      from: '2025-01-02',
      months: 1,
      shift: shiftNext,
      desc: dd('TV LICENCE MBP', '3881992014'),
      amount: step([
        ['2025-01-01', 14.12],
        ['2025-04-01', 14.54],
        ['2026-04-01', 15],
      ]),
      ...BANK,
    },
    'may',
  );
  L.rise('TV Licence', '14.54', '15.00', 'may');
  L.sub(['EE', 'EE Limited'], 'monthly', {
    from: '2025-01-23',
    months: 1,
    shift: shiftNext,
    desc: dd('EE LIMITED', 'Q0118829931'),
    amount: d =>
      d.startsWith('2025-08')
        ? 38.44
        : d.startsWith('2026-01')
          ? 33.6
          : d >= '2026-04'
            ? 32.8
            : d >= '2025-04'
              ? 31
              : 28.5,
    ...BANK,
  });
  L.rise('EE', ['31.00'], ['32.80']);
  L.sub('Virgin Media', 'monthly', {
    from: '2025-01-07',
    months: 1,
    shift: shiftNext,
    desc: dd('VIRGIN MEDIA', '6221883001'),
    amount: step([
      ['2025-01-01', 33],
      ['2026-02-01', 52],
    ]),
    ...BANK,
  });
  L.rise('Virgin Media', '33.00', '52.00');
  L.mail(
    '2026-01-09',
    '10:12',
    'Virgin Media <hello@contact.virginmedia.example>',
    'Your package is changing, Niamh',
    "Hi Niamh,\n\nYour 18-month minimum term comes to an end soon, and so does your discount. From 1 February 2026 you'll pay £52.00 a month for M350 Fibre + Phone.\n\nWant to talk about your options? Give us a call.\n\nVirgin Media",
  );
  const NF = (d, i) => (d >= '2025-10' ? (i % 2 ? 'Netflix.com' : 'NETFLIX INTERNATIONAL B.V.') : 'Netflix');
  L.sub('Netflix', 'monthly', {
    from: '2025-01-06',
    months: 1,
    desc: NF,
    amount: step([
      ['2025-01-01', 10.99],
      ['2025-10-01', 12.99],
    ]),
    ...JOINT,
  });
  L.rise('Netflix', '10.99', '12.99');
  L.sub('Spotify', 'monthly', {
    from: '2025-01-16',
    months: 1,
    desc: () => `SPOTIFY P${L.ref(10, '0123456789ABCDEF')} STOCKHOLM`,
    amount: step([
      ['2025-01-01', 17.99],
      ['2025-11-01', 19.99],
    ]),
    ...AMEX,
  });
  L.rise('Spotify', '17.99', '19.99');
  L.mail(
    '2025-10-14',
    '07:02',
    'Spotify <no-reply@spotify.example>',
    'Your Premium Family price is changing',
    "Hi Niamh,\nWe're writing to tell you that the price of your Premium Family subscription will go up from £17.99 to £19.99 per month from your billing date in November. You don't need to do anything to keep your plan.",
  );
  L.sub('Apple', 'monthly', { from: '2025-01-08', months: 1, desc: 'APPLE.COM/BILL HOLLYHILL', amount: 2.99, ...AMEX });
  L.sub('Apple', 'monthly', {
    from: '2025-03-21',
    months: 1,
    desc: 'APPLE.COM/BILL HOLLYHILL',
    amount: 10.99,
    ...AMEX,
  });
  for (const [d, a] of [
    ['2025-02-14', 4.49],
    ['2025-06-30', 0.99],
    ['2025-12-27', 19.99],
    ['2026-03-03', 3.99],
  ])
    L.tx(d, 'APPLE.COM/BILL HOLLYHILL', -a, AMEX.account, 'GBP');
  L.sub(['Google YouTube', 'YouTube', 'YouTubePremium'], 'monthly', {
    from: '2026-04-12',
    months: 1,
    desc: 'GOOGLE *YouTubePremium G.CO/HELPPAY#',
    amount: 12.99,
    ...AMEX,
  });
  L.mail(
    '2026-03-12',
    '20:40',
    'YouTube <no-reply@youtube.example>',
    'Welcome to YouTube Premium',
    "Your free trial has started. You won't be charged until 12 April 2026, when your membership will renew at £12.99/month unless you cancel before then.",
  );
  L.sub(['Google One', 'Google'], 'yearly', {
    from: '2025-02-11',
    months: 12,
    desc: 'GOOGLE *Google One G.CO/HELPPAY#',
    amount: 15.99,
    ...AMEX,
  });
  L.sub(['Amazon Prime', 'Prime'], 'yearly', {
    from: '2025-03-14',
    months: 12,
    desc: (_d, i) => (i ? 'Amazon Prime*NT4AB1CD3 AMZN.CO.UK/PM' : 'AMAZON PRIME MEMBERSHIP AMAZON.CO.UK'),
    amount: 95,
    ...AMEX,
  });
  L.sub('Audible', 'monthly', {
    from: '2025-01-19',
    months: 1,
    skip: ['2025-08', '2025-09', '2025-10'],
    desc: () => `AUDIBLE UK*${L.ref(2, 'ABCDEF')}${L.ref(7)} ADBL.CO/PYMT`,
    amount: 8.99,
    ...AMEX,
  });
  L.sub('PureGym', 'monthly', {
    from: '2025-01-01',
    months: 1,
    shift: shiftNext,
    desc: dd('PUREGYM LTD', 'PG0088121-11'),
    amount: step([
      ['2025-01-01', 24.99],
      ['2026-01-01', 26.99],
    ]),
    ...BANK,
  });
  L.rise('PureGym', '24.99', '26.99');
  L.sub('Aviva', 'monthly', {
    from: '2025-01-20',
    months: 1,
    shift: shiftNext,
    desc: dd('AVIVA INSURANCE UK', 'HH 8831/2210'),
    amount: step([
      ['2025-01-01', 23.41],
      ['2025-11-01', 25.87],
    ]),
    ...BANK,
  });
  L.rise('Aviva', '23.41', '25.87');
  L.sub('Admiral', 'yearly', {
    from: '2025-05-22',
    months: 12,
    desc: card('ADMIRAL INSURANCE CARDIFF'),
    amount: step([
      ['2025-01-01', 512.3],
      ['2026-01-01', 561.9],
    ]),
    ...BANK,
  });
  L.rise('Admiral', '512.30', '561.90');
  L.mail(
    '2026-04-27',
    '06:30',
    'Admiral <renewals@admiral.example>',
    'Your car insurance renewal is ready',
    "Hi Niamh, your policy ends on 21 May 2026. Last year you paid: £512.30. Your renewal price: £561.90. We'll renew it automatically with the card we hold unless you tell us otherwise.",
  );
  L.sub('Petplan', 'monthly', {
    from: '2025-02-04',
    months: 1,
    shift: shiftNext,
    desc: dd('PETPLAN', 'PP 2210-99'),
    amount: step([
      ['2025-02-01', 31.12],
      ['2026-02-01', 29.4],
    ]),
    ...BANK,
  });
  L.sub(['Legal & General', 'Legal and General', 'Legal General'], 'monthly', {
    from: '2025-01-03',
    months: 1,
    shift: shiftNext,
    desc: dd('LEGAL & GENERAL', 'LIFE 0128831'),
    amount: 18.22,
    ...BANK,
  });
  L.sub(
    'Specsavers',
    'monthly',
    {
      from: '2025-01-27',
      months: 1,
      shift: shiftNext,
      desc: dd('SPECSAVERS OPTICAL', 'CL 77213'),
      amount: 14,
      ...BANK,
    },
    'sensitive',
  );
  L.sub('RAC', 'yearly', { from: '2025-06-09', months: 12, desc: card('RAC MOTORING SERVICES'), amount: 129, ...BANK });
  L.sub(
    'Save the Children',
    'monthly',
    { from: '2025-01-14', months: 1, shift: shiftNext, desc: dd('SAVE THE CHILDREN', 'DON1182'), amount: 10, ...BANK },
    'may',
  );
  L.sub(
    'National Trust',
    'monthly',
    {
      from: '2025-05-02',
      months: 1,
      shift: shiftNext,
      desc: dd('NATIONAL TRUST', 'MEM 44120093'),
      amount: 12.6,
      ...BANK,
    },
    'may',
  );
  L.sub('Guardian', 'monthly', { from: '2025-01-22', months: 1, desc: 'GUARDIAN NEWS & MEDIA', amount: 12, ...JOINT });
  L.sub(['Economist', 'The Economist'], 'quarterly', {
    from: '2025-01-20',
    months: 3,
    desc: 'THE ECONOMIST NEWSPAPER LONDON',
    amount: step([
      ['2025-01-01', 54.9],
      ['2026-01-01', 59.9],
    ]),
    ...AMEX,
  });
  L.rise(['Economist', 'The Economist'], '54.90', '59.90');
  L.mail(
    '2025-12-18',
    '15:20',
    'The Economist <customerhelp@economist.example>',
    'About your subscription renewal',
    'Dear Ms Hartley,\nYour quarterly subscription renews on 20 January 2026. The new price will be £59.90 per quarter (previously £54.90).\nKind regards, Subscriber services',
  );
  L.sub('HelloFresh', 'weekly', {
    from: '2026-01-13',
    days: 7,
    desc: 'HelloFresh',
    amount: 41.99,
    skip: ['2026-02-17', '2026-04-07'],
    ...JOINT,
  });
  L.sub('Oddbox', 'biweekly', { from: '2025-09-04', days: 14, desc: 'Oddbox', amount: 16.49, ...JOINT });
  L.sub(['OpenAI', 'ChatGPT'], 'monthly', {
    from: '2025-09-24',
    months: 1,
    desc: () => 'OPENAI *CHATGPT SUBSCR OPENAI.COM',
    amount: () => (24 / L.between(1.26, 1.36)).toFixed(2),
    ...AMEX,
  });
  L.sub('Patreon', 'monthly', {
    from: '2025-04-01',
    months: 1,
    desc: 'PAYPAL *PATREON MEMBER 35314369001',
    amount: 6,
    ...AMEX,
  });
  L.sub('Nintendo', 'yearly', {
    from: '2025-04-26',
    months: 12,
    desc: 'PAYPAL *NINTENDO 35314369001',
    amount: 17.99,
    ...AMEX,
  });
  L.sub('Daysoft', 'bimonthly', { from: '2025-02-17', months: 2, desc: 'Daysoft Ltd', amount: 24.4, ...JOINT });
  L.sub(['SMARTY', 'Smarty Ltd'], 'monthly', {
    from: '2025-05-06',
    days: 30,
    desc: card('SMARTY LTD HUTCHISON 3G'),
    amount: 8,
    ...BANK,
  });
  L.sub(['Ocado Smart Pass', 'Ocado'], 'monthly', {
    from: '2025-03-11',
    months: 1,
    desc: 'OCADO SMART PASS HATFIELD',
    amount: 5.99,
    ...AMEX,
  });
  L.sub(
    ['Denplan', 'Simplyhealth'],
    'monthly',
    {
      from: '2025-08-01',
      months: 1,
      shift: shiftNext,
      desc: dd('SIMPLYHEALTH DENPL', 'D001882'),
      amount: 17.85,
      ...BANK,
    },
    'sensitive',
  );
  L.sub(
    ['Club fee', 'Account fee', 'Maintaining the account', 'Monthly account fee'],
    'monthly',
    {
      from: '2025-01-02',
      months: 1,
      shift: shiftNext,
      desc: 'MONTHLY ACCOUNT FEE',
      amount: step([
        ['2025-01-01', 3],
        ['2026-01-01', 5],
      ]),
      ...BANK,
    },
    'may',
  );
  L.sub(
    'Little Acorns',
    'monthly',
    {
      from: '2025-01-04',
      months: 1,
      shift: shiftNext,
      desc: 'STANDING ORDER VIA FASTER PAYMENT TO LITTLE ACORNS NURSERY REFERENCE F HARTLEY',
      amount: step([
        ['2025-01-01', 612],
        ['2025-09-01', 648],
      ]),
      ...BANK,
    },
    'may',
  );
  L.rise('Little Acorns', 612, 648, 'may');
  L.rise('Account fee', 3, 5, 'may');
  L.every({
    from: '2025-01-08',
    days: 56,
    jitter: 3,
    desc: 'BILL PAYMENT VIA FASTER PAYMENT TO D HUGHES WINDOWS REFERENCE NO 14',
    amount: 14,
    ...BANK,
  });
  L.allow('subscription', { merchant: ['Hughes', 'D Hughes Windows'] });
  L.sub('Disney', 'monthly', { from: '2026-04-03', months: 1, desc: 'Disney Plus', amount: 8.99, ...JOINT });
  L.sub(
    'Microsoft',
    'yearly',
    { from: '2025-10-02', months: 12, desc: 'MICROSOFT*365 FAMILY MSBILL.INFO', amount: 104.99, ...AMEX },
    'may',
  );
  L.mail(
    '2025-10-02',
    '11:00',
    'Microsoft <microsoft-noreply@microsoft.example>',
    'Thanks for your Microsoft 365 Family subscription',
    'Thank you. Your subscription renews automatically on 2 October 2026 at £104.99 a year until you cancel.',
  );
  // Ended: not to be shown.
  L.every({ from: '2025-01-11', to: '2025-11-30', months: 1, desc: 'NOWTV.COM/BILLHELP', amount: 9.99, ...JOINT });
  L.mail(
    '2025-11-20',
    '18:09',
    'NOW <noreply@now.example>',
    "We've cancelled your membership",
    "Your Entertainment Membership has been cancelled and will end on 11 December 2025. You won't be charged again.",
  );
  L.every({ from: '2025-01-05', to: '2025-07-10', months: 1, desc: 'GOUSTO.CO.UK', amount: 35.5, ...JOINT });
  L.every({
    from: '2025-01-09',
    to: '2026-02-20',
    months: 1,
    desc: () => `DROPBOX*${L.ref(12, 'ABCDEFGHJKLM0123456789')} DB.TT/CCHELP`,
    amount: 9.99,
    ...AMEX,
  });
  L.every({ from: '2025-02-25', to: '2025-12-01', days: 28, desc: card('LEBARA MOBILE'), amount: 6.9, ...BANK });
}
