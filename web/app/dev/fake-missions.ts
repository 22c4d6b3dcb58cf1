/** Missions in memory: a feed with a card of most kinds, which does as it is told but finds nothing by itself. */

import type {
  AgentName,
  CardView,
  CoreError,
  CoreEvent,
  Feed,
  LessonView,
  MissionDetail,
  MissionState,
  Missions,
  RecordLine,
  ScheduleView,
} from '../../../wasm-pkg/core-api.ts';
import { hear } from './fake-wish.ts';

const hour = 3_600_000;
const ahead = (days: number) => new Date(Date.now() + days * 24 * hour).toISOString();

type Short = Pick<CardView, 'type' | 'kind' | 'title' | 'summary' | 'label' | 'picture'> & Partial<CardView>;

const shorts: Short[] = [
  {
    type: 'shopping',
    kind: 'trial',
    title: 'Your Headspace trial ends tomorrow',
    summary: 'Then it costs £9.99 a month. You have not opened one of its mails since the first week.',
    label: 'Trial',
    picture: 'trial',
    amount: '£9.99',
    when: ahead(1),
    urgency: 'high',
  },
  {
    type: 'shopping',
    kind: 'price_rise',
    title: 'Netflix now costs £2 more a month',
    summary: 'It was £10.99 until August. Over a year that is £24.',
    label: 'Price rise',
    picture: 'price-rise',
    amount: '£12.99',
    before: '£10.99',
  },
  {
    type: 'travel',
    kind: 'trip',
    title: 'Gothenburg in December',
    summary: 'Two flights and eight nights, from three mails and a calendar entry.',
    label: 'Trip',
    picture: 'trip',
    when: ahead(29),
  },
  {
    type: 'events',
    kind: 'birthday',
    title: 'Abena’s birthday is on Sunday',
    summary: 'You went bouldering with her twice this summer.',
    label: 'Birthday',
    picture: 'birthday',
    initials: 'AO',
    when: ahead(5),
    urgency: 'medium',
  },
  {
    type: 'shopping',
    kind: 'double_charge',
    title: 'Shipton Mill charged you twice',
    summary: 'Two payments of £23.40 on the same day, and one order.',
    label: 'Charged twice',
    picture: 'double-charge',
    amount: '£23.40',
  },
  {
    type: 'restaurant',
    kind: 'evening',
    title: 'Thursday evening is free: dinner with Jonas?',
    summary: 'You last ate together on 2 September, at Padella.',
    label: 'An evening',
    picture: 'food',
    initials: 'JW',
    when: ahead(3),
  },
  {
    type: 'content',
    kind: 'saved',
    title: 'Five long reads that you saved and left',
    summary: 'About sourdough, slow trains and a lighthouse.',
    label: 'Saved for later',
    picture: 'saved',
  },
  {
    type: 'travel',
    kind: 'passport_expiry',
    title: 'Your passport runs out before May',
    summary: 'Some countries ask for six months more than your stay.',
    label: 'Passport',
    picture: 'passport',
    urgency: 'high',
    when: ahead(60),
  },
  {
    type: 'diagnostic',
    kind: 'insight',
    title: 'Contacts would say whose birthdays matter',
    summary: 'There is mail, bank and calendar, and no contacts file yet.',
    label: 'Something missing',
    picture: 'connect',
  },
  {
    type: 'events',
    kind: 'drifting',
    title: 'Call Karin?',
    summary: 'You wrote every week until July, and not since.',
    label: 'People',
    picture: 'people',
    initials: 'KL',
  },
  {
    type: 'shopping',
    kind: 'return_window',
    title: 'The rain jacket can go back until Friday',
    summary: 'Bought on 2 November for £120, thirty days to return it.',
    label: 'Return window',
    picture: 'return',
    amount: '£120.00',
    when: ahead(4),
  },
  {
    type: 'content',
    kind: 'unsubscribe',
    title: 'Groupon wrote 41 times, you opened none',
    summary: 'One click in its last mail ends it.',
    label: 'Newsletter',
    picture: 'unsubscribe',
  },
  {
    type: 'shopping',
    kind: 'subscription',
    title: 'Giffgaff: £10 every month',
    summary: 'Since March 2026, always on the 4th.',
    label: 'Subscription',
    picture: 'subscription',
    amount: '£10.00',
  },
  {
    type: 'events',
    kind: 'clash',
    title: 'Two things at 7 pm on Wednesday',
    summary: 'Choir practice and dinner with Elin overlap by an hour.',
    label: 'Clash',
    picture: 'clash',
    when: ahead(2),
    urgency: 'medium',
  },
  {
    type: 'travel',
    kind: 'packing',
    title: 'What you wished you had packed last time',
    summary: 'For Lisbon you bought an adapter and sun cream on the first day.',
    label: 'Packing',
    picture: 'packing',
  },
  {
    type: 'shopping',
    kind: 'overlap',
    title: 'Spotify and Apple Music play the same songs',
    summary: 'Together £21.98 a month. Keeping one saves £131.88 a year.',
    label: 'Overlap',
    picture: 'overlap',
    amount: '£10.99',
    before: '£21.98',
  },
];

function cardOf(short: Short, at: number): CardView {
  return {
    id: `CARD${at}`,
    filter: short.type === 'shopping' ? 'savings' : 'ikigai',
    state: 'presented',
    urgency: 'low',
    heart: 'meh',
    score: { utility: 0.7, experience: 0.1, relationship: 0.3, interest: 0.12, total: 1.22 - at / 20 },
    points: 150,
    dimensions: short.type === 'events' ? ['relationships', 'giving'] : ['experiences'],
    sample: true,
    ...short,
  };
}

function record(id: string, headline: string, detail: string): RecordLine {
  return { id, source: 'transaction', time: '2026-08-04T09:00:00Z', headline, detail, sample: true };
}

export function missions(emit: (event: CoreEvent) => void): Missions {
  let cards = shorts.map(cardOf);
  let nothing: Feed['nothing'];
  let running = false;
  let place = false;
  let lessons: LessonView[] = [
    {
      id: 'L1',
      agent: 'shopping',
      text: 'Fernhollow Landscape is not a subscription.',
      since: '2026-10-02T09:00:00Z',
      from: 'said',
    },
  ];
  let schedules: ScheduleView[] = [
    { id: 'daily', label: 'Every morning', cron: '0 8 * * *', agents: ['shopping', 'events'], on: true, own: false },
    { id: 'weekly', label: 'Sunday review', cron: '0 10 * * 0', agents: ['content'], on: true, own: false },
    { id: 'monthly', label: 'The month’s accounts', cron: '0 9 1 * *', agents: ['shopping'], on: false, own: false },
  ];
  const before = new Map<string, MissionState>();
  const tell = () => emit({ type: 'missions' });
  hear('missions', wish => {
    nothing = wish.nothing;
    running = wish.running ?? false;
    if (nothing) cards = [];
    tell();
  });
  const find = (id: string): CardView => {
    const found = cards.find(card => card.id === id);
    const unknown: CoreError = { code: 'unknown-card', message: 'there is no such card', next: 'Go back to the feed.' };
    if (!found) throw unknown;
    return found;
  };
  const set = async (id: string, change: Partial<CardView>): Promise<CardView> => {
    const card = find(id);
    if (change.state) before.set(id, card.state);
    const next = { ...card, ...change };
    cards = cards.map(one => (one.id === id ? next : one));
    tell();
    return next;
  };
  const inState = (...states: MissionState[]) => cards.filter(card => states.includes(card.state));

  return {
    feed: async () => ({
      cards: inState('presented', 'active'),
      snoozed: inState('snoozed'),
      done: inState('completed'),
      points: { total: 1250, explorer: 400, connector: 600, helper: 0, achiever: 250 },
      lastRun: ahead(-0.1),
      running,
      ...(nothing && { nothing }),
    }),
    mission: async id => detail(find(id), before.has(id)),
    openMission: async id => set(id, { state: 'active', heart: find(id).heart === 'meh' ? 'like' : find(id).heart }),
    snooze: async (id, until) => set(id, { state: 'snoozed', snoozedUntil: until }),
    dismiss: async id => set(id, { state: 'dismissed' }),
    complete: async id => set(id, { state: 'completed' }),
    undoMission: async id => set(id, { state: before.get(id) ?? 'presented' }),
    heart: async (id, heart) => set(id, { heart }),
    teach: async (id, lesson) => {
      const learnt: LessonView = {
        id: lesson,
        agent: find(id).type,
        text: `${find(id).title}: ${lesson}.`,
        since: new Date().toISOString(),
        from: 'said',
      };
      lessons = [...lessons, learnt];
      await set(id, { state: 'dismissed' });
      return learnt;
    },
    askAgents: async words => {
      const agent: AgentName = words.includes('trip') ? 'travel' : 'shopping';
      return {
        agent,
        cards: words.includes('nothing') ? [] : cards.filter(card => card.type === agent),
        exact: !words.includes('near'),
      };
    },
    lessons: async () => lessons,
    forgetLesson: async id => {
      lessons = lessons.filter(lesson => lesson.id !== id);
      tell();
    },
    schedules: async () => schedules,
    setSchedule: async change => {
      const known = schedules.find(({ id }) => id === change.id);
      schedules = known
        ? schedules.map(one => (one === known ? { ...one, ...change, id: one.id } : one))
        : [...schedules, { label: '', cron: '', agents: [], on: true, own: true, ...change, id: `${Date.now()}` }];
      tell();
      return schedules;
    },
    removeSchedule: async id => {
      schedules = schedules.filter(one => one.id !== id);
      tell();
      return schedules;
    },
    mayAskPlace: async () => place,
    allowPlace: async allowed => {
      place = allowed;
      tell();
    },
    cameTo: async () => false,
    runDue: async () => ({ more: false, busy: false, looked: [], presented: [], unseen: 0 }),
  };
}

function detail(card: CardView, undo: boolean): MissionDetail {
  const evidence = [
    record('R1', 'NETFLIX.COM', '-10.99 GBP'),
    record('R2', 'NETFLIX.COM', '-12.99 GBP'),
    record('R3', 'Your membership price is changing', 'info@netflix.example'),
  ];
  return {
    card,
    reckoning: [
      { label: 'Until July, each month', value: '£10.99', record: 'R1' },
      { label: 'Since August, each month', value: '£12.99', record: 'R2' },
      { label: 'More each month', value: '£2.00' },
      { label: 'More each year', value: '12 × £2.00 = £24.00' },
    ],
    evidence,
    gone: 1,
    stale: false,
    payload: { kind: card.kind },
    actions: [
      {
        label: 'Write to cancel it',
        does: {
          type: 'write',
          to: 'help@netflix.example',
          subject: 'Cancelling',
          body: 'Dear Netflix,\n\nplease end it.',
        },
      },
      { label: 'Put it in my calendar', does: { type: 'calendar', ics: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } },
      { label: 'See my account', does: { type: 'open', url: 'https://netflix.example/account' } },
    ],
    log: [
      { at: ahead(-1), to: 'created', by: 'agent' },
      { at: ahead(-0.9), from: 'created', to: 'presented', by: 'agent' },
    ],
    wrong: [
      { label: 'Not a subscription', lesson: 'not a subscription' },
      { label: 'I know, and it is fine', lesson: 'known' },
    ],
    undo,
  };
}
