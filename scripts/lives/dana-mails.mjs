/** What the mails, the calendar and the address book of `dana.mjs` tell. */

import { CC, FR } from './dana-bills.mjs';

/** Journeys, birthdays, refunds, orders: mails, entries and the payments they are about. */
export function mails(L) {
  // Refunds
  L.tx('2026-06-18', 'NORDSTROM #0771', -148, CC.account, 'USD');
  L.mail(
    '2026-07-02',
    '10:10',
    'Nordstrom <returns@nordstrom.example>',
    "We've processed your return",
    "Good news, Dana! We've processed the return of your Madewell jacket. A refund of $148.00 will be credited to your Visa ending in 9021 within 5-7 business days.",
  );
  L.expect('missing_refund', { merchant: 'Nordstrom', amount: '148.00' });
  L.tx('2026-05-20', 'WAYFAIR*WAYFAIR 866-263-8325', -212.6, CC.account, 'USD');
  L.mail(
    '2026-06-01',
    '10:10',
    'Wayfair <service@wayfair.example>',
    'Your refund has been issued',
    "We've issued a refund of $212.60 to your original payment method. Please allow up to 10 days.",
  );
  L.tx('2026-06-05', 'WAYFAIR*WAYFAIR 866-263-8325', 212.6, CC.account, 'USD');
  L.mail(
    '2026-06-22',
    '08:00',
    'SNCF Connect <ne-pas-repondre@sncf-connect.example>',
    'Votre remboursement',
    'Bonjour, votre demande de remboursement de 58,00 € a bien été prise en compte. Vous serez remboursée sous 10 jours sur la carte utilisée.',
  );
  L.expect('missing_refund', { merchant: 'SNCF', amount: '58.00' });
  L.mail(
    '2026-08-16',
    '08:00',
    'Gap <orders@gap.example>',
    'We got your return!',
    'Your refund of $39.95 is on the way. It may take 5-7 business days.',
  );
  L.tx('2026-08-01', 'GAP ONLINE', -39.95, CC.account, 'USD');
  L.mail(
    '2026-05-02',
    '08:00',
    'Target <orders@target.example>',
    "You've got a $15 credit",
    "Thanks for your patience. We've added $15.00 in Target Circle rewards to your account.",
  );
  L.mail(
    '2026-07-11',
    '12:00',
    'Frontier <support@frontier.example>',
    'Cancelled flight F9 218: your voucher',
    'Because we cancelled your flight, we have issued a travel voucher of $120.00, good for 12 months.',
  );
  // Trips
  L.mail(
    '2026-07-01',
    '20:00',
    'United Airlines <receipts@united.example>',
    'eTicket Itinerary and Receipt for Confirmation KX4P2M',
    'Confirmation: KX4P2M\n\nFlight 1 of 2 UA2219 Class: United Economy (K)\nFri, Sep 04, 2026\n07:15 AM  Denver, CO, US (DEN)\nFri, Sep 04, 2026\n09:05 AM  Seattle, WA, US (SEA)\n\nFlight 2 of 2 UA644\nMon, Sep 07, 2026\n05:40 PM  Seattle, WA, US (SEA)\nMon, Sep 07, 2026\n09:20 PM  Denver, CO, US (DEN)\n\nTraveler: OKAFOR/DANA\nTotal: $286.20',
  );
  L.mail(
    '2026-07-02',
    '20:00',
    'Hilton <reservations@hilton.example>',
    'Your reservation is confirmed at Hilton Seattle',
    'Confirmation number 3310288120\nHilton Seattle, 1301 6th Avenue, Seattle, WA 98101\nArrival: Friday, September 4, 2026\nDeparture: Monday, September 7, 2026\nTotal for stay: $612.33',
  );
  L.trip('Seattle', '2026-09-04', '2026-09-07');
  L.mail(
    '2026-06-12',
    '20:00',
    'Air France <no-reply@airfrance.example>',
    'Votre confirmation de réservation - R7TQ2K',
    'Référence de réservation : R7TQ2K\nPassager : Mme Dana OKAFOR\n\nVol AF0067 - sam. 10 octobre 2026\n16:55 Denver (DEN)\n10:40 (+1) Paris Charles de Gaulle (CDG)\n\nVol AF0068 - sam. 24 octobre 2026\n13:15 Paris Charles de Gaulle (CDG)\n15:05 Denver (DEN)\n\nMontant total : 804,30 EUR',
  );
  L.mail(
    '2026-06-14',
    '20:00',
    'SNCF Connect <ne-pas-repondre@sncf-connect.example>',
    'Confirmation de votre voyage Paris - Lyon',
    'Référence du dossier : TGV8QP\nAller : dimanche 11 octobre 2026\n14:00 Paris Gare de Lyon → 16:02 Lyon Part-Dieu, TGV INOUI 6617\nRetour : vendredi 23 octobre 2026\n17:58 Lyon Part-Dieu → 20:00 Paris Gare de Lyon, TGV INOUI 6626\n1 passager. 118,00 €',
  );
  L.trip(['Lyon'], '2026-10-10', '2026-10-24');
  L.mail(
    '2026-07-20',
    '20:00',
    'VRBO <no-reply@vrbo.example>',
    'Your booking in Moab is confirmed',
    'Red Rock Bungalow, Moab, Utah\nReservation ID HA-88120K\nCheck in: Thu, Nov 26, 2026\nCheck out: Sun, Nov 29, 2026\n4 guests. Total $744.10',
  );
  L.event({ title: 'Thanksgiving in Moab', start: '2026-11-26', end: '2026-11-30', uid: 'moab@r' });
  L.trip('Moab', '2026-11-26', '2026-11-29');
  L.mail(
    '2026-05-20',
    '20:00',
    'Southwest Airlines <southwest@luv.example>',
    "You're going to Austin on 09/18 (3KQ8PL)!",
    'Confirmation # 3KQ8PL\nPassenger Dana Okafor\nFriday, 09/18/2026\nFlight # 1188 DEPARTS DEN 10:05AM Denver ARRIVES AUS 01:10PM Austin\nSunday, 09/20/2026\nFlight # 2044 DEPARTS AUS 06:30PM Austin ARRIVES DEN 07:45PM Denver',
  );
  L.mail(
    '2026-07-28',
    '20:00',
    'Southwest Airlines <southwest@luv.example>',
    'Your flight is canceled (3KQ8PL)',
    "As you requested, we've canceled your trip, confirmation # 3KQ8PL. Your funds are available for future travel.",
  );
  L.mail(
    '2026-08-02',
    '20:00',
    'Kemi Okafor <kemi.okafor@example.com>',
    'Fwd: Delta: Your Flight Receipt',
    'im coming back!! details below\n\n-------- Forwarded Message --------\nFrom: Delta Air Lines\nConfirmation: GQ2LM8\nPassenger: KEMI OKAFOR\nDL 1102 Atlanta (ATL) to Boston (BOS) Sat, 12SEP2026 8:15am - 10:58am\nDL 1140 Boston (BOS) to Atlanta (ATL) Tue, 15SEP2026 6:00pm - 9:02pm',
  );
  L.event({ title: 'Kemi in Boston', start: '2026-09-12', end: '2026-09-16', uid: 'kemi@r' });
  L.mail(
    '2026-08-10',
    '06:00',
    'Kayak <deals@kayak.example>',
    'Denver to Cancun from $198 round trip',
    'Depart Oct 3, return Oct 10. Book by Friday.',
    { labels: ['Promotions'], list_id: 'deals' },
  );
  // Birthdays
  L.contact({ title: 'Kemi Okafor', birthday: '1994-10-02', emails: ['kemi.okafor@example.com'], uid: 'd1' });
  L.birthday('Kemi Okafor', '2026-10-02');
  L.contact({ title: 'Marcus Bell', birthday: '--12-19', uid: 'd2' });
  L.event({ title: 'Marcus b-day', start: '2025-12-19', end: '2025-12-20', rrule: 'FREQ=YEARLY', uid: 'e1' });
  L.birthday(['Marcus Bell', 'Marcus'], '2026-12-19');
  L.event({ title: 'Anniv. Mamie Jo', start: '2025-09-21', end: '2025-09-22', rrule: 'FREQ=YEARLY', uid: 'e2' });
  L.birthday(['Mamie Jo'], '2026-09-21');
  L.event({ title: 'Zoe is 5!', start: '2026-08-30', end: '2026-08-31', uid: 'e3' });
  L.birthday('Zoe', '2026-08-30');
  L.event({ title: "Grandma's 80th birthday", start: '2026-11-08', end: '2026-11-09', uid: 'e4' });
  L.birthday('Grandma', '2026-11-08');
  L.event({ title: 'BDAY - Luis', start: '2026-01-31', end: '2026-02-01', rrule: 'FREQ=YEARLY', uid: 'e5' });
  L.birthday('Luis', '2027-01-31');
  L.event({ title: 'Les 40 ans de Claire', start: '2026-10-17', end: '2026-10-18', uid: 'e6' });
  L.birthday('Claire', '2026-10-17');
  L.event({
    title: 'Company 25th anniversary gala',
    start: '2026-09-25T18:00:00-06:00',
    end: '2026-09-25T22:00:00-06:00',
    uid: 'e7',
    zone: 'America/Denver',
  });
  L.event({
    title: 'Birthday party @ Jump City (Theo)',
    start: '2026-08-29T13:00:00-06:00',
    end: '2026-08-29T15:00:00-06:00',
    uid: 'e8',
    zone: 'America/Denver',
  });
  L.allow('birthday', { name: 'Theo' });
  L.mail(
    '2026-05-01',
    '08:00',
    'Sephora <beauty@sephora.example>',
    'Happy birthday, Dana! Your free gift',
    "It's your birthday month! Pick your gift.",
    { list_id: 'seph' },
  );
  L.allow('birthday', { name: 'Dana' });
  // Returns
  L.tx('2026-08-08', 'REI.COM 800-426-4840', -189, CC.account, 'USD');
  L.mail(
    '2026-08-08',
    '19:00',
    'REI Co-op <orders@rei.example>',
    'Your REI order confirmation (A2281120)',
    "Thanks for your order, Dana!\nOrder A2281120\nFlash 55 Pack $189.00\nOrder total: $189.00\nDon't love it? You have 90 days from delivery to return it.",
  );
  L.mail(
    '2026-08-12',
    '19:00',
    'REI Co-op <orders@rei.example>',
    'Delivered: your REI order A2281120',
    'Your package was delivered on Aug 12.',
  );
  L.window('REI', '2026-11-10');
  L.tx('2026-08-03', 'ZAPPOS.COM', -120, CC.account, 'USD');
  L.mail(
    '2026-08-03',
    '19:00',
    'Zappos <cs@zappos.example>',
    'Order Confirmation #114-2208812',
    'Hoka Clifton 9 $120.00\nTotal $120.00\nFree returns through September 2, 2026.',
  );
  L.window('Zappos', '2026-09-02');
  L.tx('2026-08-10', 'BESTBUYCOM80661', -79.99, CC.account, 'USD');
  L.mail(
    '2026-08-10',
    '19:00',
    'Best Buy <orders@bestbuy.example>',
    'Thanks for your order BBY01-80661',
    'Anker charger $79.99. Picked up Aug 10. Return by Aug 25, 2026.',
  );
  L.window('Best Buy', '2026-08-25');
  L.tx('2026-08-05', 'CARTE 05/08/26 FNAC DARTY CB*8812', -64.9, FR.account, 'EUR');
  L.mail(
    '2026-08-05',
    '10:00',
    'Fnac <commande@fnac.example>',
    'Confirmation de votre commande n°8Q2210',
    'Bonjour Dana,\nMerci pour votre commande n°8Q2210.\nCasque audio 64,90 €\nTotal : 64,90 €\nVous disposez de 30 jours pour retourner votre article.',
  );
  L.window('Fnac', '2026-09-04');
  L.tx('2026-08-14', 'POSHMARK', -55, CC.account, 'USD');
  L.mail(
    '2026-08-14',
    '10:00',
    'Poshmark <orders@poshmark.example>',
    'Your Poshmark order',
    'Order 88120K: vintage coat $55.00. All sales are final.',
  );
  L.mail(
    '2026-08-15',
    '20:00',
    'DoorDash <no-reply@doordash.example>',
    'Order Confirmation for Dana from Thai Basil',
    'Paid with Visa. Total: $31.88',
  );
}
