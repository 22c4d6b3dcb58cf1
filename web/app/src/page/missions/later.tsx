/** Until when to send a card away. */

import type { CardView } from '@ownyou/wasm';
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { asHour } from '../ui/format.ts';
import { snooze } from './doing.ts';
import { choices, firstDay, morningOf } from './snooze.ts';

/** The card that is being sent away. */
export const snoozing = signal<CardView | undefined>(undefined);

export function Later() {
  const card = snoozing.value;
  return card ? <Choose key={card.id} card={card} /> : null;
}

function Choose({ card }: { card: CardView }) {
  const [now] = useState(() => new Date());
  const [date, setDate] = useState('');
  const chosen = morningOf(date, now);
  const close = () => (snoozing.value = undefined);

  async function until(moment: Date) {
    await snooze(card, moment);
    close();
  }

  return (
    <Dialog title="Snooze until" onClose={close}>
      <p class="quiet">{card.title}</p>
      <ul class="later">
        {choices(now).map(({ name, until: moment }) => (
          <li key={name}>
            <button type="button" onClick={() => until(moment)}>
              <span>{name}</span>
              <span class="quiet">{asHour(moment)}</span>
            </button>
          </li>
        ))}
      </ul>
      <form
        class="row later-date"
        onSubmit={event => {
          event.preventDefault();
          if (chosen) void until(chosen);
        }}
      >
        <label class="field grow">
          <span>Another day</span>
          <input type="date" min={firstDay(now)} value={date} onInput={event => setDate(event.currentTarget.value)} />
        </label>
        <button type="submit" class="primary" disabled={!chosen}>
          Snooze
        </button>
      </form>
    </Dialog>
  );
}
