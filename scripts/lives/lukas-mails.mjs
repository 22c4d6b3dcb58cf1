/** What the mails, the calendar and the address book of `lukas.mjs` tell. */

import { CAIXA, ERSTE } from './lukas-bills.mjs';

/** Journeys, birthdays, refunds, orders: mails, entries and the payments they are about. */
export function mails(L) {
  // Refunds
  L.tx('2026-09-08', 'Zalando', -79.9, 'N26', 'EUR');
  L.mail(
    '2026-09-21',
    '11:11',
    'Zalando <info@zalando.example>',
    'Deine Rücksendung ist angekommen',
    'Hallo Lukas, deine Rücksendung zur Bestellung 10330088120 ist bei uns eingetroffen. Wir erstatten dir 79,90 € innerhalb von 14 Tagen auf dein Konto.',
  );
  L.expect('missing_refund', { merchant: 'Zalando', amount: '79.90' });
  L.mail(
    '2026-05-12',
    '08:08',
    'Lufthansa <online@lufthansa.example>',
    'Erstattung Ihres Tickets 220-2210088',
    'Sehr geehrter Herr Brandstätter, wir haben die Erstattung von EUR 312,40 veranlasst. Bitte rechnen Sie mit bis zu 4 Wochen.',
  );
  L.tx('2026-04-02', 'LUFTHANSA 2202210088', -312.4, 'N26', 'EUR');
  L.tx('2026-06-15', 'DEUTSCHE LUFTHANSA AG ERSTATTUNG', 312.4, ERSTE.account, 'EUR');
  L.mail(
    '2026-08-05',
    '17:00',
    'ABOUT YOU <service@aboutyou.example>',
    'Erstattung unterwegs',
    'Wir haben deine Retoure bearbeitet. 49,95 € werden dir in den nächsten Tagen gutgeschrieben.',
  );
  L.tx('2026-07-20', 'ABOUT YOU SE', -90, 'N26', 'EUR');
  L.tx('2026-08-07', 'ABOUT YOU SE', 30, 'N26', 'EUR');
  L.tx('2026-08-09', 'ABOUT YOU SE', 19.95, 'N26', 'EUR');
  L.mail(
    '2026-09-30',
    '12:12',
    'A1 <noreply@a1.example>',
    'Gutschrift auf Ihrer nächsten Rechnung',
    'Als Entschuldigung für die Störung erhalten Sie eine Gutschrift von 20,00 € auf Ihrer nächsten Rechnung.',
  );
  L.mail(
    '2026-10-02',
    '12:40',
    'Vueling <no-reply@vueling.example>',
    'Reembolso aprobado',
    'Hola Marta: hemos aprobado el reembolso de 64,50 € por tu vuelo cancelado VY8712. Lo recibirás en un plazo de 10 días.',
  );
  L.tx('2026-10-09', 'ABONO VUELING AIRLINES SA', 64.5, CAIXA.account, 'EUR');
  L.mail(
    '2026-11-07',
    '09:30',
    'Decathlon <service@decathlon.example>',
    'Ihre Rückgabe',
    'Wir haben Ihre Rückgabe erhalten und erstatten Ihnen 39,99 € innerhalb von 10 Tagen.',
  );
  L.tx('2026-10-28', 'Decathlon', -39.99, 'N26', 'EUR');
  L.tx('2026-06-22', 'FeWo-direkt', -180, 'N26', 'EUR');
  L.mail(
    '2026-07-30',
    '14:14',
    'FeWo-direkt <support@fewo.example>',
    'Stornierung bestätigt: Ferienhaus Grado',
    'Ihre Buchung wurde storniert. Wir erstatten Ihnen den vollen Betrag von 180,00 EUR binnen 10 Werktagen auf die ursprüngliche Zahlungsart.',
  );
  L.expect('missing_refund', { merchant: ['FeWo-direkt', 'FeWo'], amount: '180.00' });
  L.mail(
    '2026-09-14',
    '10:14',
    'El Corte Inglés <atencion@elcorteingles.example>',
    'Tu devolución',
    'Hemos recibido tu devolución. Te reembolsaremos 54,95 € en un plazo máximo de 14 días en tu tarjeta.',
  );
  L.tx('2026-08-20', 'COMPRA TARJ. 5402XXXXXXXX1234 EL CORTE INGLES VALENCIA', -54.95, CAIXA.account, 'EUR');
  L.expect('missing_refund', { merchant: ['El Corte Inglés', 'El Corte Ingles'], amount: '54.95' });
  L.mail(
    '2026-10-15',
    '06:14',
    'Otto <newsletter@otto.example>',
    'Geld-zurück-Garantie auf alle Waschmaschinen',
    'Nicht zufrieden? Wir erstatten den Kaufpreis, bis zu 500 €. Nur bis Sonntag.',
    { labels: ['Werbung'], list_id: 'otto' },
  );

  // Trips
  L.tx('2026-10-12', 'ÖBB Personenverkehr', -69.8, 'N26', 'EUR');
  L.mail(
    '2026-10-12',
    '20:02',
    'ÖBB <tickets@oebb.example>',
    'Ihre Buchungsbestätigung 4471 2210 90',
    'Vielen Dank für Ihre Buchung!\n\nHinfahrt: Fr, 20.11.2026\nWien Hbf ab 07:30 – Salzburg Hbf an 09:52, RJX 162\n\nRückfahrt: So, 22.11.2026\nSalzburg Hbf ab 18:08 – Wien Hbf an 20:30, RJX 169\n\nReisende: Lukas Brandstätter, Marta Ferrer\nGesamtpreis: 69,80 €',
  );
  L.mail(
    '2026-10-12',
    '20:40',
    'Hotel am Mirabell <reservierung@ammirabell.example>',
    'Reservierungsbestätigung 22108',
    'Sehr geehrter Herr Brandstätter,\nwir freuen uns auf Sie.\nAnreise: 20.11.2026\nAbreise: 22.11.2026\nDoppelzimmer mit Frühstück, 2 Nächte, 258,00 €\nHotel am Mirabell, Auerspergstraße 11, 5020 Salzburg',
  );
  L.trip('Salzburg', '2026-11-20', '2026-11-22');
  L.tx('2026-09-02', 'VUELING AIRLINES VIE-VLC', -388.2, 'N26', 'EUR');
  L.mail(
    '2026-09-02',
    '22:20',
    'Vueling <no-reply@vueling.example>',
    'Confirmación de tu reserva QK7Z2P',
    '¡Gracias por tu reserva!\nCódigo de reserva: QK7Z2P\n\nIda: sábado 19 de diciembre de 2026\nVY8713 Viena (VIE) 14:05 - Valencia (VLC) 16:40\n\nVuelta: lunes 4 de enero de 2027\nVY8712 Valencia (VLC) 10:30 - Viena (VIE) 13:05\n\nPasajeros: Lukas Brandstätter, Marta Ferrer, Lena Brandstätter\nTotal: 388,20 €',
  );
  L.trip('Valencia', '2026-12-19', '2027-01-04');
  L.mail(
    '2026-10-21',
    '13:00',
    'SWISS <noreply@swiss.example>',
    'Your booking is confirmed – ZH7QPX',
    'Booking reference ZH7QPX\nMr Lukas Brandstaetter\n\nLX 1573 | Mon 16 Nov 2026 | Vienna VIE 07:00 – Zurich ZRH 08:25\nLX 1584 | Wed 18 Nov 2026 | Zurich ZRH 19:45 – Vienna VIE 21:05\n\nTotal CHF 214.60',
  );
  L.event({ title: 'Büro Zürich', start: '2026-11-16', end: '2026-11-19', uid: 'zrh@q' });
  L.trip(['Zurich', 'Zürich'], '2026-11-16', '2026-11-18');
  L.mail(
    '2026-08-14',
    '21:00',
    'Ryanair <itinerary@ryanair.example>',
    'Ryanair Reisebestätigung (RQ8K2L)',
    'Reservierungsnummer: RQ8K2L\nFR 710 Wien (VIE) - Rom Ciampino (CIA) Sa, 05 Dez 26 06:10 - 07:50\nFR 711 Rom Ciampino (CIA) - Wien (VIE) Mo, 07 Dez 26 21:10 - 22:55\nPassagier: Lukas Brandstätter',
  );
  L.mail(
    '2026-10-30',
    '21:01',
    'Ryanair <itinerary@ryanair.example>',
    'Ihr Flug wurde storniert (RQ8K2L)',
    'Leider mussten wir Ihre Flüge FR 710 am 05 Dez 26 und FR 711 am 07 Dez 26, Reservierungsnummer RQ8K2L, stornieren. Sie haben eine Erstattung gewählt.',
  );
  L.mail(
    '2026-10-01',
    '18:30',
    'Elfriede Brandstätter <elfriede@brandstaetter.example.at>',
    'WG: Ihre Reisebestätigung Madeira',
    'Schau Lukas, wir fliegen wirklich! Bussi Mama\n\n-----Ursprüngliche Nachricht-----\nVon: TUI <service@tui.example>\nBetreff: Ihre Reisebestätigung\n\nReisende: Elfriede Brandstätter, Josef Brandstätter\nOS 9411 Wien (VIE) - Funchal (FNC) 09.01.2027 06:10 - 10:30\nOS 9412 Funchal (FNC) - Wien (VIE) 16.01.2027 11:30 - 17:30\nHotel Savoy Palace, Funchal, 7 Nächte',
  );
  L.mail(
    '2026-09-20',
    '10:40',
    'Lufthansa <online@lufthansa.example>',
    'Buchungsbestätigung 6PLQ8T',
    'Buchungscode: 6PLQ8T\nPassagier: Lukas Brandstätter\n\nLH 1237  06.02.2027  Wien (VIE) 09:05 – Frankfurt (FRA) 10:35\nLH 422   06.02.2027  Frankfurt (FRA) 13:25 – Boston (BOS) 15:40\nLH 425   13.02.2027  Boston (BOS) 21:05 – München (MUC) 10:20 +1\nLH 2328  14.02.2027  München (MUC) 11:40 – Wien (VIE) 12:40\n\nGesamtpreis 642,18 EUR',
  );
  L.mail(
    '2026-10-25',
    '10:41',
    'Lufthansa <online@lufthansa.example>',
    'Flugplanänderung zu Ihrer Buchung 6PLQ8T',
    'Sehr geehrter Herr Brandstätter,\nIhr Flugplan hat sich geändert. Ihr neuer Reiseverlauf, Buchungscode: 6PLQ8T\n\nLH 1237  06.02.2027  Wien (VIE) 09:05 – Frankfurt (FRA) 10:35\nLH 422   06.02.2027  Frankfurt (FRA) 13:25 – Boston (BOS) 15:40\nLH 425   14.02.2027  Boston (BOS) 21:05 – München (MUC) 10:20 +1\nLH 2328  15.02.2027  München (MUC) 11:40 – Wien (VIE) 12:40',
  );
  L.trip('Boston', '2027-02-06', '2027-02-15');
  L.mail(
    '2026-09-05',
    '09:09',
    'Hotel Alpenrose <info@alpenrose.example>',
    'Buchungsbestätigung Nr. 3318',
    'Liebe Familie Brandstätter,\ngerne bestätigen wir Ihren Aufenthalt im Hotel Alpenrose, Römerstraße 45, 5562 Obertauern.\nAnreise: Samstag, 6. März 2027\nAbreise: Samstag, 13. März 2027\nFamilienzimmer, Halbpension, 7 Nächte. Anzahlung 300,00 € dankend erhalten.',
  );
  L.event({ title: 'Skiurlaub Obertauern', start: '2027-03-06', end: '2027-03-14', uid: 'ski@q' });
  L.trip('Obertauern', '2027-03-06', '2027-03-13');
  L.mail(
    '2026-11-03',
    '19:19',
    'FlixBus <noreply@flixbus.example>',
    'Deine Buchung 3081 2210 44 ist bestätigt',
    'Hinfahrt\nFr, 11. Dez. 2026\n08:00 Wien Erdberg → 10:55 Budapest Népliget\nBus 047\n\nRückfahrt\nSo, 13. Dez. 2026\n17:00 Budapest Népliget → 19:55 Wien Erdberg\nBus 047\n\n2 Fahrgäste, 63,96 €',
  );
  L.tx('2026-11-03', 'FLIXBUS.COM', -63.96, 'N26', 'EUR');
  L.mail(
    '2026-11-04',
    '19:19',
    'Booking.com <noreply@booking.example>',
    'Ihre Buchung im Hotel Rum Budapest ist bestätigt',
    'Buchungsnummer: 4011882290\nHotel Rum Budapest\nKirályi Pál u. 4, 1053 Budapest, Ungarn\nAnreise: Freitag, 11. Dezember 2026 (ab 15:00)\nAbreise: Sonntag, 13. Dezember 2026 (bis 11:00)\nPreis: 78.400 HUF',
  );
  L.trip('Budapest', '2026-12-11', '2026-12-13');
  L.mail(
    '2026-11-06',
    '06:06',
    'Austrian <angebote@austrian.example>',
    'Red Deals: Wien – Lissabon ab 99 €',
    'Reisezeitraum 10.01.2027 bis 31.03.2027. Jetzt buchen!',
    { labels: ['Werbung'], list_id: 'austrian' },
  );
  L.event({ title: 'Marta in Madrid', start: '2026-11-25', end: '2026-11-28', uid: 'marta@q' });
  L.mail(
    '2026-02-01',
    '06:06',
    'ÖBB <tickets@oebb.example>',
    'Ihre Buchungsbestätigung 4471 0001 11',
    'Hinfahrt: Fr, 20.03.2026\nWien Hbf ab 07:30 – Graz Hbf an 10:05, RJ 131\nRückfahrt: So, 22.03.2026\nGraz Hbf ab 17:26 – Wien Hbf an 20:02, RJ 132',
  );

  // Birthdays
  L.contact({ title: 'Carmen Ferrer', birthday: '1958-12-03', phones: ['+34 600 000 000'], uid: 'k1' });
  L.birthday(['Carmen Ferrer', 'Carmen'], '2026-12-03');
  L.contact({ title: 'Thomas Huber', birthday: '--01-23', emails: ['thomas.huber@example.at'], uid: 'k2' });
  L.birthday('Thomas Huber', '2027-01-23');
  L.contact({ title: 'Sophie Gruber', emails: ['sophie@example.at'], uid: 'k3' });
  L.event({ title: 'Geburtstag Oma Hilde', start: '2025-05-14', end: '2025-05-15', rrule: 'FREQ=YEARLY', uid: 'g1' });
  L.birthday(['Oma Hilde', 'Hilde'], '2027-05-14');
  L.event({ title: 'Cumpleaños de Marta', start: '2020-02-17', end: '2020-02-18', rrule: 'FREQ=YEARLY', uid: 'g2' });
  L.birthday('Marta', '2027-02-17');
  L.event({ title: 'Lenas Geburtstag 🎈', start: '2026-11-29', end: '2026-11-30', uid: 'g3' });
  L.birthday(['Lena', 'Lenas'], '2026-11-29');
  L.event({ title: 'Papa 65. Geburtstag', start: '2026-12-21', end: '2026-12-22', uid: 'g4' });
  L.birthday('Papa', '2026-12-21');
  L.event({ title: 'Jonas wird 7', start: '2026-12-08', end: '2026-12-09', uid: 'g5' });
  L.birthday('Jonas', '2026-12-08');
  L.event({ title: 'Geb. Onkel Franz', start: '2024-11-18', end: '2024-11-19', rrule: 'FREQ=YEARLY', uid: 'g6' });
  L.birthday(['Onkel Franz', 'Franz'], '2026-11-18');
  L.event({ title: 'Sophie Geburtstag', start: '2026-09-09', end: '2026-09-10', rrule: 'FREQ=YEARLY', uid: 'g7' });
  L.birthday(['Sophie Gruber', 'Sophie'], '2027-09-09');
  L.event({ title: 'Namenstag Josef', start: '2027-03-19', end: '2027-03-20', uid: 'g8' });
  L.event({
    title: 'Geburtstagsfeier Emil (Lena hinbringen)',
    start: '2026-11-21T15:00:00+01:00',
    end: '2026-11-21T18:00:00+01:00',
    uid: 'g9',
    zone: 'Europe/Vienna',
  });
  L.allow('birthday', { name: 'Emil' });
  L.event({ title: 'Hochzeitstag', start: '2019-06-08', end: '2019-06-09', rrule: 'FREQ=YEARLY', uid: 'g10' });
  L.mail(
    '2026-10-28',
    '19:00',
    'Thomas Huber <thomas.huber@example.at>',
    'Einladung',
    'Servus! Ich feiere meinen 40er nach, am 28. November ab 19 Uhr bei uns. Kommt ihr? LG Thomas',
  );
  L.allow('birthday', { name: 'Thomas' });
  for (const [d, who] of [
    ['2026-10-05', 'Thalia'],
    ['2026-03-12', 'Hervis'],
  ])
    L.mail(
      d,
      '07:00',
      `${who} <news@${who.toLowerCase()}.example>`,
      'Wir feiern Geburtstag! 🎂 -20% auf alles',
      '100 Jahre: Feiern Sie mit uns und sparen Sie 20%.',
      { labels: ['Werbung'], list_id: 'news' },
    );
  L.mail(
    '2026-06-30',
    '07:00',
    'dm <news@dm.example>',
    'Alles Gute zum Geburtstag, Lukas!',
    'Zu Ihrem Geburtstag schenken wir Ihnen 10-fach Punkte.',
    { labels: ['Werbung'], list_id: 'dm' },
  );
  L.allow('birthday', { name: 'Lukas' });

  // What can go back
  L.tx('2026-10-30', 'Zalando', -149.95, 'N26', 'EUR');
  L.mail(
    '2026-10-30',
    '21:10',
    'Zalando <info@zalando.example>',
    'Danke für deine Bestellung',
    'Bestellnummer 10330099213\nadidas Originals Sneaker 149,95 €\nGesamtsumme 149,95 €\nVoraussichtliche Lieferung: Di, 3.11.\nDu hast 100 Tage Rückgaberecht.',
  );
  L.mail(
    '2026-11-03',
    '15:10',
    'Zalando <info@zalando.example>',
    'Dein Paket wurde zugestellt',
    'Deine Bestellung 10330099213 wurde heute zugestellt.',
  );
  L.window('Zalando', '2027-02-11');
  L.tx('2026-11-02', 'MediaMarkt', -399, 'N26', 'EUR');
  L.mail(
    '2026-11-02',
    '20:10',
    'MediaMarkt <service@mediamarkt.example>',
    'Ihre Bestellbestätigung 40118822',
    'Guten Tag Lukas Brandstätter,\nBestellnummer 40118822\nDyson V8 Staubsauger 399,00 €\nSumme 399,00 €\nRückgabe innerhalb von 30 Tagen nach Erhalt der Ware.',
  );
  L.mail(
    '2026-11-05',
    '12:10',
    'MediaMarkt <service@mediamarkt.example>',
    'Ihre Sendung wurde zugestellt',
    'Ihre Bestellung 40118822 wurde am 05.11.2026 zugestellt.',
  );
  L.window('MediaMarkt', '2026-12-05');
  L.tx('2026-10-27', 'H&M', -58.97, 'N26', 'EUR');
  L.mail(
    '2026-10-27',
    '20:22',
    'H&M <orders@hm.example>',
    'Deine Bestellbestätigung',
    'Bestellung 33102288. Pullover 34,99 €, Jeans 23,98 €. Gesamt: 58,97 €. Du kannst die Artikel bis 26.11.2026 zurückgeben.',
  );
  L.window(['H&M', 'HM'], '2026-11-26');
  L.tx('2026-10-01', 'OTTO Austria', -229, 'N26', 'EUR');
  L.mail(
    '2026-10-01',
    '21:22',
    'OTTO <service@otto.example>',
    'Ihre Bestellung 7712008',
    'Vielen Dank für Ihre Bestellung 7712008. Kommode Oslo, 229,00 €. Lieferzeit ca. 3 Wochen. 30 Tage Rückgaberecht ab Erhalt.',
  );
  L.mail(
    '2026-10-22',
    '21:22',
    'OTTO <service@otto.example>',
    'Ihre Bestellung 7712008 verzögert sich',
    'Leider verzögert sich die Lieferung. Neuer Liefertermin: 30.10.2026.',
  );
  L.mail(
    '2026-10-30',
    '16:00',
    'OTTO <service@otto.example>',
    'Zugestellt: Bestellung 7712008',
    'Ihre Bestellung 7712008 wurde heute geliefert.',
  );
  L.window('Otto', '2026-11-29');
  L.tx('2026-10-10', 'COMPRA TARJ. 5402XXXXXXXX1234 EL CORTE INGLES ONLINE', -89.95, CAIXA.account, 'EUR');
  L.mail(
    '2026-10-10',
    '12:22',
    'El Corte Inglés <pedidos@elcorteingles.example>',
    'Confirmación de tu pedido 2610100088',
    'Gracias por tu compra. Pedido 2610100088. Cafetera Oroley 89,95 €. Total: 89,95 €. Dispones de 60 días para devolverlo desde la fecha de compra.',
  );
  L.window(['El Corte Inglés', 'El Corte Ingles'], '2026-12-09');
  L.tx('2026-11-06', 'Peek & Cloppenburg', -79, 'N26', 'EUR');
  L.mail(
    '2026-11-06',
    '10:22',
    'Peek & Cloppenburg <shop@pundc.example>',
    'Ihre Bestellung P-2218',
    'Bestellung P-2218: Sakko (SALE) 79,00 €. Reduzierte Ware ist vom Umtausch und der Rückgabe ausgeschlossen.',
  );
  L.mail(
    '2026-09-05',
    '10:22',
    'IKEA <order@ikea.example>',
    'Bestellbestätigung 1188220',
    'Billy Regal 2x 118,00 €. Sie haben 365 Tage Rückgaberecht ab Kaufdatum.',
  );
  L.tx('2026-09-05', 'IKEA Wien Nord', -118, 'N26', 'EUR');
  L.allow('return_window', { merchant: 'IKEA' });
  L.mail(
    '2026-11-08',
    '13:22',
    'Foodora <info@foodora.example>',
    'Deine Bestellung ist unterwegs',
    'Bestellung 3310: 2x Pho Bo 25,80 €. Gesamt 28,79 €.',
  );
  L.mail(
    '2026-11-07',
    '13:22',
    'Thalia <ebook@thalia.example>',
    'Ihr eBook steht bereit',
    'Bestellung 88120: Die Wand (eBook), 9,99 €. Jetzt herunterladen.',
  );
  L.mail(
    '2026-10-14',
    '13:22',
    'Decathlon <service@decathlon.example>',
    'Ihre Bestellung 5512',
    'Laufschuhe 39,99 €. Rückgabe 365 Tage.',
  ); // given back, see the mail of 7 November
  L.allow('return_window', { merchant: 'Decathlon' });
}
