/** Letters between people: family, friends and Tom; with those of the last weeks, all of them. */

import { ABENA, ELIN, FLIGHTS, JONAS, KARIN, MARA, ORDERS, PRIYA, TOM, WORK } from '../persona.mjs';
import { pounds } from '../tools.mjs';
import { later } from './later.mjs';
import { by, from } from './letter.mjs';

const first = when => [
  from(
    ELIN,
    '2026-05-01 08:12',
    'elin-party',
    'Inflyttningsfest hos oss?',
    `Hej syster!

Ska du inte komma över till inflyttningsfesten? Mamma frågar varje söndag. Vi har gästrummet fritt från torsdagen den ${when.inLanguage('2026-06-18', 'sv')}, och Nils har redan bestämt att du ska bygga koja med honom.

Ta med Tom om han kan få ledigt. Och löparskorna, skogen börjar bakom huset.

Kram
Elin`,
    { charset: 'iso-8859-1', encoding: '8bit' },
  ),
  by(
    [ELIN],
    '2026-05-01 20:44',
    'mara-party',
    'Re: Inflyttningsfest hos oss?',
    `Jag kommer! Tom has to work the Friday so it is just me, but I will book a flight next week when I am paid for the overtime.

Tell Nils I want a hut with a roof, not the broomstick.

M`,
    { answers: 'elin-party@lindqvist.example' },
  ),
  from(
    PRIYA,
    '2026-05-03 11:30',
    'priya-lanterns',
    'Paper Lanterns are playing Thekla!!',
    `On ${when.short('2026-05-22')}. It is a Friday. You have no excuse. I checked.

I can come straight from work, so shall I meet you on the quay at half six and we get dumplings first?

P x`,
  ),
  by(
    [PRIYA],
    '2026-05-06 19:20',
    'mara-lanterns',
    'Re: Paper Lanterns are playing Thekla!!',
    `Bought two, you owe me nothing, you paid for the last one. Dumplings yes.

M x`,
    { answers: 'priya-lanterns@example.net' },
  ),
  by(
    [ELIN, KARIN],
    '2026-05-09 21:02',
    'mara-booked',
    'Booked!',
    `Flights are booked: I land at Landvetter on ${when.named('2026-06-18')} at 14:00 and fly home in the evening of ${when.named('2026-06-22')}. ${pounds(FLIGHTS.party.pence)} and I had to go through Heathrow again, but never mind.

Can somebody with a car be nice to me?

M`,
  ),
  from(
    KARIN,
    '2026-05-10 09:15',
    'karin-booked',
    'Re: Booked!',
    `Så roligt, gumman! I will be at the airport, Elin has the children's football. I make the prinsesstårta as always. Do you still eat sill or has England ruined you?

Puss, mamma`,
    { answers: 'mara-booked@example.com' },
  ),
  from(
    TOM,
    '2026-05-12 12:40',
    'tom-pepper',
    'Pepper',
    `Took her out at lunch. She has eaten half of a tennis ball, she seems proud of it. Can you book her in for the booster? The card on the fridge says next month.

T`,
  ),
  from(
    JONAS,
    '2026-05-13 18:05',
    'jonas-gower',
    'Gower weekend: who is in?',
    `Hi both,

the bunkhouse at Port Eynon has three beds left for the night of ${when.short('2026-05-30')}. Plan: train to Swansea on Saturday morning, bus, 18 km along the cliffs, chips, sleep, and home by Sunday tea. My legs say yes. What do yours say?

Jonas`,
    { to: [MARA, PRIYA] },
  ),
  by(
    [JONAS, PRIYA],
    '2026-05-13 21:48',
    'mara-gower',
    'Re: Gower weekend: who is in?',
    `Mine say yes too, I want to try the new lens on those cliffs. Will bring a loaf.

Train at 8:30 from Temple Meads?

Mara`,
    { answers: 'jonas-gower@weber-family.example' },
  ),
  from(
    ABENA,
    '2026-05-17 16:22',
    'abena-starter',
    'my starter is dead',
    `It smells of nail varnish and there is a pink stripe. I followed the leaflet from your class!! Is pink bad? Tell me pink is fine.

A`,
  ),
  by(
    [ABENA],
    '2026-05-17 17:01',
    'mara-starter',
    'Re: my starter is dead',
    `Pink is never fine. Bin it, boil the jar, and come on Wednesday for a bit of mine. It is eight years old and has survived two moves and Tom.

Feed 1:2:2 with half rye, keep it near the boiler, and do not love it too much.

M x`,
    { answers: 'abena-starter@example.org' },
  ),
  from(
    KARIN,
    '2026-05-27 20:10',
    'karin-flowers',
    'Tack för blommorna',
    `Älskade Mara, pionerna kom klockan tio! De står på köksbordet och luktar som hos mormor. Tack, tack. Vi ses om tre veckor.

Mamma`,
    { charset: 'iso-8859-1' },
  ),
  from(
    WORK,
    '2026-05-28 17:31',
    'ruth-photos',
    'Your photos of the rain garden',
    `Hi Mara, sending this to your own address as you asked. The client loves the pictures you took at Lawrence Hill and wants two of them for the board. Could you send the full-size files? You would be credited, of course.

Ruth`,
  ),
];

/** `20260625T183000Z`. */
const inUtc = (when, text) => `${new Date(when.at(text).utc).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** The invitation that Abena's calendar sends along. */
const bookClub = when =>
  `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sample life//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:book-club@calendar.example.com
DTSTAMP:${inUtc(when, '2026-06-11 20:00')}
DTSTART:${inUtc(when, '2026-06-25 19:30')}
DTEND:${inUtc(when, '2026-06-25 21:30')}
SUMMARY:Book club: The Overstory
LOCATION:Abena's
ORGANIZER;CN=Abena Owusu:mailto:abena.owusu@example.org
ATTENDEE;CN=Mara Lindqvist:mailto:mara.lindqvist@example.com
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

const then = when => [
  from(
    JONAS,
    '2026-06-01 08:55',
    'jonas-after',
    'Gower, the evidence',
    `Photos are in the shared album. You look like a person who has just been told about the second hill.

Also: I have entered the Mendip Ridge Half on ${when.short('2026-10-04')}. You said "maybe" in front of a witness.

Jonas`,
  ),
  by(
    [JONAS],
    '2026-06-03 20:30',
    'mara-race',
    'Re: Gower, the evidence',
    `Fine. Entered. £34 to suffer in the mud. I blame the chips.

M`,
    { answers: 'jonas-after@weber-family.example' },
  ),
  from(
    PRIYA,
    '2026-06-10 13:12',
    'priya-harbour',
    `Slow Harbour, ${when.short('2026-07-03')}`,
    `Louisiana upstairs, so basically in somebody's living room. Get them before they go?`,
  ),
  from(
    ABENA,
    '2026-06-11 20:00',
    'abena-books',
    'Invitation: Book club: The Overstory',
    `${when.named('2026-06-25')}, half seven at mine. It is 600 pages about trees, so you have no excuse, it is practically work.

Snacks by everyone, wine by nobody, we all have Friday.

A`,
    { attach: { name: 'invite.ics', type: 'text/calendar; method=REQUEST', text: bookClub(when) } },
  ),
  from(
    ELIN,
    '2026-06-15 21:40',
    'elin-pack',
    'Att ta med',
    `From us you get: towels, bike, wellies, a loud child.
From you we want: Yorkshire Tea (two big boxes), that seedy flour, and marmite for Nils who has decided that he likes it.

Vädret: regn på torsdag, sol på fredag!

Elin`,
    { charset: 'iso-8859-1' },
  ),
  by(
    [TOM],
    '2026-06-19 15:20',
    'mara-grass',
    'greetings from the wet grass',
    `They made me dance like a frog. There is a video. You will never see the video.

Is Pepper all right? The tablets are in the blue tin, half of one with her breakfast. Back on Monday, the coach gets in at ten past midnight, don't wait up.

M xx`,
    { zone: 'Europe/Stockholm' },
  ),
  from(
    TOM,
    '2026-06-19 18:02',
    'tom-grass',
    'Re: greetings from the wet grass',
    `Pepper is lying on your side of the bed. I will wait up.

T x`,
    { answers: 'mara-grass@example.com' },
  ),
  from(
    ELIN,
    '2026-06-24 19:33',
    'elin-after',
    'Tyst här',
    `It is so quiet. Nils asks if you can live in the guest room. I found your green scarf behind the sofa, I keep it until you come again.

You ARE coming again soon, yes? A whole week. Book early this time, it was crazy expensive the last time.

E`,
  ),
  from(
    ABENA,
    '2026-06-28 10:14',
    'abena-loaf',
    'BREAD',
    `Look at it!! Look at the ear on it! I am never buying bread again. (I bought bread on Friday. But never again.)

Where do you get the flour?`,
  ),
  by(
    [ABENA],
    '2026-06-29 19:05',
    'mara-loaf',
    'Re: BREAD',
    `That is a proper ear, I am so proud. Shipton Mill, I just ordered 10 kg of the strong white and a bag of rye, take two kilos of mine.

M`,
    { answers: 'abena-loaf@example.org' },
  ),
  by(
    [PRIYA],
    '2026-07-04 10:40',
    'mara-ears',
    'my ears',
    `are still ringing. Best gig of the year so far? The one with the trumpet made me cry a bit, I blame the cider.

Off to Rough Trade for Tom's birthday record before they sell out.`,
  ),
  from(
    TOM,
    '2026-07-12 09:50',
    'tom-birthday',
    'Thank you',
    `For the record, for dinner, for not letting the waiter sing. That lamb. I keep thinking of that lamb.

So: Lisbon? I can take ${when.short('2026-09-10')} to ${when.short('2026-09-15')} off, I asked on Friday.

T`,
  ),
  by(
    [TOM],
    '2026-07-12 20:15',
    'mara-lisbon',
    'Re: Thank you',
    `YES. easyJet flies straight from Bristol, Thursday out and Tuesday back. I found a small place in Alfama with a terrace, Casa do Miradouro. I want tiles, custard tarts and one run along the river. You can have the trams.

I'll book on Tuesday.`,
    { answers: 'tom-birthday@example.org' },
  ),
  by(
    [{ name: 'SportsShoes Customer Care', address: 'care@sportsshoes.com' }],
    '2026-08-12 18:47',
    'mara-refund',
    `Refund for order ${ORDERS.shoes.ref}`,
    `Hello,

I sent back one pair of Trailtalon (order ${ORDERS.shoes.ref}) on ${when.short('2026-07-13')} and you wrote on ${when.short('2026-07-16')} that the refund of ${pounds(ORDERS.shoes.pence)} would arrive within 10 working days. It is now four weeks and nothing has reached my account.

Could you check, please?

Mara Lindqvist`,
  ),
  from(
    PRIYA,
    '2026-08-17 07:58',
    'priya-birthday',
    'HAPPY BIRTHDAY',
    `Thirty-four! Practically furniture.

Walk and cake on Saturday at Ashton Court, I bring the cake, you are not allowed to bake. Abena has the flask, Jonas has "a plan" which worries me.

P x`,
  ),
  from(
    KARIN,
    '2026-08-17 08:20',
    'karin-birthday',
    'Ja må du leva!',
    `Grattis på födelsedagen, älskade unge! Paketet är lite försenat, det kommer på torsdag. Ring i kväll om du hinner.

Puss och kram från mamma`,
    { charset: 'iso-8859-1', encoding: 'base64' },
  ),
  from(
    ABENA,
    '2026-08-23 19:30',
    'abena-picnic',
    'Pictures of your walk',
    `Here they are. Jonas's plan was a kite, for the record. You got the best one of Pepper mid-theft.

Also I have been thinking about what you said about the pottery evening class, shall we do it together? Tuesdays?`,
  ),
  by(
    [ABENA],
    '2026-08-24 12:50',
    'mara-pottery',
    'Re: Pictures of your walk',
    `I have just paid for mine, £165 for six Tuesdays from ${when.short('2026-09-22')}, 7 to 9. There were four places left this morning. Go go go.

M`,
    { answers: 'abena-picnic@example.org' },
  ),
  from(
    ELIN,
    '2026-09-03 21:11',
    'elin-apron',
    'Förklädet!',
    `It fits, it is exactly the green I like, and now Nils wants one too. Tack snälla.

Send me pictures from Lisbon. Many. With food.

E`,
    { words: 'b' },
  ),
];

export const letters = when => [...first(when), ...then(when), ...later(when)];
