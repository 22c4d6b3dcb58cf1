/** What a search found, best first, as lines to open. Arrow keys walk through them. */

import type { MemoryLine } from '@ownyou/wasm';
import { Glance } from './line.tsx';

interface Props {
  lines: MemoryLine[];
  onOpen: (id: string) => void;
}

export function Results({ lines, onOpen }: Props) {
  return (
    <ul class="memories" onKeyDown={walk}>
      {lines.map(line => (
        <li key={line.id}>
          <button type="button" class="memory" onClick={() => onOpen(line.id)}>
            <Glance line={line} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Moves the focus to the line above or below. */
export function walk(event: KeyboardEvent): void {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...document.querySelectorAll<HTMLElement>('.memory')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  if (move === undefined || at < 0) return;
  event.preventDefault();
  const next = at + move < 0 ? document.querySelector<HTMLElement>('#memory-query') : buttons[at + move];
  next?.focus();
}
