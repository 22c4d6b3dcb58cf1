/** Journeys, tables and tickets: confirmations, many with schema.org data as the real ones carry. */

import { FLIGHTS, GIGS, HOTEL, MARA, PAID, PASSPORT_EXPIRES, TABLES } from '../persona.mjs';
import { decimal, iso, pounds } from '../tools.mjs';

const sender = (name, address) => ({ name, address });
const OPENED = ['Inbox', 'Opened', 'Category Updates'];
const mail = (from, at, key, subject, body, more = {}) => ({
  at,
  from,
  to: [MARA],
  subject,
  body,
  labels: OPENED,
  id: `${key}@${from.address.split('@')[1]}`,
  ...more,
});

const SAS = sender('SAS', 'no-reply@flysas.com');
const EASYJET = sender('easyJet', 'donotreply@easyjet.com');
const BOOKING = sender('Booking.com', 'noreply@booking.com');
const context = { '@context': 'http://schema.org' };
const traveller = { '@type': 'Person', name: MARA.name };
const confirmed = 'http://schema.org/ReservationConfirmed';

/** One FlightReservation a leg, as airlines send them. */
const flightData = (when, flight) =>
  flight.legs.map(leg => ({
    ...context,
    '@type': 'FlightReservation',
    reservationNumber: flight.ref,
    reservationStatus: confirmed,
    underName: traveller,
    totalPrice: decimal(flight.pence),
    priceCurrency: 'GBP',
    reservationFor: {
      '@type': 'Flight',
      flightNumber: leg.number,
      airline: { '@type': 'Airline', name: flight.airline, iataCode: flight.iata },
      departureAirport: { '@type': 'Airport', name: leg.from[1], iataCode: leg.from[0] },
      departureTime: iso(when.at(leg.leaves, leg.zones[0])),
      arrivalAirport: { '@type': 'Airport', name: leg.to[1], iataCode: leg.to[0] },
      arrivalTime: iso(when.at(leg.lands, leg.zones[1])),
    },
  }));

const legRows = (when, flight) => ({
  rows: flight.legs.map(leg => [
    `${flight.iata} ${leg.number}`,
    `${leg.from[1]} to ${leg.to[1]}`,
    `${when.named(leg.leaves.slice(0, 10))}, ${leg.leaves.slice(11)} to ${leg.lands.slice(11)}`,
  ]),
});

const booked = (when, from, flight, clock, key, passengers) =>
  mail(
    from,
    `${flight.paid} ${clock}`,
    key,
    `Your booking ${flight.ref} is confirmed`,
    [
      `Thank you for flying with ${flight.airline}, Mara. Your booking reference is ${flight.ref}.`,
      legRows(when, flight),
      `Passengers: ${passengers}\nTotal paid by card: ${pounds(flight.pence)}`,
      { link: ['Manage your booking', `https://www.${from.address.split('@')[1]}/manage/${flight.ref}`] },
    ],
    { jsonld: flightData(when, flight) },
  );

const flights = when => [
  booked(when, SAS, FLIGHTS.party, '20:51', 'booking-k7qw2m', 'Lindqvist/Mara'),
  mail(SAS, '2026-06-17 11:05', 'checkin-k7qw2m', 'Check-in is open for SK 526 to Göteborg', [
    `Your flight leaves tomorrow, ${when.named('2026-06-18')}, at 11:05 from London Heathrow, Terminal 2. Check in now and choose a seat.`,
    { link: ['Check in', 'https://www.flysas.com/checkin/K7QW2M'] },
  ]),
  mail(SAS, '2026-06-21 18:42', 'checkin2-k7qw2m', 'Check-in is open for SK 529 to London', [
    'Your flight leaves tomorrow at 18:40 from Göteborg Landvetter. One cabin bag of up to 8 kg is included.',
    { link: ['Check in', 'https://www.flysas.com/checkin/K7QW2M'] },
  ]),
  booked(when, EASYJET, FLIGHTS.lisbon, '21:07', 'booking-kb4t9xn', 'Ms Mara Lindqvist, Mr Thomas Ashby'),
  mail(EASYJET, '2026-08-11 07:30', 'api-kb4t9xn', 'Add your passport details for Lisbon', [
    'British passport holders travelling to the European Union need a passport that is less than ten years old on the day of entry and valid for at least three months after the day they leave. Please add your details before you check in.',
    { link: ['Add passport details', 'https://www.easyjet.com/en/manage/KB4T9XN'] },
  ]),
  mail(EASYJET, '2026-09-09 08:00', 'boarding-kb4t9xn', 'Your boarding passes for Lisbon', [
    `U2 6025, Bristol to Lisbon, ${when.named('2026-09-10')}. Gate closes at 06:15. Seats 14A and 14B. The bag drop opens at 04:00.`,
    { link: ['Boarding passes', 'https://www.easyjet.com/en/boarding/KB4T9XN'] },
  ]),
  mail(
    EASYJET,
    '2026-09-16 10:30',
    'survey-kb4t9xn',
    'How was your flight to Bristol?',
    [
      'Thank you for flying with us on U2 6026. Two minutes of your time help us to do better.',
      { link: ['Take the survey', 'https://www.easyjet.com/survey'] },
    ],
    { labels: ['Inbox', 'Unread', 'Category Promotions'] },
  ),
  booked(when, SAS, FLIGHTS.family, '21:08', 'booking-r3dz8l', 'Lindqvist/Mara'),
  mail(SAS, '2026-10-19 09:00', 'prepare-r3dz8l', 'Prepare your trip to Göteborg', [
    `You fly on ${when.short('2026-12-20')} and return on ${when.short('2026-12-28')}. From now on you can add a bag or choose a seat. Check that your passport is valid for at least three months after your return.`,
    { link: ['Travel documents', 'https://www.flysas.com/travel-info/passport'] },
  ]),
  mail(
    sender('HM Passport Office', 'noreply@passports.service.gov.uk'),
    '2026-10-22 06:40',
    'remind-passport',
    'Your passport will expire soon',
    [
      `The passport of MARA LINDQVIST expires on ${when.long(PASSPORT_EXPIRES)}. Renewing online costs £94.50 and usually takes three weeks.`,
      { link: ['Renew your passport', 'https://www.gov.uk/renew-adult-passport'] },
    ],
  ),
];

const hotelData = when => ({
  ...context,
  '@type': 'LodgingReservation',
  reservationNumber: HOTEL.ref,
  reservationStatus: confirmed,
  underName: traveller,
  reservationFor: {
    '@type': 'LodgingBusiness',
    name: HOTEL.name,
    telephone: HOTEL.phone,
    address: {
      '@type': 'PostalAddress',
      streetAddress: HOTEL.street,
      addressLocality: HOTEL.city,
      addressCountry: 'PT',
    },
  },
  checkinDate: iso(when.at(`${HOTEL.from} 15:00`, 'Europe/Lisbon')),
  checkoutDate: iso(when.at(`${HOTEL.to} 11:00`, 'Europe/Lisbon')),
  totalPrice: decimal(HOTEL.pence),
  priceCurrency: 'GBP',
});

const ground = when => [
  mail(
    sender('National Express', 'tickets@nationalexpress.com'),
    `${PAID.coach.paid} 10:12`,
    'ticket-nx',
    'Your e-ticket: Bristol to Heathrow',
    [
      `Booking ${PAID.coach.ref}. Outward: ${when.named('2026-06-18')}, 06:40 from Bristol Bus Station, 08:55 at Heathrow. Return: ${when.named('2026-06-22')}, 21:15 from Heathrow, 00:10 at Bristol.`,
      `Paid: ${pounds(PAID.coach.pence)}. Show this mail to the driver.`,
    ],
  ),
  mail(
    sender('GWR', 'tickets@gwr.com'),
    `${PAID.gower.paid} 19:40`,
    'ticket-gwr',
    'Your tickets: Bristol Temple Meads to Swansea',
    [
      `Collection reference ${PAID.gower.ref}. ${when.named('2026-05-30')}, 08:30; return ${when.named('2026-05-31')}, off-peak.`,
      `One adult, advance single out, off-peak back: ${pounds(PAID.gower.pence)}`,
    ],
  ),
  mail(
    BOOKING,
    `${HOTEL.paid} 21:31`,
    'booking-miradouro',
    `Your booking at ${HOTEL.name} is confirmed`,
    [
      `Thanks, Mara! Your room in ${HOTEL.city} is confirmed. Confirmation number ${HOTEL.ref}.`,
      {
        rows: [
          ['Check-in', `${when.named(HOTEL.from)}, from 15:00`],
          ['Check-out', `${when.named(HOTEL.to)}, until 11:00`],
          ['5 nights, 2 adults', pounds(HOTEL.pence)],
          ['Address', `${HOTEL.street}, ${HOTEL.city}`],
        ],
      },
      `You have paid in full. Free cancellation until ${when.short('2026-09-03')}.`,
      { link: ['See the booking', 'https://secure.booking.com/confirmation.html'] },
    ],
    { jsonld: hotelData(when) },
  ),
  mail(BOOKING, '2026-09-08 09:15', 'ready-miradouro', 'Your stay in Lisbon starts in 2 days', [
    `${HOTEL.name} asks when you will arrive. The nearest tram stop is Graça; the old lift is being repaired.`,
    { link: ['Tell them your arrival time', 'https://secure.booking.com/arrival.html'] },
  ]),
  mail(
    BOOKING,
    '2026-09-17 08:20',
    'review-miradouro',
    `Mara, how was ${HOTEL.name}?`,
    [
      'Help other travellers with a review of your stay.',
      { link: ['Write a review', 'https://www.booking.com/reviews'] },
    ],
    { labels: ['Inbox', 'Unread', 'Category Promotions'], htmlOnly: true },
  ),
  mail(
    sender('Museu Nacional do Azulejo', 'bilheteira@museudoazulejo.example'),
    '2026-09-05 18:20',
    'tiles',
    `Bilhetes: Museu Nacional do Azulejo, ${when.inLanguage('2026-09-11', 'pt-PT')}`,
    [
      `2 bilhetes, ${when.inLanguage('2026-09-11', 'pt-PT')}, 11:00. A pagar à entrada: € 20,00. Obrigado pela sua visita à coleção de azulejos e cerâmica.`,
    ],
  ),
];

const table = (when, place, from, told, key) =>
  mail(
    from,
    told,
    key,
    `Your table at ${place.name} is booked`,
    [
      `${place.people} people, ${when.named(place.at.slice(0, 10))} at ${place.at.slice(11)}, ${place.name}, ${place.city}. Reference ${place.ref}.`,
      'Running late? Call the restaurant, the table is held for 15 minutes.',
    ],
    {
      jsonld: {
        ...context,
        '@type': 'FoodEstablishmentReservation',
        reservationNumber: place.ref,
        reservationStatus: confirmed,
        underName: traveller,
        partySize: String(place.people),
        startTime: iso(when.at(place.at)),
        reservationFor: {
          '@type': 'FoodEstablishment',
          name: place.name,
          address: { '@type': 'PostalAddress', addressLocality: place.city },
        },
      },
    },
  );

const ticket = (when, gig, from, clock, key) =>
  mail(
    from,
    `${gig.paid} ${clock}`,
    key,
    `You're going to ${gig.band} at ${gig.venue}`,
    [
      `Order ${gig.ref}: 2 tickets for ${gig.band}, ${when.named(gig.at.slice(0, 10))}, doors ${gig.at.slice(11)}, ${gig.venue}, ${gig.street}.`,
      { rows: [['2 × standing, fees included', pounds(gig.pence)]] },
      'Your tickets will be in the app 24 hours before the doors open.',
    ],
    {
      jsonld: {
        ...context,
        '@type': 'EventReservation',
        reservationNumber: gig.ref,
        reservationStatus: confirmed,
        underName: traveller,
        numSeats: '2',
        totalPrice: decimal(gig.pence),
        priceCurrency: 'GBP',
        reservationFor: {
          '@type': 'MusicEvent',
          name: gig.band,
          startDate: iso(when.at(gig.at)),
          location: {
            '@type': 'Place',
            name: gig.venue,
            address: {
              '@type': 'PostalAddress',
              streetAddress: gig.street.split(', ')[0],
              addressLocality: 'Bristol',
              addressCountry: 'GB',
            },
          },
        },
      },
    },
  );

const DICE = sender('DICE', 'hello@dice.fm');
const TICKETMASTER = sender('Ticketmaster UK', 'customer_support@email.ticketmaster.co.uk');
const outings = when => [
  table(when, TABLES.tomsBirthday, sender('OpenTable', 'no-reply@opentable.co.uk'), '2026-06-27 20:05', 'table-marrow'),
  table(when, TABLES.lisbon, sender('TheFork', 'noreply@thefork.com'), '2026-08-31 21:22', 'table-gato'),
  ticket(when, GIGS.paperLanterns, DICE, '19:12', 'tickets-lanterns'),
  ticket(when, GIGS.slowHarbour, sender('See Tickets', 'customerservice@seetickets.com'), '13:40', 'tickets-harbour'),
  ticket(when, GIGS.mothRadio, TICKETMASTER, '10:02', 'tickets-moth'),
  mail(DICE, '2026-05-21 18:00', 'soon-lanterns', 'Paper Lanterns is tomorrow', [
    'Doors at 19:00 at Thekla. Support: Glasshouse Choir. Your tickets are in the app now.',
  ]),
  mail(TICKETMASTER, '2026-10-14 09:30', 'soon-moth', 'Get ready for Moth Radio', [
    `${when.named('2026-10-16')}, doors 19:00, SWX, Nelson Street, Bristol. Have your mobile tickets ready at the door.`,
  ]),
  mail(
    sender('Watershed', 'boxoffice@watershed.co.uk'),
    '2026-08-06 17:45',
    'watershed',
    'Your booking: Perfect Days',
    [
      `2 seats, ${when.named('2026-08-09')}, 18:10, Cinema 3. Please collect at the box office or show this mail. £21.00 paid.`,
    ],
  ),
  mail(
    sender('Eventbrite', 'orders@eventbrite.co.uk'),
    '2026-07-19 12:03',
    'eventbrite-walk',
    'Your ticket for: Night photography walk on the Harbourside',
    [`Free ticket, ${when.named('2026-08-06')}, 21:00, meeting at the Arnolfini. Bring a tripod and a remote release.`],
  ),
];

export const journeys = when => [flights, ground, outings].flatMap(some => some(when));
