/** What a person does with a card: each is done by the core, said once, and can be taken back. */

import type { CardView, Does } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { core } from '../core.ts';
import { asMoment, count } from '../ui/format.ts';
import { attempt, say } from '../ui/notice.tsx';

/** The card that was just taken back: it gets the focus where it stands again. */
export const returning = signal('');

async function takeBack({ id }: CardView): Promise<void> {
  returning.value = id;
  await core.undoMission(id);
  // Under another tab it is not shown, and shall not take the focus later.
  setTimeout(() => (returning.value = ''), 2_000);
}

export async function snooze(card: CardView, until: Date): Promise<void> {
  await attempt(async () => {
    await core.snooze(card.id, until.toISOString());
    say(`“${card.title}” is back ${asMoment(until.toISOString())}.`, () => takeBack(card));
  });
}

export async function dismiss(card: CardView): Promise<void> {
  await attempt(async () => {
    await core.dismiss(card.id);
    say(`“${card.title}” stays away.`, () => takeBack(card));
  });
}

export async function complete(card: CardView): Promise<void> {
  await attempt(async () => {
    const done = await core.complete(card.id);
    say(`Done: ${count(done.points)} points for “${card.title}”.`, () => takeBack(card));
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
