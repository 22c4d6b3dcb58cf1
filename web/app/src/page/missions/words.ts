/** The words and numbers of missions that the page itself has: agents, dimensions, how far a day is. */

import type { AgentName, CardView, Dimension, Heart, MissionState } from '@ownyou/wasm';
import { locale } from '../ui/format.ts';

export const agentNames: Record<AgentName, string> = {
  shopping: 'Savings',
  travel: 'Travel',
  restaurant: 'Eating out',
  events: 'Events and people',
  content: 'Reading',
  diagnostic: 'Your profile',
};

export const dimensionNames: Record<Dimension, string> = {
  experiences: 'Experiences',
  relationships: 'Relationships',
  interests: 'Interests',
  giving: 'Giving',
};

export const heartNames: Record<Heart, string> = { meh: 'no heart', like: 'liked', love: 'loved' };

/** What a tap makes of it: two give all, the third takes it back. */
export const nextHeart: Record<Heart, Heart> = { meh: 'like', like: 'love', love: 'meh' };

export const stateNames: Record<MissionState, string> = {
  created: 'Found',
  presented: 'Shown to you',
  snoozed: 'Snoozed',
  dismissed: 'Dismissed',
  active: 'Opened',
  completed: 'Done',
};

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** How far away it is, for the coming month: `tomorrow`, `in 5 days`. */
export function soon(when: string, now: Date): string | undefined {
  const days = daysUntil(when, now);
  return days >= 0 && days <= 31 ? relative.format(days, 'day') : undefined;
}

/** Calendar days from here to there, where the person is. */
function daysUntil(when: string, now: Date): number {
  const at = new Date(when);
  const noon = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), 12);
  return Math.round((noon(at) - noon(now)) / 86_400_000);
}

/** What stands below a card. */
export function labelOf({ label, state }: CardView): string {
  return state === 'active' ? `${label} · opened` : label;
}
