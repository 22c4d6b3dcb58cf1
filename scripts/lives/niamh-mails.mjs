/** What the mails, the calendar and the address book of `niamh.mjs` tell. */

import { AMEX } from './niamh-bills.mjs';

/** Journeys, birthdays, refunds, orders: mails, entries and the payments they are about. */
export function mails(L) {
  // Refunds
  L.tx('2026-04-14', 'ASOS.COM', -46, 'Joint', 'GBP');
  L.mail(
    '2026-04-28',
    '13:22',
    'ASOS <returns@asos.example>',
    "We've got your return",
    'Good news, Niamh! Your return for order 881120443 has reached us. £46.00 will be on its way back to your original payment method – please allow 5-10 working days for it to show in your account.',
  );
  L.expect('missing_refund', { merchant: 'ASOS', amount: '46.00' });
  L.tx('2026-03-02', 'JOHN LEWIS.COM', -89, 'Joint', 'GBP');
  L.mail(
    '2026-03-16',
    '10:00',
    'John Lewis & Partners <no-reply@johnlewis.example>',
    'Your refund is on its way',
    "We've refunded £89.00 for your Habitat table lamp. Depending on your bank it may take up to 5 working days to appear.",
  );
  L.tx('2026-03-22', 'JOHN LEWIS.COM', 89, 'Joint', 'GBP');
  L.tx('2025-12-11', 'RYANAIR 224000012XKQ DUBLIN', -101.22, AMEX.account, 'GBP');
  L.mail(
    '2026-01-21',
    '08:40',
    'Ryanair <refunds@ryanair.example>',
    'Refund confirmation: EUR 118.40',
    'Dear Niamh Hartley, your flight FR 553 on 20 January 2026 was cancelled. A refund of €118.40 has been processed to your original form of payment. Please allow 7 working days.',
  );
  L.tx('2026-01-27', 'RYANAIR DUBLIN CREDIT', 100.87, AMEX.account, 'GBP');
  L.tx('2026-03-27', 'ZARA UK 3301 MANCHESTER', -59.98, AMEX.account, 'GBP');
  L.mail(
    '2026-04-08',
    '16:45',
    'Zara <noreply@zara.example>',
    'Return received',
    'Hello,\nWe have received your return (2 items) and will refund £59.98 to your card within 14 days.\nZARA',
  );
  L.tx('2026-04-15', 'ZARA UK 3301 MANCHESTER', 29.99, AMEX.account, 'GBP');
  L.expect('missing_refund', { merchant: 'Zara', amount: ['29.99', '59.98'] });
  L.mail(
    '2026-06-11',
    '12:12',
    'Argos <customer@argos.example>',
    'Your refund',
    "We've issued your refund of £34.99 for the airfryer basket. It can take up to 5 working days.",
  );
  L.tx('2026-05-27', 'ARGOS LTD', -34.99, 'Joint', 'GBP');
  L.mail(
    '2026-04-02',
    '12:30',
    'Deliveroo <support@deliveroo.example>',
    'Sorry about your order',
    "We're sorry about the missing items. We've added £7.50 credit to your Deliveroo account, which will be used on your next order.",
  );
  L.mail(
    '2026-02-12',
    '19:31',
    'Trainline <auto-confirm@trainline.example>',
    'Your refund request has been approved',
    'Good news – your refund of £31.20 has been approved and will be returned to your card within 3-5 working days.',
  );
  L.tx('2026-02-18', 'TRAINLINE.COM LONDON', 31.2, AMEX.account, 'GBP'); // bought with the joint card, came on the other
  L.mail(
    '2026-05-02',
    '07:30',
    'Emma Sleep <news@emma.example>',
    "200-night trial, full refund if you don't love it",
    "Try it for 200 nights. If you don't love it, we'll collect it and refund you in full. Mattresses from £349.",
    { labels: ['Promotions'], list_id: 'news.emma.example' },
  );
  L.mail(
    '2026-05-05',
    '11:05',
    'easyJet <donotreply@easyjet.example>',
    'Your compensation claim EZ-88120',
    'Dear Niamh, we have approved your claim for flight EZY2112 on 12 April 2026. We will pay £220.00 to the bank account you gave us within 7 days.',
  );
  L.expect('missing_refund', { merchant: 'easyJet', amount: '220.00' });

  // Trips
  L.tx('2026-02-21', 'EASYJET 000K7PLM2Q LUTON', -412.88, AMEX.account, 'GBP');
  L.mail(
    '2026-02-21',
    '21:14',
    'easyJet <donotreply@easyjet.example>',
    'easyJet booking reference: K7PLM2Q',
    'Thank you for booking with easyJet\n\nYour booking reference is: K7PLM2Q\n\nOutbound flight\nManchester (MAN) to Faro (FAO)\nEZY2087\nDep Sat 4 Jul 2026 06:35\nArr Sat 4 Jul 2026 09:35\n\nReturn flight\nFaro (FAO) to Manchester (MAN)\nEZY2088\nDep Sat 11 Jul 2026 10:20\nArr Sat 11 Jul 2026 13:20\n\nPassengers: Niamh Hartley, Thomas Hartley, Ella Hartley, Finn Hartley\nTotal paid: £412.88',
  );
  L.mail(
    '2026-02-22',
    '08:02',
    'Booking.com <noreply@booking.example>',
    '🛄 Thanks! Your booking is confirmed at Quinta da Lua, Tavira',
    'Confirmation number: 4471.882.019\nQuinta da Lua\nTavira, Portugal\nCheck-in: Saturday, 4 July 2026 (from 15:00)\nCheck-out: Saturday, 11 July 2026 (until 11:00)\nYour reservation: 7 nights, 1 family room\nTotal price: € 1,106',
  );
  L.trip(['Tavira', 'Faro'], '2026-07-04', '2026-07-11');
  L.mail(
    '2026-05-28',
    '09:11',
    'Trainline <auto-confirm@trainline.example>',
    'Your tickets to London Euston',
    'Booking reference 4418820193\n\nOutbound: Wed 24 Jun 2026\nManchester Piccadilly 07:15 → London Euston 09:27\nAvanti West Coast, Coach C Seat 21\n\nReturn: Thu 25 Jun 2026\nLondon Euston 18:20 → Manchester Piccadilly 20:31\nAvanti West Coast, Coach B Seat 40\n\nTotal £94.60',
  );
  L.tx('2026-05-28', 'TRAINLINE', -94.6, 'Joint', 'GBP');
  L.mail(
    '2026-05-28',
    '09:40',
    'Premier Inn <reservations@premierinn.example>',
    'Your booking is confirmed: London Kings Cross',
    'Booking reference: 22KX8811. London Kings Cross, 26-30 York Way, London N1 9AA. Arriving Wednesday 24 June 2026, departing Thursday 25 June 2026. 1 night. £118.50',
  );
  L.event({
    title: 'RCN conference London',
    start: '2026-06-24T11:00:00+01:00',
    end: '2026-06-25T16:00:00+01:00',
    location: 'Congress Centre, 28 Great Russell St, London',
    uid: 'rcn@x',
    zone: 'Europe/London',
  });
  L.trip('London', '2026-06-24', '2026-06-25');
  L.mail(
    '2026-04-11',
    '12:00',
    'LNER <bookings@lner.example>',
    'Booking confirmation LN-77120',
    'Your journey: Manchester Piccadilly to Edinburgh Waverley, Fri 14 Aug 2026, dep 08:26 arr 11:58. Return Mon 17 Aug 2026, dep 17:00 arr 20:29. Booking reference LN77120Q.',
  );
  L.mail(
    '2026-05-19',
    '12:21',
    'LNER <bookings@lner.example>',
    'Your booking LN77120Q has been cancelled',
    "We've cancelled your journey Manchester Piccadilly to Edinburgh Waverley on 14 August 2026, booking reference LN77120Q, as you asked. A refund of £71.20 has been made to your card.",
  );
  L.tx('2026-04-11', 'LNER', -71.2, 'Joint', 'GBP');
  L.tx('2026-05-22', 'LNER', 71.2, 'Joint', 'GBP');
  L.mail(
    '2026-03-30',
    '20:15',
    "Mary O'Donnell <mary.odonnell@example.ie>",
    'Fwd: Jet2 booking confirmation',
    "Look at us two going off in the sun! Mam xx\n\n---------- Forwarded message ---------\nFrom: Jet2 <bookings@jet2.example>\nSubject: Your Jet2holidays confirmation\n\nBooking reference JX8812\nLead passenger: Mrs Mary O'Donnell\nDublin (DUB) to Tenerife South (TFS), LS 1655, 12 Sep 2026 07:10 - 11:45\nTenerife South (TFS) to Dublin (DUB), LS 1656, 19 Sep 2026 12:30 - 17:00\nPassengers: Mrs Mary O'Donnell, Mr James O'Donnell",
  );
  L.tx('2026-05-03', 'SAS SCANDINAVIAN AIRLI STOCKHOLM', -288.4, AMEX.account, 'GBP');
  L.mail(
    '2026-05-03',
    '22:05',
    'SAS <no-reply@sas.example>',
    'Your SAS booking Y4TQ8M',
    'Booking reference: Y4TQ8M\nTraveller: HARTLEY/NIAMH MRS\n\nThu 10 Sep 2026\nSK 2548  Manchester (MAN) 10:55 – Copenhagen (CPH) 13:50\n\nSun 13 Sep 2026\nSK 1424  Copenhagen (CPH) 16:10 – Stockholm Arlanda (ARN) 17:20\n\nWed 16 Sep 2026\nSK 2549  Stockholm Arlanda (ARN) 09:05 – Manchester (MAN) 10:45\n\nTotal: GBP 288.40',
  );
  L.trip(['Copenhagen', 'Stockholm'], '2026-09-10', '2026-09-16');
  L.mail(
    '2026-04-20',
    '07:50',
    'Aer Lingus <booking@aerlingus.example>',
    'Booking confirmation 2QK8LP',
    'Booking Reference: 2QK8LP\nEI 3313 Manchester (MAN) - Dublin (DUB) Fri 24 Jul 2026 18:05 - 19:10\nEI 3316 Dublin (DUB) - Manchester (MAN) Mon 27 Jul 2026 20:15 - 21:15\nPassenger: Niamh Hartley\nTotal: £86.98',
  );
  L.tx('2026-04-20', 'AER LINGUS DUBLIN', -86.98, AMEX.account, 'GBP');
  L.mail(
    '2026-05-26',
    '07:51',
    'Aer Lingus <booking@aerlingus.example>',
    'Important: a change to your booking 2QK8LP',
    'Dear Niamh, your flight has been rescheduled.\nBooking Reference: 2QK8LP\nYour new itinerary:\nEI 3311 Manchester (MAN) - Dublin (DUB) Sat 25 Jul 2026 08:30 - 09:35\nEI 3316 Dublin (DUB) - Manchester (MAN) Mon 27 Jul 2026 20:15 - 21:15',
  );
  L.trip('Dublin', '2026-07-25', '2026-07-27');
  L.mail(
    '2026-03-01',
    '20:09',
    'Airbnb <automated@airbnb.example>',
    'Reservation confirmed for Keswick',
    "Pack your bags, you're going to Keswick!\nSlate Cottage, entire cottage hosted by Helen\nCheck-in Fri, 21 Aug 2026, 16:00\nCheckout Tue, 25 Aug 2026, 10:00\nAddress: 14 Church St, Keswick CA12 4DX, United Kingdom\nConfirmation code HMKW28ZQAX\nTotal (GBP) £612.00",
  );
  L.tx('2026-03-01', 'AIRBNB * HMKW28ZQAX', -612, 'Joint', 'GBP');
  L.event({ title: 'Keswick cottage 🏞️', start: '2026-08-21', end: '2026-08-26', uid: 'kes@x' });
  L.trip('Keswick', '2026-08-21', '2026-08-25');
  // Past: Lisbon flight, a night in Liverpool. Other people's travels in the calendar.
  L.mail(
    '2025-08-02',
    '10:10',
    'TAP Air Portugal <noreply@flytap.example>',
    'Booking confirmation P9LL2C',
    'Booking code: P9LL2C\nTP 1323 Manchester (MAN) - Lisbon (LIS) 17 Oct 2025 12:20 - 15:15\nTP 1328 Lisbon (LIS) - Manchester (MAN) 20 Oct 2025 16:05 - 18:55',
  );
  L.event({ title: 'Tom in Leeds (work)', start: '2026-06-18', end: '2026-06-20', uid: 'tomleeds@x' });
  L.event({
    title: 'Flight EZY2087 MAN → FAO',
    start: '2026-07-04T06:35:00+01:00',
    end: '2026-07-04T09:35:00+01:00',
    location: 'Manchester Airport T1',
    uid: 'ezy@x',
    zone: 'Europe/London',
  });
  L.mail(
    '2026-06-09',
    '06:10',
    'Jet2holidays <hello@jet2.example>',
    'Majorca from £299pp ✈️ 7 nights, August 2026',
    'Fly from Manchester to Palma on 8 August 2026 and come back on 15 August 2026 from just £299pp. Book now!',
    { labels: ['Promotions'], list_id: 'jet2.offers' },
  );
  L.mail(
    '2026-06-10',
    '18:20',
    'Sarah Walsh <sarah.walsh@example.com>',
    'York in October?',
    'Hiya! Should we do York on the weekend of 17-18 October? Trains from Manchester at 9ish, back Sunday evening. Let me know what you think before I book anything x',
  );

  // Birthdays
  L.contact({ title: "Aoife O'Donnell", birthday: '1991-08-12', emails: ['aoife.od@example.ie'], uid: 'c1' });
  L.event({ title: "Aoife's birthday", start: '2025-08-12', end: '2025-08-13', rrule: 'FREQ=YEARLY', uid: 'b1' });
  L.birthday(["Aoife O'Donnell", 'Aoife'], '2026-08-12');
  L.contact({ title: 'Tom Hartley', birthday: '--09-30', emails: ['tom@example.co.uk'], uid: 'c2' });
  L.birthday(['Tom Hartley', 'Tom'], '2026-09-30');
  L.contact({ title: 'Sarah Walsh', birthday: '1988-02-29', emails: ['sarah.walsh@example.com'], uid: 'c3' });
  L.contact({ title: 'Priya Raman', emails: ['priya.r@example.com'], uid: 'c4' });
  L.event({ title: 'Ella turns 9!! 🎂', start: '2026-07-02', end: '2026-07-03', uid: 'b2' });
  L.birthday('Ella', '2026-07-02');
  L.event({ title: 'Birthday: Granny Pat (80)', start: '2026-06-28', end: '2026-06-29', uid: 'b3' });
  L.birthday(['Granny Pat', 'Pat'], '2026-06-28');
  L.event({ title: 'Mum bday', start: '2024-11-03', end: '2024-11-04', rrule: 'FREQ=YEARLY;INTERVAL=1', uid: 'b4' });
  L.birthday('Mum', '2026-11-03');
  L.event({ title: '🎂 Priya', start: '2025-10-19', end: '2025-10-20', rrule: 'FREQ=YEARLY', uid: 'b5' });
  L.birthday(['Priya', 'Priya Raman'], '2026-10-19');
  L.event({ title: "Finn's 4th birthday", start: '2026-09-05', end: '2026-09-06', uid: 'b6' });
  L.birthday('Finn', '2026-09-05');
  L.event({ title: "Dad's 70th", start: '2026-12-01', end: '2026-12-02', uid: 'b7' });
  L.birthday('Dad', '2026-12-01');
  L.event({
    title: "Olivia's birthday party (drop Ella 2pm)",
    start: '2026-06-20T14:00:00+01:00',
    end: '2026-06-20T16:30:00+01:00',
    location: 'Jump Xtreme, Trafford',
    uid: 'b8',
    zone: 'Europe/London',
  });
  L.allow('birthday', { name: 'Olivia' });
  L.event({ title: 'Wedding anniversary ❤️', start: '2016-08-06', end: '2016-08-07', rrule: 'FREQ=YEARLY', uid: 'b9' });
  L.event({
    title: "Sarah & Mike's wedding",
    start: '2026-10-03T13:00:00+01:00',
    end: '2026-10-03T23:00:00+01:00',
    uid: 'b10',
    zone: 'Europe/London',
  });
  // Who was born on a 29th of February may be told either day.
  L.allow('birthday', { name: 'Sarah' });
  for (const [day, who] of [
    ['2026-05-20', 'Moonpig'],
    ['2026-03-11', 'Beauty Pie'],
    ['2025-10-02', 'Lush'],
  ])
    L.mail(
      day,
      '08:00',
      `${who} <hello@${who.toLowerCase().replace(' ', '')}.example>`,
      `It's our birthday! 🎉 25% off everything`,
      "We're turning 10 and you get the presents. Use code BDAY25 before midnight on Sunday.",
      { labels: ['Promotions'], list_id: 'offers' },
    );
  L.mail(
    '2026-04-22',
    '08:00',
    "Nando's <hello@nandos.example>",
    'Happy birthday Niamh! A treat on us',
    "Happy birthday! Show this mail in any Nando's for a free dessert.",
    { labels: ['Promotions'], list_id: 'nandos' },
  );
  L.allow('birthday', { name: 'Niamh' });

  // Orders that can go back
  L.tx('2026-06-05', 'JOHN LEWIS.COM', -129, 'Joint', 'GBP');
  L.mail(
    '2026-06-05',
    '19:10',
    'John Lewis & Partners <no-reply@johnlewis.example>',
    'Order confirmation: 388120441',
    'Thank you for your order, Niamh.\n\nOrder number 388120441\n1 x Swan Retro kettle and toaster set £129.00\nDelivery: free, expected 8 June\nTotal £129.00\n\nChanged your mind? Return it within 30 days of receiving it for a full refund.',
  );
  L.mail(
    '2026-06-08',
    '14:31',
    'John Lewis & Partners <no-reply@johnlewis.example>',
    'Your order 388120441 has been delivered',
    'Good news! Your order 388120441 was delivered today, 8 June 2026.',
  );
  L.window('John Lewis', '2026-07-08');
  L.tx('2026-06-03', 'ASOS.COM', -74.5, 'Joint', 'GBP');
  L.mail(
    '2026-06-03',
    '21:00',
    'ASOS <orders@asos.example>',
    'Thanks for your order!',
    'Order no. 901120877\nASOS DESIGN linen midi dress £42.00\nNew Look sandals £32.50\nTotal: £74.50\nEstimated delivery Sat 6 June 2026.\nReturn by 4 July 2026 for a full refund.',
  );
  L.window('ASOS', '2026-07-04');
  L.tx('2026-05-20', 'Made Goods Ltd', -219, 'Joint', 'GBP');
  L.mail(
    '2026-05-20',
    '13:13',
    'Nook & Oak <orders@nookandoak.example>',
    'Order #10331 confirmed',
    'Hi Niamh, thanks for your order!\nOak bedside table x1 £219.00\nTotal £219.00\nYou have 14 days after you receive your order to return it.',
  );
  L.mail(
    '2026-05-30',
    '13:13',
    'Nook & Oak <orders@nookandoak.example>',
    'Your order #10331 is delayed',
    'So sorry – order #10331 is running late. New estimated delivery: 10 June 2026.',
  );
  L.mail(
    '2026-06-10',
    '17:20',
    'Nook & Oak <orders@nookandoak.example>',
    'Delivered: order #10331',
    'Your order #10331 has arrived. Enjoy!',
  );
  L.window(['Nook & Oak', 'Nook'], '2026-06-24');
  L.tx('2026-06-02', 'CURRYS ONLINE', -179, 'Joint', 'GBP');
  L.mail(
    '2026-06-02',
    '20:20',
    'Currys <orders@currys.example>',
    'Your Currys order CUR8811200',
    "We've received your order CUR8811200.\nSONY WH-CH720N headphones £179.00\nCollect in store today.\nUnopened goods can be returned within 21 days of purchase with your receipt.",
  );
  L.window('Currys', '2026-06-23');
  L.mail(
    '2026-06-07',
    '10:00',
    'Seasalt Cornwall <orders@seasalt.example>',
    'Your order S-55120',
    'Sale order S-55120: Rain jacket £48.00 (FINAL SALE – cannot be returned or exchanged).',
  );
  L.tx('2026-06-07', 'SEASALT LTD', -48, 'Joint', 'GBP');
  L.mail(
    '2026-06-12',
    '22:10',
    'Etsy <transaction@etsy.example>',
    'Your Etsy purchase from ClayByJo (3310021)',
    'Thanks for your order. Order total: £27.50. Ceramic mug x2. Estimated arrival 17-20 June.',
  );
  L.allow('return_window', { merchant: 'Etsy' });
  L.allow('return_window', { merchant: 'ClayByJo' });
  L.tx('2026-06-12', 'PAYPAL *ETSY INC', -27.5, AMEX.account, 'GBP');
  L.mail(
    '2026-04-02',
    '12:00',
    'Schuh <orders@schuh.example>',
    'Order 5512 confirmed',
    'Dr Martens 1460 £139.00. Return within 30 days of delivery. Delivery 4 April 2026.',
  );
  L.mail(
    '2026-06-13',
    '20:10',
    'Kindle Store <digital-no-reply@amazon.example>',
    'Your Kindle order D01-22',
    'Thank you for your purchase. The Safekeep (Kindle edition) £5.99. Read now on any device.',
  );
  L.mail(
    '2026-06-12',
    '20:01',
    'Deliveroo <noreply@deliveroo.example>',
    "Your order's in the kitchen",
    "Order #8812. Rudy's Pizza: 2 x Margherita £17.80. Total £21.29.",
  );
  L.mail(
    '2026-06-13',
    '06:01',
    'Ocado <service@ocado.example>',
    "Your receipt for today's order",
    'Thank you for shopping with us. Your order 88120 has been delivered. Total £112.40.',
  );
  L.tx('2026-05-29', 'UNIQLO EUROPE', -64.8, 'Joint', 'GBP');
  L.mail(
    '2026-05-29',
    '20:01',
    'UNIQLO <order@uniqlo.example>',
    'Your UNIQLO order',
    'Order number 2605-2210. AIRism tee x3 £44.70, socks £20.10. Total £64.80. You can return items within 30 days of the date of dispatch.',
  );
  L.mail(
    '2026-05-30',
    '10:01',
    'UNIQLO <order@uniqlo.example>',
    'Your order has been dispatched',
    'Order number 2605-2210 left our warehouse on 30 May 2026.',
  );
  // From the order or from the day it was sent.
  L.window('Uniqlo', ['2026-06-28', '2026-06-29']);
  L.mail(
    '2026-05-15',
    '09:01',
    'Boden <orders@boden.example>',
    'Thank you for your order',
    'Order B7712. Breton top £38.00. Return within 60 days of receipt. Estimated delivery 19 May 2026.',
  );
  L.mail(
    '2026-05-27',
    '09:01',
    'Boden <orders@boden.example>',
    "We've received your return",
    'Your return of order B7712 has arrived with us. We have refunded £38.00 to your card.',
  );
  L.tx('2026-05-15', 'BODEN', -38, 'Joint', 'GBP');
  L.tx('2026-05-30', 'BODEN', 38, 'Joint', 'GBP');
}
