/** Confirmations in plain words, as shops of journeys write them, and the trips they come to. All say when they were sent. */

const SENT = '2027-01-02T10:00:00+00:00';
const booking = (from, subject, body, trip) => ({ time: SENT, from, subject, body, trip });

export const BOOKINGS = [
  booking(
    'British Airways <noreply@ba.example>',
    'Your booking confirmation ABC123',
    `Your booking reference is ABC123.

Outbound
BA478 - London Heathrow (LHR) to Barcelona (BCN)
Friday 12 March 2027, departs 07:15, arrives 10:25

Return
BA479 - Barcelona (BCN) to London Heathrow (LHR)
Monday 15 March 2027, departs 18:30, arrives 19:50`,
    'Barcelona 2027-03-12 2027-03-15',
  ),
  booking(
    'Booking.com <noreply@booking.example>',
    'Your reservation in Barcelona is confirmed',
    `Hotel Praktik Rambla
Rambla de Catalunya 27, 08007 Barcelona, Spain

Check-in: Friday 12 March 2027 (from 15:00)
Check-out: Monday 15 March 2027 (until 11:00)
Confirmation number: 3391827364`,
    'Barcelona 2027-03-12 2027-03-15',
  ),
  booking(
    'Eurostar <noreply@eurostar.example>',
    'Your Eurostar booking QWERTY',
    `Your tickets are ready. Booking reference QWERTY.

Outbound: London St Pancras to Paris Gare du Nord
Train 9018, 14 May 2027, 10:24 - 13:47, coach 7 seat 42

Return: Paris Gare du Nord to London St Pancras
Train 9055, 17 May 2027, 19:13 - 20:30`,
    'Paris 2027-05-14 2027-05-17',
  ),
  booking(
    'Airbnb <automated@airbnb.example>',
    'Reservation confirmed for Porto',
    `You're going to Porto!

Sunny loft near Ribeira
Entire home hosted by Marta

Check-in: Fri, 4 June 2027, 3:00 PM
Checkout: Tue, 8 June 2027, 11:00 AM
Address: Rua das Flores 12, 4050-262 Porto, Portugal
Confirmation code: HMABCD1234`,
    'Porto 2027-06-04 2027-06-08',
  ),
  booking(
    'easyJet <donotreply@easyjet.example>',
    'Your flight to Nice: booking EJ12345',
    `Flight EZY8351 London Gatwick to Nice, departing 20 August 2027 09:10, arriving 12:15.
Flight EZY8352 Nice to London Gatwick, departing 27 August 2027 13:00, arriving 14:05.
Booking reference: EJ12345`,
    'Nice 2027-08-20 2027-08-27',
  ),
  booking(
    'Hotel Sonne <info@sonne.example>',
    'Ihre Reservierung im Hotel Sonne',
    `Wir bestätigen Ihre Reservierung Nr. 99817:
Anreise: Freitag, 10. September 2027
Abreise: Sonntag, 12. September 2027
Doppelzimmer mit Frühstück, 240 EUR

Hotel Sonne, Hauptstraße 5, 79098 Freiburg`,
    'Freiburg 2027-09-10 2027-09-12',
  ),
  booking(
    'SNCF Connect <noreply@sncf.example>',
    'Confirmation de votre voyage Paris - Lyon',
    `Bonjour,
Aller : Paris Gare de Lyon - Lyon Part-Dieu, le vendredi 5 novembre 2027, départ 08:04, arrivée 10:02, TGV 6608
Retour : Lyon Part-Dieu - Paris Gare de Lyon, le dimanche 7 novembre 2027, départ 18:00, arrivée 19:58, TGV 6623
Référence : TYUIOP`,
    'Lyon 2027-11-05 2027-11-07',
  ),
  booking(
    'Airline X <noreply@x.example>',
    'Flight confirmation: Zurich to Athens, 3-10 July',
    `Hi Sam, your trip is booked.
Flight: LX1842 Zurich -> Athens
Date: 2027-07-03 12:35
Return: LX1843 Athens -> Zurich
Date: 2027-07-10 17:05
PNR: PNRX99`,
    'Athens 2027-07-03 2027-07-10',
  ),
  booking(
    'GWR <tickets@gwr.example>',
    'Your tickets: Bristol Temple Meads to Swansea',
    'Collection reference GWR-8TQ4. Saturday 30 January, 08:30; return Sunday 31 January, off-peak.',
    'Swansea 2027-01-30 2027-01-31',
  ),
  booking(
    'Lastminute <deals@lastminute.example>',
    'Flights to Rome from €29!',
    'Book your flight London to Rome, 12 March 2027. Unsubscribe here.',
    undefined,
  ),
  booking(
    'Theatre <tickets@theatre.example>',
    'Your tickets: From Dusk to Dawn',
    'See you on 14 February 2027, doors 19:00.',
    undefined,
  ),
];
