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
  booking(
    'DB Vertrieb <noreply@bahn.example>',
    'Ihre Fahrkarte (Auftrag ABC123)',
    `Hinfahrt am 12.03.2027
Zürich HB ab 08:59 – München Hbf an 12:32, EC 97

Rückfahrt am 14.03.2027
München Hbf ab 16:55 – Zürich HB an 20:27, EC 96`,
    'Munich 2027-03-12 2027-03-14',
  ),
  booking(
    'Deutsche Bahn <noreply@bahn.example>',
    'Ihre Reise nach Leipzig',
    `Ihre Buchung ist bestätigt.

Hinfahrt am 19.03.2027: Hamburg Hbf → Leipzig Hbf
Rückfahrt am 21.03.2027: Leipzig Hbf → Hamburg Hbf`,
    'Leipzig 2027-03-19 2027-03-21',
  ),
  booking(
    'DB <buchung@bahn.example>',
    'Buchungsbestätigung',
    `Hinfahrt am Fr, 02.04.2027
10:05 Berlin Hbf
14:10 Köln Hbf
ICE 543

Rückfahrt am Mo, 05.04.2027
15:49 Köln Hbf
20:06 Berlin Hbf
ICE 556`,
    'Cologne 2027-04-02 2027-04-05',
  ),
  booking(
    'SNCF Connect <info@sncf.example>',
    'Votre e-billet',
    `Aller : samedi 10 avril 2027
Paris Gare de Lyon 07:30 → Marseille Saint-Charles 10:37
TGV 6103

Retour : mardi 13 avril 2027
Marseille Saint-Charles 18:02 → Paris Gare de Lyon 21:14
TGV 6128`,
    'Marseille 2027-04-10 2027-04-13',
  ),
  booking(
    'Renfe <venta@renfe.example>',
    'Confirmación de compra',
    `Localizador: 7HX2KQ

IDA: Madrid Puerta de Atocha - Sevilla Santa Justa
Salida: 16/04/2027 09:00   Llegada: 16/04/2027 11:32
AVE 02091

VUELTA: Sevilla Santa Justa - Madrid Puerta de Atocha
Salida: 18/04/2027 19:45   Llegada: 18/04/2027 22:20
AVE 02192`,
    'Seville 2027-04-16 2027-04-18',
  ),
  booking(
    'Trenitalia <noreply@trenitalia.example>',
    'Conferma di acquisto - PNR H4K2LM',
    `Andata: Milano Centrale - Roma Termini
Partenza: 21/05/2027 ore 12:28
Arrivo: 21/05/2027 ore 15:50
Frecciarossa 9531

Ritorno: Roma Termini - Milano Centrale
Partenza: 23/05/2027 ore 13:10
Arrivo: 23/05/2027 ore 16:32
Frecciarossa 9532`,
    'Rome 2027-05-21 2027-05-23',
  ),
  booking(
    'Trainline <no-reply@trainline.example>',
    'Your tickets to Edinburgh',
    `Booking confirmed.

Outbound
Sat 5 Jun 2027
10:00 London Kings Cross
14:20 Edinburgh Waverley

Return
Mon 7 Jun 2027
16:00 Edinburgh Waverley
20:23 London Kings Cross`,
    'Edinburgh 2027-06-05 2027-06-07',
  ),
  booking(
    'easyJet <confirmation@easyjet.example>',
    'easyJet booking reference: KL2M9QX',
    `Thanks for booking with us.

Bristol to Nice
EZY2745
Dep Fri 11 Jun 2027 07:10
Arr Fri 11 Jun 2027 10:15

Nice to Bristol
EZY2746
Dep Mon 14 Jun 2027 18:20
Arr Mon 14 Jun 2027 19:35`,
    'Nice 2027-06-11 2027-06-14',
  ),
  booking(
    'KLM <noreply@klm.example>',
    'Je boeking is bevestigd: R3DZ8L',
    `Je boekingscode is R3DZ8L.

Heenreis
KL1001  Amsterdam (AMS) - Londen (LHR)
vrijdag 18 juni 2027, 12:05 - 12:25

Terugreis
KL1002  Londen (LHR) - Amsterdam (AMS)
maandag 21 juni 2027, 09:50 - 12:15`,
    'London 2027-06-18 2027-06-21',
  ),
  booking(
    'Amtrak <reservations@amtrak.example>',
    'Amtrak: eTicket and Receipt for Your 07/16/2027 Trip',
    `Reservation Number - 1A2B3C

Train 2151: New York (Moynihan) to Washington (Union Station)
Depart 7:00 AM, Friday, July 16, 2027
Arrive 9:55 AM

Train 2170: Washington (Union Station) to New York (Moynihan)
Depart 5:00 PM, Sunday, July 18, 2027
Arrive 7:52 PM`,
    'Washington 2027-07-16 2027-07-18',
  ),
  booking(
    'Airbnb <automated@airbnb.example>',
    'Reservation confirmed for Porto',
    `Your trip to Porto is confirmed.

Check-in
Fri, Jul 23
3:00 PM

Checkout
Mon, Jul 26
11:00 AM

Confirmation code HMABCD1234`,
    'Porto 2027-07-23 2027-07-26',
  ),
  booking(
    'Deutsche Bahn <angebote@bahn.example>',
    'Sparpreise ab 17,99 Euro',
    `Hinfahrt am Wochenende, Rückfahrt am Montag: von Berlin nach Hamburg ab 17,99 Euro bis zum 30.03.2027.

Abmelden: https://bahn.example/abmelden`,
  ),
];
