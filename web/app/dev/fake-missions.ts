/** Missions in memory, of a vault where nothing was found yet. */

import type { CardView, CoreError, Missions } from '../../../wasm-pkg/core-api.ts';

export function missions(): Missions {
  const unknown = async (): Promise<never> => {
    const error: CoreError = { code: 'unknown-card', message: 'there is no such card', next: 'Reload the page.' };
    throw error;
  };
  const card: (id: string) => Promise<CardView> = unknown;
  return {
    feed: async () => ({
      cards: [],
      snoozed: [],
      done: [],
      points: { total: 0, explorer: 0, connector: 0, helper: 0, achiever: 0 },
      running: false,
      nothing: 'no-data',
    }),
    mission: unknown,
    openMission: card,
    snooze: card,
    dismiss: card,
    complete: card,
    undoMission: card,
    heart: card,
    teach: unknown,
    askAgents: async () => ({ agent: 'diagnostic', cards: [] }),
    lessons: async () => [],
    forgetLesson: async () => {},
    schedules: async () => [],
    setSchedule: async () => [],
    removeSchedule: async () => [],
    runDue: async () => ({ more: false, busy: false, looked: [], presented: [], unseen: 0 }),
  };
}
