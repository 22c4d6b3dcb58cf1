/** The calendar: journeys, evenings, birthdays, series with an exception, one event called off. iCalendar, RFC 5545. */

import { ABENA, ELIN, FLIGHTS, GIGS, HOTEL, JONAS, KARIN, MARA, PAID, PRIYA, TABLES, TOM, WORK } from './persona.mjs';
import { plusDays } from './tools.mjs';

const stamp = text => `${text.replaceAll('-', '').replace(' ', 'T').replaceAll(':', '')}`;
const plain = text => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** Lines of at most 75 octets; the rest continues after a blank. */
function fold(line) {
  const octets = new TextEncoder();
  const rows = [''];
  for (const letter of line) {
    if (octets.encode(rows[rows.length - 1] + letter).length > 74) rows.push(' ');
    rows[rows.length - 1] += letter;
  }
  return rows.join('\r\n');
}

const zone = (id, ahead, names) => [
  'BEGIN:VTIMEZONE',
  `TZID:${id}`,
  'BEGIN:DAYLIGHT',
  `TZOFFSETFROM:+0${ahead}00`,
  `TZOFFSETTO:+0${ahead + 1}00`,
  `TZNAME:${names[1]}`,
  `DTSTART:19700329T0${ahead + 1}0000`,
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  `TZOFFSETFROM:+0${ahead + 1}00`,
  `TZOFFSETTO:+0${ahead}00`,
  `TZNAME:${names[0]}`,
  `DTSTART:19701025T0${ahead + 2}0000`,
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
];

const HOME = 'Europe/London';
/** An event at a time: start and end `YYYY-MM-DD HH:MM`, an end of `HH:MM` being on the same day. */
const timed = (uid, start, end, title, more = {}) => ({
  uid,
  start,
  end: end.length === 5 ? `${start.slice(0, 10)} ${end}` : end,
  title,
  zones: [HOME, HOME],
  ...more,
});

/** Whole days, both included. */
const whole = (uid, first, last, title, more = {}) => ({ uid, first, last, title, free: true, ...more });

/** The lines of an event, on the days that it really is on. */
function lines(event, when) {
  const guests = event.with ?? [];
  const day = date => stamp(when.real(date));
  const local = text => `${stamp(when.realTime(text))}00`;
  const inUtc = text => `${stamp(new Date(when.at(text).utc).toISOString().slice(0, 16).replace('T', ' '))}00Z`;
  const time = (text, zone) => (event.utc ? `:${inUtc(text)}` : `;TZID=${zone}:${local(text)}`);
  const span = event.first
    ? [`DTSTART;VALUE=DATE:${day(event.first)}`, `DTEND;VALUE=DATE:${day(plusDays(event.last, 1))}`]
    : [`DTSTART${time(event.start, event.zones[0])}`, `DTEND${time(event.end, event.zones[1])}`];
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}@calendar.example.com`,
    `DTSTAMP:${day('2026-10-31')}T200000Z`,
    ...(event.instance ? [`RECURRENCE-ID;TZID=${HOME}:${local(event.instance)}`] : []),
    ...span,
    ...(event.repeats ? [`RRULE:${event.repeats}${event.until ? `;UNTIL=${day(event.until)}T235959Z` : ''}`] : []),
    ...(event.except ? [`EXDATE;TZID=${HOME}:${local(event.except)}`] : []),
    `SUMMARY:${plain(event.title)}`,
    ...(event.place ? [`LOCATION:${plain(event.place)}`] : []),
    ...(event.notes ? [`DESCRIPTION:${plain(event.notes)}`] : []),
    ...(guests.length > 0 ? [`ORGANIZER;CN=${(event.by ?? MARA).name}:mailto:${(event.by ?? MARA).address}`] : []),
    ...guests.map(
      ({ name, address }) => `ATTENDEE;CN=${name};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:${address}`,
    ),
    `STATUS:${event.status ?? 'CONFIRMED'}`,
    `TRANSP:${event.free ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

const birthday = (uid, date, name) => whole(uid, date, date, `${name}'s birthday`, { repeats: 'FREQ=YEARLY' });

const flights = () =>
  Object.entries(FLIGHTS).flatMap(([key, flight]) =>
    flight.legs.map((leg, i) =>
      timed(
        `flight-${key}-${i + 1}`,
        leg.leaves,
        leg.lands,
        `Flight ${flight.iata} ${leg.number} ${leg.from[0]}-${leg.to[0]}`,
        {
          zones: leg.zones,
          place: leg.from[1],
          notes: `Booking reference ${flight.ref}`,
        },
      ),
    ),
  );

const journeys = () => [
  ...flights(),
  whole('party', '2026-06-18', '2026-06-22', "Housewarming at Elin's", { place: 'Gothenburg, Sweden', with: [ELIN] }),
  timed('coach-out', '2026-06-18 06:40', '08:55', 'Coach to Heathrow', {
    place: 'Bristol Bus Station',
    notes: PAID.coach.ref,
  }),
  timed('coach-back', '2026-06-22 21:15', '2026-06-23 00:10', 'Coach to Bristol', {
    place: 'Heathrow Central Bus Station',
  }),
  whole('lisbon', HOTEL.from, HOTEL.to, 'Lisbon!', {
    place: 'Lisbon, Portugal',
    with: [TOM],
    notes: 'Tiles, tarts, trams',
  }),
  timed('hotel', `${HOTEL.from} 15:00`, `${HOTEL.to} 11:00`, `Stay: ${HOTEL.name}`, {
    zones: ['Europe/Lisbon', 'Europe/Lisbon'],
    place: `${HOTEL.street}, ${HOTEL.city}`,
    notes: `Confirmation ${HOTEL.ref}`,
    free: true,
  }),
  timed('tiles', PAID.tiles.at, '13:00', 'Museu Nacional do Azulejo', {
    zones: ['Europe/Lisbon', 'Europe/Lisbon'],
    place: 'Rua da Madre de Deus 4, Lisboa',
    with: [TOM],
  }),
  timed('sintra', '2026-09-13 09:30', '17:00', 'Train to Sintra', {
    zones: ['Europe/Lisbon', 'Europe/Lisbon'],
    place: 'Estação do Rossio',
    with: [TOM],
  }),
  timed('dinner-lisbon', TABLES.lisbon.at, '22:30', `Dinner: ${TABLES.lisbon.name}`, {
    zones: ['Europe/Lisbon', 'Europe/Lisbon'],
    place: 'Alfama, Lisbon',
    with: [TOM],
  }),
  whole('family', '2026-12-20', '2026-12-28', 'A week in Gothenburg', {
    place: 'Gothenburg, Sweden',
    with: [ELIN, KARIN],
  }),
  timed('gower', '2026-05-30 08:30', '2026-05-31 17:30', 'Gower weekend', {
    place: 'Port Eynon, Gower',
    with: [JONAS, PRIYA],
    by: JONAS,
  }),
];

const gig = (key, more) =>
  timed(`gig-${key}`, GIGS[key].at, '22:45', `${GIGS[key].band} at ${GIGS[key].venue}`, {
    place: `${GIGS[key].venue}, ${GIGS[key].street}`,
    ...more,
  });
const evenings = () => [
  gig('paperLanterns', { with: [PRIYA] }),
  gig('slowHarbour', { with: [PRIYA] }),
  gig('mothRadio', { with: [PRIYA, ABENA] }),
  timed('dumplings', '2026-05-22 17:45', '18:45', 'Dumplings with Priya', {
    place: 'Dumpling Quay, Bristol',
    with: [PRIYA],
  }),
  timed('dinner-tom', TABLES.tomsBirthday.at, '22:00', `Tom's birthday dinner, ${TABLES.tomsBirthday.name}`, {
    place: 'Bristol',
    with: [TOM],
  }),
  timed('watershed', '2026-08-09 18:10', '20:20', 'Cinema: Perfect Days', { place: 'Watershed, Bristol', with: [TOM] }),
  timed('night-walk', '2026-08-06 21:00', '23:00', 'Night photography walk', {
    place: 'Arnolfini, Bristol',
    utc: true,
  }),
  timed('picnic', '2026-08-22 13:00', '17:00', 'Birthday walk and cake', {
    place: 'Ashton Court, Bristol',
    with: [PRIYA, ABENA, JONAS, TOM],
  }),
  timed('book-club', '2026-06-25 19:30', '21:30', 'Book club: The Overstory', {
    place: "Abena's",
    with: [ABENA],
    by: ABENA,
  }),
  timed('quiz', '2026-09-30 20:00', '22:00', 'Quiz night at Tincan Kitchen', {
    with: [TOM, JONAS],
    status: 'CANCELLED',
  }),
  timed('opening', '2026-11-12 18:00', '20:00', 'Exhibition opening: rain garden picture', {
    place: 'Architecture Centre, Bristol',
    with: [WORK],
    by: WORK,
  }),
  timed('call-mum', '2026-08-17 20:00', '20:45', 'Ring Mamma', { utc: true }),
];

const hobbies = () => [
  timed('parkrun', '2026-05-09 09:00', '10:00', 'parkrun', {
    place: 'Ashton Court, Bristol',
    repeats: 'FREQ=WEEKLY;BYDAY=SA',
    until: '2026-10-31',
    except: '2026-09-12 09:00',
  }),
  timed('bread-class', PAID.breadClass.at, '15:00', 'Sourdough from scratch', {
    place: 'Loaf & Ladle, North Street, Bristol',
  }),
  timed('pottery', PAID.pottery.first, '21:00', 'Pottery class', {
    place: 'Spike Clay Studio, Bristol',
    with: [ABENA],
    repeats: 'FREQ=WEEKLY;COUNT=6',
  }),
  timed('pottery', '2026-10-14 19:00', '21:00', 'Pottery class (moved: kiln service)', {
    place: 'Spike Clay Studio, Bristol',
    with: [ABENA],
    instance: '2026-10-13 19:00',
  }),
  timed('pottery-collect', '2026-11-14 11:00', '11:30', 'Collect glazed pots', { place: 'Spike Clay Studio, Bristol' }),
  timed('race', PAID.race.at, '13:00', 'Mendip Ridge Trail Half', { place: 'Cheddar, Somerset', with: [JONAS] }),
  timed('hills', '2026-09-02 18:15', '19:15', 'Hill repeats, Brandon Hill', { with: [JONAS] }),
  timed('long-run', '2026-09-20 08:30', '11:00', 'Long run: Chew Valley, 18 km'),
  timed('leigh-woods', '2026-10-25 10:00', '12:30', 'Leigh Woods with dogs', {
    place: 'Leigh Woods, Bristol',
    with: [JONAS, TOM],
  }),
  timed('brewing-levain', '2026-05-23 08:00', '08:30', 'Mix levain, bake tonight'),
  whole('photo-deadline', '2026-07-31', '2026-07-31', 'Deadline: Bristol Harbour photo competition'),
];

const errands = tenancy => [
  timed('vet', PAID.vet.at, '17:40', 'Pepper: vet, booster', { place: 'Bramble & Paw Vets' }),
  timed('groomer', '2026-07-18 14:00', '15:15', 'Pepper: groomer', { place: 'Waggy & Co, Bedminster' }),
  timed('bike', PAID.bike.at, '09:00', 'Bike to Spoke & Sprocket (full service)', {
    place: 'Spoke & Sprocket, Bristol',
  }),
  timed('boiler', '2026-06-30 08:00', '12:00', 'Boiler inspection, landlord'),
  timed('haircut', '2026-08-14 17:30', '18:30', 'Haircut', { place: 'North Street, Bristol' }),
  timed('eye-camera', '2026-09-07 12:30', '13:00', 'Camera sensor clean', { place: 'Park Street Cameras, Bristol' }),
  whole('tenancy', tenancy, tenancy, 'Tenancy renewed'),
  whole('audible', '2026-11-10', '2026-11-10', 'Cancel Audible trial?'),
];

const work = () => [
  timed('planning', '2026-05-11 09:30', '10:15', 'Monday planning', {
    place: 'Studio, Fernhollow',
    with: [WORK],
    by: WORK,
    repeats: 'FREQ=WEEKLY;BYDAY=MO',
    until: '2026-10-31',
  }),
  timed('site-lawrence', '2026-05-21 10:00', '12:00', 'Site visit: Lawrence Hill rain garden', {
    place: 'Lawrence Hill, Bristol',
    with: [WORK],
    utc: true,
  }),
  timed('appraisal', '2026-07-15 14:00', '15:00', 'Half-year review with Ruth', { with: [WORK], by: WORK }),
  timed('away-day', '2026-10-08 09:00', '17:00', 'Studio away day: Westonbirt Arboretum', {
    place: 'Westonbirt, Tetbury',
    with: [WORK],
    by: WORK,
  }),
];

const birthdays = () => [
  birthday('birthday-karin', '2026-05-27', 'Mamma'),
  birthday('birthday-tom', '2026-07-11', 'Tom'),
  whole('birthday-mara', '2026-08-17', '2026-08-17', 'My birthday', { repeats: 'FREQ=YEARLY' }),
  birthday('birthday-priya', '2026-08-29', 'Priya'),
  birthday('birthday-elin', '2026-09-03', 'Elin'),
  birthday('birthday-abena', '2026-10-08', 'Abena'),
];

const sensitive = () => [
  timed('gp', '2026-06-16 08:40', '09:00', 'GP appointment, blood test', { place: 'Southville Medical Practice' }),
  timed('dentist', PAID.dentist.at, '09:20', 'Dentist', { place: 'Bupa Dental Care, Bedminster' }),
  timed('funeral', '2026-07-24 14:00', '15:30', "Granny Jean's funeral", { place: "St Mary's, Wells", with: [TOM] }),
];

/** `calendar.ics`. */
export function calendar(when) {
  const events = [
    ...journeys(),
    ...evenings(),
    ...hobbies(),
    ...errands(when.nextFirst('2026-09-01')),
    ...work(),
    ...birthdays(),
    ...sensitive(),
  ];
  const all = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Mara Lindqvist//Sample life//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Mara',
    `X-WR-TIMEZONE:${HOME}`,
    ...zone(HOME, 0, ['GMT', 'BST']),
    ...zone('Europe/Lisbon', 0, ['WET', 'WEST']),
    ...zone('Europe/Stockholm', 1, ['CET', 'CEST']),
    ...events.flatMap(event => lines(event, when)),
    'END:VCALENDAR',
  ];
  return { parts: [`${all.map(fold).join('\r\n')}\r\n`], count: events.length };
}
