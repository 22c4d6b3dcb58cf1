/** The time in which a memory was true, as a line from its beginning to today. */

import type { MemoryLine } from '@ownyou/wasm';
import { asDay } from '../ui/format.ts';
import { hue } from './line.tsx';
import { place } from './timeline.ts';
import { lastOf } from './words.ts';

export function Span({ line }: { line: MemoryLine }) {
  const placed = place(line, Date.now());
  if (!placed) return null;
  const percent = (part: number) => `${part * 100}%`;
  return (
    <div class="span-picture" data-hue={hue(line.context)}>
      <svg width="100%" height="28" aria-hidden="true" focusable="false">
        <line class="span-ground" x1="0" x2="100%" y1="14" y2="14" />
        <line class="span-true" x1={percent(placed.from)} x2={percent(placed.to)} y1="14" y2="14" />
        <circle class="span-known" cx={percent(placed.known)} cy="14" r="5" />
      </svg>
      <p class="span-ends quiet">
        <span>{line.from !== undefined && asDay(line.from)}</span>
        <span>{line.to === undefined || Date.parse(line.to) < Date.now() ? 'today' : asDay(lastOf(line.to))}</span>
      </p>
    </div>
  );
}
