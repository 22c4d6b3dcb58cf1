/** Missions: what the agents found worth doing, and what a person does with it. */

import type { RecordLine } from './shared-api.ts';

export type AgentName = 'shopping' | 'travel' | 'restaurant' | 'events' | 'content' | 'diagnostic';

export type MissionState = 'created' | 'presented' | 'snoozed' | 'dismissed' | 'active' | 'completed';

/** `meh` is what nobody has said anything of. */
export type Heart = 'meh' | 'like' | 'love';

export type Dimension = 'experiences' | 'relationships' | 'interests' | 'giving';

/** Why a card stands where it does: `total` is the sum, at most 2. */
export interface ScoreView {
  utility: number;
  experience: number;
  relationship: number;
  interest: number;
  total: number;
}

/** One card of the feed. Every word of it is ready to be shown. */
export interface CardView {
  id: string;
  type: AgentName;
  /** Of its payload: `subscription`, `trip`, … (docs/formats/card.md). */
  kind: string;
  filter: 'savings' | 'ikigai';
  state: MissionState;
  title: string;
  summary: string;
  /** What it is, in one or two words, for below the card. */
  label: string;
  urgency: 'low' | 'medium' | 'high';
  /** `€12.99` */
  amount?: string;
  /** What it was before, to be struck through. */
  before?: string;
  /** The moment it is about: an instant. */
  when?: string;
  /** Name of a drawing: `subscription`, `trip`, `birthday`, … */
  picture: string;
  /** Of the person it is about. */
  initials?: string;
  heart: Heart;
  score: ScoreView;
  /** What completing it earns; where it is completed, what it earned. */
  points: number;
  dimensions: Dimension[];
  snoozedUntil?: string;
  /** It rests on the sample life alone. */
  sample: boolean;
}

/** What a button does. The page carries it out: nothing leaves the device by itself. */
export type Does =
  | { type: 'open'; url: string }
  /** A letter, ready to be sent or copied. */
  | { type: 'write'; to: string; subject: string; body: string }
  /** The text of an .ics file. */
  | { type: 'calendar'; ics: string }
  /** To be remembered, in these words. */
  | { type: 'remember'; text: string }
  /** The screen where data comes in. */
  | { type: 'bring' }
  /** The mission is fulfilled. */
  | { type: 'done' };

export interface MissionDetail {
  card: CardView;
  /** The arithmetic, a line a step, the result last. */
  reckoning: { label: string; value: string; record?: string }[];
  /** The records behind it that are still here, oldest first. */
  evidence: RecordLine[];
  /** How many of them were forgotten. */
  gone?: number;
  /** Its agent does not find it any more. */
  stale: boolean;
  payload: unknown;
  /** The first is the primary one. */
  actions: { label: string; does: Does }[];
  /** Every change of its state, oldest first. */
  log: { at: string; from?: MissionState; to: MissionState; by: 'person' | 'agent' | 'clock' }[];
  /** How it can be wrong: what `teach` takes. */
  wrong: { label: string; lesson: string }[];
  /** Whether `undoMission` has something to take back. */
  undo: boolean;
}

export interface Points {
  total: number;
  explorer: number;
  connector: number;
  helper: number;
  achiever: number;
}

export interface Feed {
  /** Those to be shown now, best first; what is active first of all. */
  cards: CardView[];
  /** Soonest back first. */
  snoozed: CardView[];
  /** Latest first. */
  done: CardView[];
  points: Points;
  /** When an agent last looked. */
  lastRun?: string;
  running: boolean;
  /** Why there is no card. */
  nothing?: 'no-data' | 'all-done';
}

/** What was learnt from the person, and changes what agents find: shown, and revocable. */
export interface LessonView {
  id: string;
  agent: AgentName;
  /** A sentence: `Acme Gym is not a subscription.` */
  text: string;
  since: string;
  /** Said by the person, or drawn from three cards put away. */
  from: 'said' | 'drawn';
}

export interface ScheduleView {
  id: string;
  label: string;
  /** Five fields, in local time: minute, hour, day of the month, month, day of the week. */
  cron: string;
  agents: AgentName[];
  on: boolean;
  /** The person's own: it can be removed. */
  own: boolean;
  next?: string;
  last?: string;
}

/** What is absent stays as it is; a schedule without an `id` is a new one, and must have a `cron`. */
export interface ScheduleChange {
  id?: string;
  label?: string;
  cron?: string;
  agents?: AgentName[];
  on?: boolean;
}

/**
 * Why a run is asked for. `tick`: time has passed, whoever noticed it (page, worker, service worker); `data`: records came
 * or went; the rest are events from outside.
 */
export type Trigger = 'tick' | 'data' | 'calendar' | 'place' | 'push';

/** What came of a run. */
export interface RunView {
  /** It stopped between two steps, because its time was up: call again. */
  more: boolean;
  /** Another run holds the lease: nothing was done. */
  busy: boolean;
  /** Agents that looked. */
  looked: AgentName[];
  /** Cards new in the feed since this run, best first: what a notification may tell of. */
  presented: CardView[];
  /** Cards in the feed that were not opened yet: the badge. */
  unseen: number;
  /** When something is due next. */
  next?: string;
}

/** Missions as a page and a service worker use them. */
export interface Missions {
  feed(): Promise<Feed>;
  mission(id: string): Promise<MissionDetail>;
  /** The person engaged with it: it is active, and liked unless they said otherwise. */
  openMission(id: string): Promise<CardView>;
  /** Away until then: an instant to come. */
  snooze(id: string, until: string): Promise<CardView>;
  /** Away for good. */
  dismiss(id: string): Promise<CardView>;
  complete(id: string): Promise<CardView>;
  /** Takes the person's last change of this card's state back. */
  undoMission(id: string): Promise<CardView>;
  heart(id: string, heart: Heart): Promise<CardView>;
  /** One of the card's `wrong`: the card goes, and the agent knows better. */
  teach(id: string, lesson: string): Promise<LessonView>;
  /** Asks in words; the agent that they are for answers with what it finds. */
  askAgents(words: string): Promise<{ agent?: AgentName; cards: CardView[]; exact: boolean }>;
  lessons(): Promise<LessonView[]>;
  forgetLesson(id: string): Promise<void>;
  schedules(): Promise<ScheduleView[]>;
  setSchedule(change: ScheduleChange): Promise<ScheduleView[]>;
  removeSchedule(id: string): Promise<ScheduleView[]>;
  /** Whether the device may be asked where it is. */
  mayAskPlace(): Promise<boolean>;
  /** Whether it may be asked from now on; if not, what is known of it goes. */
  allowPlace(allowed: boolean): Promise<void>;
  /** The device is here, in degrees north and east. Whether that is another place, for which agents then look. */
  cameTo(latitude: number, longitude: number): Promise<boolean>;
  /** Runs what is due, and nothing where nothing is. */
  runDue(trigger: Trigger): Promise<RunView>;
}
