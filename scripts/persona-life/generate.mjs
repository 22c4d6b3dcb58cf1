/**
 * Clara Hoffmann, who does not exist: a life that is harder to read than the sample's. Mails of one trip in several
 * languages, bookings changed and called off, journeys of others in the same box, trips that overlap, zones, birthdays in
 * four languages. Writes tests/data/life.jsonl, one Record a line, and tests/data/bookings.jsonl, each a Record with the
 * trip that it comes to: node scripts/persona-life/generate.mjs
 */

import { writeFileSync } from 'node:fs';
import { BOOKINGS } from './bookings.mjs';

const ME = 'Clara Hoffmann <clara.hoffmann@example.de>';
const BEN = 'Ben Fischer <ben.fischer@example.org>';
const LEA = 'Léa Martin <lea.martin@example.fr>';
const DIEGO = 'Diego Ruiz <diego@ruiz.example>';
const records = [];
let number = 0;
const add = (source, { time, ...fields }) => {
  const at = time?.length === 10 ? `${time}T00:00:00+00:00` : time;
  records.push({ id: `life-${source}-${++number}`, source, time: at, ...fields });
};

const mail = (time, from, subject, body, more = {}) =>
  add('email', { time, from, to: [ME], subject, body, labels: ['Inbox'], ...more });
const sent = (time, to, subject, body) => add('email', { time, from: ME, to: [to], subject, body, labels: ['Sent'] });
const event = (title, start, end, more = {}) =>
  add('calendar', { time: start, title, start, end, status: 'confirmed', ...more });
const yearly = (title, start) => event(title, start, undefined, { rrule: 'FREQ=YEARLY' });

const context = { '@context': 'http://schema.org' };
const who = name => ({ '@type': 'Person', name });
const airport = (iataCode, name) => ({ '@type': 'Airport', iataCode, name });
const flight = (ref, line, digits, from, leaves, to, arrives, name = 'HOFFMANN/CLARA MS', status = 'Confirmed') => ({
  ...context,
  '@type': 'FlightReservation',
  reservationNumber: ref,
  reservationStatus: `http://schema.org/Reservation${status}`,
  underName: who(name),
  reservationFor: {
    '@type': 'Flight',
    flightNumber: digits,
    airline: { '@type': 'Airline', iataCode: line, name: line },
    departureAirport: airport(...from),
    departureTime: leaves,
    arrivalAirport: airport(...to),
    arrivalTime: arrives,
  },
});
const train = (ref, trainNumber, from, leaves, to, arrives) => ({
  ...context,
  '@type': 'TrainReservation',
  reservationNumber: ref,
  reservationStatus: 'http://schema.org/ReservationConfirmed',
  underName: who('Clara Hoffmann'),
  reservationFor: {
    '@type': 'TrainTrip',
    trainNumber,
    departureStation: { '@type': 'TrainStation', name: from },
    departureTime: leaves,
    arrivalStation: { '@type': 'TrainStation', name: to },
    arrivalTime: arrives,
  },
});
const stay = (ref, name, city, country, from, to, status = 'Confirmed') => ({
  ...context,
  '@type': 'LodgingReservation',
  reservationNumber: ref,
  reservationStatus: `http://schema.org/Reservation${status}`,
  underName: who('Clara Hoffmann'),
  reservationFor: {
    '@type': 'LodgingBusiness',
    name,
    address: { '@type': 'PostalAddress', streetAddress: '1 Street', addressLocality: city, addressCountry: country },
  },
  checkinTime: from,
  checkoutTime: to,
});

const HAM = ['HAM', 'Hamburg'];
const FRA = ['FRA', 'Frankfurt'];
const MUC = ['MUC', 'Munich'];
const MAD = ['MAD', 'Adolfo Suárez Madrid–Barajas'];
const FCO = ['FCO', 'Roma Fiumicino'];
const JFK = ['JFK', 'New York John F. Kennedy'];
const LH = 'Lufthansa <noreply@lufthansa.example>';

// Daily life: Hamburg, week after week.
for (let week = 0; week < 24; week++) {
  const day = new Date(Date.UTC(2026, 5, 2 + week * 7)).toISOString().slice(0, 10);
  event('Chorprobe', `${day}T19:00:00+02:00`, `${day}T21:00:00+02:00`, {
    location: 'Gemeindesaal, Eimsbüttel, Hamburg',
  });
  add('transaction', { time: day, descriptor: 'REWE MARKT HAMBURG', amount: '-34.20', currency: 'EUR' });
  add('transaction', { time: day, descriptor: 'HVV SWITCH HAMBURG', amount: '-3.80', currency: 'EUR' });
}

// Munich in summer, two single tickets, each in a mail of its own.
mail(
  '2026-06-20T10:00:00+02:00',
  'Deutsche Bahn <noreply@bahn.example>',
  'Ihre Fahrkarte nach München',
  'Vielen Dank.',
  {
    schema: [
      train(
        'QX7P2L',
        'ICE 787',
        'Hamburg Hbf',
        '2026-07-03T08:01:00+02:00',
        'München Hbf',
        '2026-07-03T13:42:00+02:00',
      ),
    ],
  },
);
mail(
  '2026-06-20T10:05:00+02:00',
  'Deutsche Bahn <noreply@bahn.example>',
  'Ihre Fahrkarte nach Hamburg',
  'Vielen Dank.',
  {
    schema: [
      train(
        'QX7P9Z',
        'ICE 682',
        'München Hbf',
        '2026-07-06T14:15:00+02:00',
        'Hamburg Hbf',
        '2026-07-06T20:02:00+02:00',
      ),
    ],
  },
);
// To Lübeck and back in one day: no trip.
mail(
  '2026-08-01T10:00:00+02:00',
  'Deutsche Bahn <noreply@bahn.example>',
  'Ihre Fahrkarte nach Lübeck',
  'Vielen Dank.',
  {
    schema: [
      train('LUB111', 'RE 80', 'Hamburg Hbf', '2026-08-02T09:00:00+02:00', 'Lübeck Hbf', '2026-08-02T09:48:00+02:00'),
      train('LUB111', 'RE 80', 'Lübeck Hbf', '2026-08-02T18:00:00+02:00', 'Hamburg Hbf', '2026-08-02T18:48:00+02:00'),
    ],
  },
);

// Madrid in December: connections both ways, a changed time, a hotel exchanged for another.
mail(
  '2026-09-14T20:10:00+02:00',
  LH,
  'Buchungsbestätigung | Abflug: 3. Dezember 2026 | HAM-MAD',
  'Ihre Buchung: Z4KP7M',
  {
    schema: [
      flight('Z4KP7M', 'LH', '9', HAM, '2026-12-03T07:00:00+01:00', FRA, '2026-12-03T08:10:00+01:00'),
      flight('Z4KP7M', 'LH', '1112', FRA, '2026-12-03T09:20:00+01:00', MAD, '2026-12-03T11:55:00+01:00'),
      flight('Z4KP7M', 'LH', '1807', MAD, '2026-12-07T16:30:00+01:00', MUC, '2026-12-07T19:00:00+01:00'),
      flight('Z4KP7M', 'LH', '2080', MUC, '2026-12-07T20:10:00+01:00', HAM, '2026-12-07T21:30:00+01:00'),
    ],
  },
);
mail('2026-10-20T06:00:00+02:00', LH, 'Flugplanänderung Z4KP7M', 'Ihre Rückreise hat sich geändert.', {
  schema: [
    flight('Z4KP7M', 'LH', '1113', MAD, '2026-12-08T12:40:00+01:00', FRA, '2026-12-08T15:15:00+01:00'),
    flight('Z4KP7M', 'LH', '24', FRA, '2026-12-08T16:30:00+01:00', HAM, '2026-12-08T17:35:00+01:00'),
  ],
});
mail(
  '2026-09-15T21:00:00+02:00',
  'Booking.com <noreply@booking.example>',
  'Your booking is confirmed at Hotel Plaza Mayor',
  'Free cancellation until 1 December.',
  {
    schema: [
      stay('5512009911', 'Hotel Plaza Mayor', 'Madrid', 'ES', '2026-12-03T15:00:00+01:00', '2026-12-07T11:00:00+01:00'),
    ],
  },
);
mail(
  '2026-10-21T09:00:00+02:00',
  'Booking.com <noreply@booking.example>',
  'Cancelled: your booking at Hotel Plaza Mayor',
  'Your booking 5512009911 has been cancelled. No fee is due.',
);
mail(
  '2026-10-21T09:20:00+02:00',
  'Casa Sol <reservas@casasol.example>',
  'Confirmación de su reserva',
  'Le esperamos.',
  {
    schema: [stay('CS-20881', 'Casa Sol', 'Madrid', 'ES', '2026-12-03T15:00:00+01:00', '2026-12-08T11:00:00+01:00')],
  },
);
event('Madrid mit Léa', '2026-12-03', '2026-12-09', { location: 'Madrid, España', attendees: [LEA], organizer: ME });
event('Zahnreinigung verschoben auf', '2026-12-07T10:00:00+01:00', '2026-12-07T10:40:00+01:00', {
  location: 'Praxis am Markt, Hamburg',
});
event('Museo del Prado', '2026-12-05T11:00:00+01:00', '2026-12-05T13:00:00+01:00', {
  location: 'Paseo del Prado, Madrid',
  attendees: [LEA],
});
mail(
  '2026-11-20T07:00:00+01:00',
  LH,
  'Vor Ihrem Abflug: LH 9 nach Frankfurt',
  'Bald geht es los. Buchungscode Z4KP7M.',
);

// Rome in January: called off by a mail that tells no flight.
mail('2026-10-02T12:00:00+02:00', 'ITA Airways <booking@ita.example>', 'La tua prenotazione RM55TT', 'Grazie.', {
  schema: [
    flight('RM55TT', 'AZ', '421', HAM, '2027-01-10T11:00:00+01:00', FCO, '2027-01-10T13:20:00+01:00'),
    flight('RM55TT', 'AZ', '420', FCO, '2027-01-13T08:30:00+01:00', HAM, '2027-01-13T10:50:00+01:00'),
  ],
});
mail(
  '2026-11-02T12:00:00+01:00',
  'ITA Airways <booking@ita.example>',
  'Prenotazione RM55TT',
  'La tua prenotazione RM55TT è stata cancellata. Il rimborso è in corso.',
);

// New York in February: the whole journey moved by a week; the way back takes a night.
const ny = (out, back, home) => [
  flight('NYQ8W2', 'LH', '2', HAM, `${out}T09:00:00+01:00`, FRA, `${out}T10:10:00+01:00`),
  flight('NYQ8W2', 'LH', '400', FRA, `${out}T11:10:00+01:00`, JFK, `${out}T14:05:00-05:00`),
  flight('NYQ8W2', 'LH', '401', JFK, `${back}T16:05:00-05:00`, FRA, `${home}T05:35:00+01:00`),
  flight('NYQ8W2', 'LH', '6', FRA, `${home}T07:00:00+01:00`, HAM, `${home}T08:05:00+01:00`),
];
mail('2026-10-05T18:00:00+02:00', LH, 'Booking confirmation NYQ8W2', 'Thank you for booking.', {
  schema: ny('2027-02-12', '2027-02-20', '2027-02-21'),
});
mail('2026-11-10T18:00:00+01:00', LH, 'Your rebooked journey NYQ8W2', 'Your booking has been changed.', {
  schema: ny('2027-02-19', '2027-02-27', '2027-02-28'),
});
mail('2026-11-11T08:00:00+01:00', 'Pod Hotels <stay@pod.example>', 'Reservation POD-7781', 'See you soon.', {
  schema: [stay('POD-7781', 'Pod 39', 'New York', 'US', '2027-02-19T15:00:00-05:00', '2027-02-25T11:00:00-05:00')],
});

// A congress in Vienna that lies in the same days.
mail('2026-11-15T09:00:00+01:00', 'ÖBB <ticket@oebb.example>', 'Ihr Ticket nach Wien', 'Gute Reise!', {
  schema: [
    train('OB9917', 'ICE 91', 'Hamburg Hbf', '2027-02-23T10:01:00+01:00', 'Wien Hbf', '2027-02-23T21:45:00+01:00'),
    train('OB9917', 'ICE 90', 'Wien Hbf', '2027-02-26T07:13:00+01:00', 'Hamburg Hbf', '2027-02-26T18:58:00+01:00'),
  ],
});
event('Kongress Freiraumplanung', '2027-02-24', '2027-02-26', { location: 'Messe Wien, Wien, Österreich' });

// By car to Copenhagen: only the house knows of it, in words.
mail(
  '2026-11-16T19:00:00+01:00',
  'Hotel Nyhavn <reception@nyhavn.example>',
  'Booking confirmation',
  `Dear Clara Hoffmann,

we look forward to your stay.

Hotel Nyhavn
Nyhavn 71
1051 Copenhagen
Denmark

Reservation number: HN44120
Check-in: 26 March 2027, from 15:00
Check-out: 29 March 2027, until 11:00
2 guests, 3 nights`,
);
// A week on an island, and the neighbour's, in the calendar alone.
event('Urlaub auf Rügen', '2027-05-14', '2027-05-22', { location: 'Binz, Germany' });
event('Ben in Lissabon', '2027-04-02', '2027-04-06', { location: 'Lissabon' });
event('Projektwoche', '2027-04-12', '2027-04-17', { location: 'Büro, Hamburg' });

// Not hers: what a friend passes on of his own, what shops offer.
sent('2026-11-01T10:00:00+01:00', BEN, 'Besuch', 'Wann kommst du an?');
mail(
  '2026-11-01T12:00:00+01:00',
  BEN,
  'Re: Besuch',
  'Ich fliege mit EW 7031 am 12. Dezember 2026, ab Stuttgart 10:15, an Hamburg 11:30.',
  {
    schema: [
      flight(
        'EW8822',
        'EW',
        '7031',
        ['STR', 'Stuttgart'],
        '2026-12-12T10:15:00+01:00',
        HAM,
        '2026-12-12T11:30:00+01:00',
        'FISCHER/BEN MR',
      ),
    ],
  },
);
mail(
  '2026-11-18T05:00:00+01:00',
  'Lastminute <deals@lastminute.example>',
  'Lissabon ab 29 €!',
  'Flug und Hotel, 12. bis 15. Januar 2027. Abmelden: hier.',
  { list_id: 'deals' },
);
sent('2026-11-03T10:00:00+01:00', LEA, 'Madrid', 'Ich freue mich so! Ich habe jetzt die Casa Sol gebucht.');
mail('2026-11-03T12:00:00+01:00', LEA, 'Re: Madrid', 'Super !');
sent('2026-10-03T12:00:00+01:00', DIEGO, 'Hola', '¿Cómo estás?');
mail('2026-10-04T12:00:00+01:00', DIEGO, 'Re: Hola', 'Muy bien. El 9 de diciembre es mi cumpleaños, ¡ven a cenar!');
mail(
  '2026-11-05T09:00:00+01:00',
  'Bürgeramt <noreply@hamburg.example>',
  'Ihr Reisepass',
  'Ihr Reisepass läuft am 30. März 2027 ab. Bitte beantragen Sie rechtzeitig einen neuen.',
);

// Birthdays, and what only sounds like one.
yearly('Mamas Geburtstag', '1960-12-24');
yearly('Anniversaire de Léa', '2020-01-05');
yearly('Cumpleaños de Diego', '2019-12-09');
yearly("Ben Fischer's birthday", '2020-12-01');
yearly('Birthday of Aunt Ingrid 🎂', '1952-02-28');
yearly('Hochzeitstag Mama & Papa', '1985-12-14');
yearly('Mein Geburtstag', '1990-12-30');
event("Ben's birthday dinner", '2026-12-04T19:00:00+01:00', '2026-12-04T22:00:00+01:00', { location: 'Hamburg' });
yearly('Reifen wechseln', '2020-12-10');
add('contact', { title: 'Mia Wolf', emails: ['mia@wolf.example'], birthday: '1988-12-28' });
add('contact', { title: 'Ben Fischer', emails: ['ben.fischer@example.org'], birthday: '--12-01' });
add('contact', { title: 'Old Friend', emails: ['old@friend.example'], birthday: '1980-07-15' });

writeFileSync(
  new URL('../../tests/data/life.jsonl', import.meta.url),
  `${records.map(record => JSON.stringify(record)).join('\n')}\n`,
);

const one = ({ trip, ...mail }, at) => ({
  id: `booking-${at}`,
  source: 'email',
  to: ['Sam Reed <sam@reed.example>'],
  labels: ['Inbox'],
  ...mail,
  trip,
});
const lines = BOOKINGS.map((mail, at) => JSON.stringify(one(mail, at)));
writeFileSync(new URL('../../tests/data/bookings.jsonl', import.meta.url), `${lines.join('\n')}\n`);
