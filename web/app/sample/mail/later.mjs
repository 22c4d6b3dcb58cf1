/** Letters between people in the last weeks: Lisbon, the pottery, the race, what is ahead. */

import { ABENA, ELIN, FLIGHTS, JONAS, MARA, PASSPORT_EXPIRES, POTTER, PRIYA, TOM, WORK } from '../persona.mjs';
import { pounds } from '../tools.mjs';
import { by, from } from './letter.mjs';

/** Of the pottery class. */
const EVENINGS = ['2026-09-22', '2026-09-29', '2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27'];

export const later = when => [
  by(
    [ELIN],
    '2026-09-12 23:14',
    'mara-lisbon-food',
    'as ordered: food',
    `1. Custard tart, Belém, still warm.
2. Octopus at the Gato Preto, Tom did not speak for ten minutes.
3. A different custard tart.

The tile museum was the best thing, I spent two hours there and forty photos. I ran along the river at seven this morning and had it to myself.

M x`,
    { zone: 'Europe/Lisbon' },
  ),
  from(
    TOM,
    '2026-09-17 12:32',
    'tom-back',
    'back to work',
    `My inbox has 212 mails and no custard. Shall we do a photo book? You pick, I pay half.

T`,
  ),
  from(
    POTTER,
    '2026-09-18 10:02',
    'spike-welcome',
    'Before your first class',
    `Dear all,

we start on ${when.named('2026-09-22')} at 7 pm. Please bring an apron and an old towel, and cut your nails. Clay, tools and the first two firings are included. The door is the blue one in the yard, the bell does not work, so knock.

The six dates: ${EVENINGS.map(when.short).join(', ')}.

See you on the wheel,
Bea and Hamish
Spike Clay Studio`,
    { cc: [ABENA] },
  ),
  from(
    ABENA,
    '2026-09-23 08:20',
    'abena-wheel',
    'clay in my hair',
    `I have clay in my HAIR. Yours looked like a bowl! Mine looked like a hat that had given up. Same time next week x`,
  ),
  from(
    JONAS,
    '2026-09-29 20:10',
    'jonas-race',
    'Sunday: the plan',
    `Start is 9:30 in Cheddar, I can drive, picking you up at 7:45. 21 km, 640 m up, forecast says rain until noon. Bring the waterproof, they check the kit.

Goal: finish. Second goal: soup.

Jonas`,
  ),
  by(
    [JONAS],
    '2026-10-04 16:30',
    'mara-race-done',
    'Re: Sunday: the plan',
    `2:14:08!!! I cannot go down stairs. Thank you for the last hill. Thank you for the soup. The new jacket kept me dry for the whole of twenty minutes.

M`,
    { answers: 'jonas-race@weber-family.example' },
  ),
  from(
    ABENA,
    '2026-10-09 09:02',
    'abena-scarf',
    'the scarf',
    `I LOVE it. I have worn it to work, to the shop and once to bed. Thank you, you are the best gift-giver.`,
  ),
  from(
    POTTER,
    '2026-10-09 15:45',
    'spike-moved',
    `${when.named('2026-10-13')} moves to Wednesday`,
    `Dear all,

the kiln is being serviced on Tuesday, so next week's class is on ${when.named('2026-10-14')}, same time. Sorry for the short notice! If you cannot come, take a Saturday open session instead.

Bea`,
  ),
  from(
    PRIYA,
    '2026-10-17 11:20',
    'priya-radio',
    'last night',
    `Moth Radio have ruined all other bands for me. I have the vinyl, the shirt and no voice.

Do we do the thing in Cardiff?`,
  ),
  by(
    [ELIN],
    '2026-10-17 21:26',
    'mara-week',
    'A week is booked',
    `${when.short('2026-12-20')} to ${when.short('2026-12-28')}, ${pounds(FLIGHTS.family.pence)}, landing at ten past two on the Sunday. I booked early, please note it in the family history.

Keep the scarf.

M`,
  ),
  from(
    ELIN,
    '2026-10-18 09:40',
    'elin-week',
    'Re: A week is booked',
    `Noted and framed! Mamma is already counting the kanelbullar.

(Check your passport, last time we found out at the airport that Pappa's had run out.)

E`,
    { answers: 'mara-week@example.com' },
  ),
  by(
    [MARA],
    '2026-10-18 20:55',
    'mara-passport',
    'passport',
    `Note to self: UK passport expires ${when.short(PASSPORT_EXPIRES)} ${when.year(PASSPORT_EXPIRES)}. Is that enough for Sweden? Look up the three-month rule.`,
    { labels: ['Inbox', 'Sent', 'Opened'] },
  ),
  by(
    [TOM],
    '2026-10-20 12:12',
    'mara-mixer',
    'the mixer',
    `is making a noise like a goose. Only on speed 2 with a stiff dough. It is hardly three months old so it must be under guarantee, can you see if we kept the box?

M`,
  ),
  from(
    TOM,
    '2026-10-20 12:50',
    'tom-mixer',
    'Re: the mixer',
    `Box went to the tip long ago, sorry. The receipt was a John Lewis mail, wasn't it?

T`,
    { answers: 'mara-mixer@example.com' },
  ),
  from(
    JONAS,
    '2026-10-24 17:15',
    'jonas-walk',
    'A walk tomorrow',
    `No race to train for, so no excuses: Leigh Woods at ten, slow, with dogs, coffee after?

>From the new book on old woods: "From one acorn, in the right year, a parish."

Jonas`,
  ),
  from(
    WORK,
    '2026-10-26 08:35',
    'ruth-exhibit',
    'Your picture is in the exhibition',
    `Morning Mara, the rain garden picture is hanging in the lobby at the Architecture Centre for two months. Opening drinks are on ${when.short('2026-11-12')} at six. Well done!

Ruth`,
  ),
  from(
    POTTER,
    '2026-10-29 11:30',
    'spike-collect',
    'Your glazed pieces are ready',
    `Hello potters,

the glaze firing came out on Wednesday and (almost) everything survived. Please collect by ${when.short('2026-11-21')}. Places for the next course open on ${when.named('2026-11-09')}, and people on this course may book first: £165, six Tuesdays from ${when.short('2027-01-12')}.

Bea and Hamish`,
  ),
];
