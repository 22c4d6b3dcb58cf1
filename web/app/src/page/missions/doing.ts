/** What a person does with a card: each is done by the core, said once, and can be taken back. */

import type { CardView, Does } from '@ownyou/wasm';
import { core } from '../core.ts';
import { asMoment, count } from '../ui/format.ts';
import { attempt, say } from '../ui/notice.tsx';

export async function snooze(card: CardView, until: Date): Promise<void> {
  await attempt(async () => {
    await core.snooze(card.id, until.toISOString());
    say(`“${card.title}” is back ${asMoment(until.toISOString())}.`, () => core.undoMission(card.id));
  });
}

export async function dismiss(card: CardView): Promise<void> {
  await attempt(async () => {
    await core.dismiss(card.id);
    say(`“${card.title}” stays away.`, () => core.undoMission(card.id));
  });
}

export async function complete(card: CardView): Promise<void> {
  await attempt(async () => {
    const done = await core.complete(card.id);
    say(`Done: ${count(done.points)} points for “${card.title}”.`, () => core.undoMission(card.id));
  });
}

export async function putBack(card: CardView): Promise<void> {
  await attempt(async () => {
    await core.undoMission(card.id);
    say(`“${card.title}” is back.`);
  });
}

export async function remember(text: string): Promise<void> {
  await attempt(async () => {
    await core.remember(text);
    say('Remembered.');
  });
}

/** Hands the entry over as a file: the person's own calendar takes it from there. */
export function saveEntry({ ics }: Does & { type: 'calendar' }): void {
  const address = URL.createObjectURL(new Blob([ics], { type: 'text/calendar' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'ownyou.ics';
  link.click();
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say('Saved as ownyou.ics. Open it with your calendar.');
}
