/**
 * What that life has beside payments: what shops, airlines and railways write in five languages and what only looks like it,
 * birthdays, and what is to be found in all of it.
 */

const mail = (day, from, subject, body) => ({ day, from, subject, body });

const SHOPS = [
  mail(
    '2026-09-12',
    'ABOUT YOU <service@aboutyou.example>',
    'Deine Rücksendung ist bei uns angekommen',
    'Hallo Noa,\n\nwir haben deine Rücksendung erhalten. Den Betrag von 79,95 € erstatten wir dir innerhalb von 5 Werktagen über PayPal.\n\nDein ABOUT YOU Team',
  ),
  mail(
    '2026-09-25',
    'REI Co-op <returns@rei.example>',
    'Your refund has been processed',
    'Hi Noa,\n\nWe processed your return. A refund of $64.20 will be credited to your original form of payment in 5-7 business days.\n\nThanks for shopping with REI Co-op.',
  ),
  mail(
    '2026-10-10',
    'Vinted <no-reply@vinted.example>',
    'Ton remboursement',
    'Bonjour Noa,\n\nTon remboursement de 45,00 € a été effectué et arrivera sur ton compte sous 10 jours ouvrés.',
  ),
  mail(
    '2026-10-14',
    'ASOS <noreply@asos.example>',
    'We’ve got your return',
    'Your return has been received. We’ll refund £52.00 to your card within 10 working days.',
  ),
  mail(
    '2026-11-21',
    'John Lewis & Partners <orders@johnlewis.example>',
    'Your order 9917 4410 is confirmed',
    'Thank you for your order.\n\nOrder number: 99174410\n\nWool throw, grey    £89.00\nDelivery    Free\nTotal    £89.00\n\nChanged your mind? You have 35 days to return it.',
  ),
  mail(
    '2026-11-23',
    'Avocadostore <bestellung@avocadostore.example>',
    'Bestellbestätigung AV-22817',
    'Danke für deine Bestellung!\n\nBestellnummer: AV-22817\n1 x Rucksack aus Kork    119,90 EUR\nGesamtsumme: 119,90 EUR\n\nDu kannst die Ware innerhalb von 30 Tagen zurücksenden.',
  ),
  mail(
    '2026-11-17',
    'Nature & Découvertes <commande@natureetdecouvertes.example>',
    'Confirmation de commande 4410-882',
    'Merci pour votre commande.\n\nN° de commande : 4410882\nLampe de lecture    34,90 €\nMontant total : 34,90 €\n\nVous disposez de 30 jours pour nous retourner vos articles.',
  ),
  mail(
    '2026-10-02',
    'Patagonia <orders@patagonia.example>',
    'Thanks for your order',
    'Order number: 55190228\nNano Puff Jacket    $159.00\nTotal    $159.00\n\nReturns accepted until November 1, 2026.',
  ),
  mail(
    '2026-11-25',
    'Etsy <deals@etsy.example>',
    'Your order could be 20% off',
    'This week only: from $12.00. Free returns within 30 days on thousands of items.\n\nUnsubscribe: https://etsy.example/unsubscribe',
  ),
  mail(
    '2026-11-27',
    'Uber Eats <receipts@uber.example>',
    'Your order from Dishoom',
    'Thanks for your order, Noa.\n\nOrder number: 88120\n2 x Black daal    £14.80\nTotal    £19.30',
  ),
];

const JOURNEYS = [
  mail(
    '2026-11-02',
    'Deutsche Bahn <noreply@bahn.example>',
    'Buchungsbestätigung (Auftrag 881233014410)',
    'Vielen Dank für Ihre Buchung.\n\nAuftragsnummer: 881233014410\n\nHinfahrt am 12.12.2026\nBasel SBB    ab 09:06\nMünchen Hbf    an 13:53\nICE 75\n\nRückfahrt am 15.12.2026\nMünchen Hbf    ab 14:28\nBasel SBB    an 19:47\nICE 616\n\nGesamtpreis: 98,80 EUR',
  ),
  mail(
    '2026-11-05',
    'SNCF Connect <ne-pas-repondre@sncf-connect.example>',
    'Confirmation de votre commande QW8R2T',
    'Votre voyage est confirmé.\n\nRéférence de dossier : QW8R2T\n\nAller : vendredi 8 janvier 2027\nBasel SBB 08:34 → Paris Gare de Lyon 11:38\nTGV 9206, voiture 4, place 32\n\nRetour : lundi 11 janvier 2027\nParis Gare de Lyon 14:22 → Basel SBB 17:26\nTGV 9219\n\nMontant total : 118,00 €',
  ),
  mail(
    '2026-11-08',
    'Vueling <noreply@vueling.example>',
    'Confirmación de reserva K7QW2M',
    'Tu código de reserva es K7QW2M.\n\nIda\nVY6243  Zúrich (ZRH) - Barcelona (BCN)\nviernes, 22 de enero de 2027  10:35 - 12:25\n\nVuelta\nVY6242  Barcelona (BCN) - Zúrich (ZRH)\ndomingo, 24 de enero de 2027  19:40 - 21:25\n\nImporte total: 143,98 €',
  ),
  mail(
    '2026-11-11',
    'easyJet <confirmation@easyjet.example>',
    'easyJet booking reference: KL2M9QX',
    'Thanks for booking with us. Your booking reference is KL2M9QX.\n\nBasel Mulhouse Freiburg to London Gatwick\nEZS8451\nDep Sat 06 Feb 2027 07:10\nArr Sat 06 Feb 2027 07:55\n\nLondon Gatwick to Basel Mulhouse Freiburg\nEZS8456\nDep Wed 10 Feb 2027 18:20\nArr Wed 10 Feb 2027 20:55\n\nTotal paid: £96.40',
  ),
  mail(
    '2026-11-14',
    'United Airlines <receipts@united.example>',
    'eTicket Itinerary and Receipt for Confirmation A1B2C3',
    'Confirmation Number:\nA1B2C3\n\nFlight 1 of 2 UA135    Class: United Economy (K)\nFri, Mar 05, 2027    Fri, Mar 05, 2027\n09:40 AM    01:15 PM\nZurich, CH (ZRH)    New York/Newark, NJ, US (EWR)\n\nFlight 2 of 2 UA134    Class: United Economy (K)\nSun, Mar 14, 2027    Mon, Mar 15, 2027\n06:05 PM    08:10 AM\nNew York/Newark, NJ, US (EWR)    Zurich, CH (ZRH)\n\nTraveler: BERGER/NOA',
  ),
  mail(
    '2026-11-16',
    'Booking.com <noreply@booking.example>',
    'Ihre Buchung in Salzburg ist bestätigt',
    'Bestätigungsnummer: 3391827364\n\nHotel Wolf Dietrich\nWolf-Dietrich-Straße 7, 5020 Salzburg, Österreich\n\nAnreise: Freitag, 9. April 2027 (ab 15:00 Uhr)\nAbreise: Sonntag, 11. April 2027 (bis 11:00 Uhr)\n\n2 Nächte, 1 Doppelzimmer\nGesamtpreis: € 284,00',
  ),
  mail(
    '2026-11-18',
    'SBB <noreply@sbb.example>',
    'Ihre SBB-Bestellung 77120344',
    'Guten Tag\n\nHinfahrt: Fr, 30.04.2027, Basel SBB – Lugano, ab 08:04, an 11:26\nRückfahrt: So, 02.05.2027, Lugano – Basel SBB, ab 15:02, an 18:29\n\nBillett: Sparbillett, CHF 74.00',
  ),
  mail(
    '2026-11-19',
    'Trenitalia <noreply@trenitalia.example>',
    'Conferma di acquisto - PNR H4K2LM',
    'Codice prenotazione: H4K2LM\n\nAndata: Basel SBB - Milano Centrale\nPartenza: 21/05/2027 ore 12:28\nArrivo: 21/05/2027 ore 16:50\nTreno EC 59\n\nRitorno: Milano Centrale - Basel SBB\nPartenza: 23/05/2027 ore 13:10\nArrivo: 23/05/2027 ore 17:32\nTreno EC 56',
  ),
  mail(
    '2026-11-20',
    'KLM <noreply@klm.example>',
    'Je boeking is bevestigd: R3DZ8L',
    'Je boekingscode is R3DZ8L.\n\nHeenreis\nKL1986  Bazel (BSL) - Amsterdam (AMS)\nvrijdag 11 juni 2027, 12:05 - 13:40\n\nTerugreis\nKL1985  Amsterdam (AMS) - Bazel (BSL)\nmaandag 14 juni 2027, 09:50 - 11:15',
  ),
  mail(
    '2026-11-21',
    'KLM <offers@klm.example>',
    'Amsterdam to Lisbon from €59',
    'Book your flight by 12 December 2026 and fly from Amsterdam to Lisbon between 10 January and 31 March 2027.\n\nUnsubscribe: https://klm.example/unsubscribe',
  ),
  mail(
    '2026-11-22',
    'FlixBus <noreply@flixbus.example>',
    'Deine Buchung #3087771234',
    'Buchungsnummer: 3087771234\n\nHinfahrt: Sa, 26.06.2027\n07:30 Basel (Bahnhof SBB)\n10:15 Stuttgart (Flughafen)\nBus 1203\n\nRückfahrt: So, 27.06.2027\n18:00 Stuttgart (Flughafen)\n20:50 Basel (Bahnhof SBB)\nBus 1203',
  ),
  mail(
    '2026-11-24',
    'Ryanair <itinerary@ryanair.example>',
    'Your Ryanair booking XN4T7P',
    'Reservation: XN4T7P\n\nFR5432 Basel (BSL) - Dublin (DUB)\nTue, 13 Jul 27\nDeparts 14:20 Arrives 15:35\n\nFR5431 Dublin (DUB) - Basel (BSL)\nSat, 17 Jul 27\nDeparts 10:05 Arrives 13:15\n\nTotal paid 88.98 EUR',
  ),
  mail(
    '2026-11-26',
    'Ryanair <itinerary@ryanair.example>',
    'Your booking XN4T7P has been cancelled',
    'Your reservation XN4T7P has been cancelled as requested.',
  ),
];

/** All of them. */
export const mails = [...SHOPS, ...JOURNEYS];

/** Entries of whole days: title, first day, whether they come back every year. */
export const DAYS = [
  ['Geburtstag von Reto', '1979-12-03', true],
  ['Anniversaire de Camille', '2020-01-17', true],
  ['Cumpleaños Lucía', '2019-02-09', true],
  ['Compleanno di Giulia', '2018-03-21', true],
  ['Verjaardag Sanne', '2021-04-30', true],
  ['🎂 Liam O’Shea’s birthday', '2017-06-05', true],
  ['Födelsedag Astrid', '2016-08-24', true],
  ['Geburtstagsfeier Büro', '2026-12-10', false],
  ['Buy birthday present for Tom', '2026-12-11', false],
  ['Anniversaire de mariage Papa et Maman', '2015-09-12', true],
];

const trip = (destination, start, end) => ({ destination, start, end });
const born = (name, date) => ({ name, date });

/** What must be found beside subscriptions and their prices. */
export const TRUTH = {
  double_charge: [
    { merchant: 'FNAC', amount: '89.90', currency: 'EUR', date: '2026-09-19' },
    { merchant: 'Best Buy', amount: '129.99', currency: 'USD', date: '2026-10-06' },
  ],
  missing_refund: [
    { merchant: 'About You', amount: '79.95', currency: 'EUR', since: '2026-09-12' },
    { merchant: 'REI', amount: '64.20', currency: 'USD', since: '2026-09-25' },
  ],
  return_window: [
    { merchant: 'John Lewis', amount: '89.00', currency: 'GBP', until: '2026-12-26' },
    { merchant: 'Avocadostore', amount: '119.90', currency: 'EUR', until: '2026-12-23' },
    { merchant: 'Nature & Découvertes', amount: '34.90', currency: 'EUR', until: '2026-12-17' },
  ],
  trip: [
    trip('Munich', '2026-12-12', '2026-12-15'),
    trip('Paris', '2027-01-08', '2027-01-11'),
    trip('Barcelona', '2027-01-22', '2027-01-24'),
    trip('London', '2027-02-06', '2027-02-10'),
    trip('New York', '2027-03-05', '2027-03-15'),
    trip('Salzburg', '2027-04-09', '2027-04-11'),
    trip('Lugano', '2027-04-30', '2027-05-02'),
    trip('Milan', '2027-05-21', '2027-05-23'),
    trip('Amsterdam', '2027-06-11', '2027-06-14'),
    trip('Stuttgart', '2027-06-26', '2027-06-27'),
  ],
  birthday: [
    born('Reto', '2026-12-03'),
    born('Camille', '2027-01-17'),
    born('Lucía', '2027-02-09'),
    born('Giulia', '2027-03-21'),
    born('Sanne', '2027-04-30'),
    born('Jordan Wells', '2027-05-14'),
    born('Liam O’Shea', '2027-06-05'),
    born('Astrid', '2027-08-24'),
    born('Marta Okafor', '2027-10-02'),
  ],
};
