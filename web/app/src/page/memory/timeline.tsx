/** The timeline: a life by years and months, newest first, with a bar beside it for all that was true for a time. */

import type { MemoryLine } from '@ownyou/wasm';
import { locale } from '../ui/format.ts';
import { Glance, hue } from './line.tsx';
import { walk } from './results.tsx';
import { layOut, type Month, type Row, type Stroke } from './timeline.ts';

interface Props {
  lines: MemoryLine[];
  onOpen: (id: string) => void;
}

const monthName = new Intl.DateTimeFormat(locale, { month: 'long' });

export function Timeline({ lines, onOpen }: Props) {
  const years = layOut(lines, Date.now());
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only a shorter way between its buttons
    <div class="timeline" onKeyDown={walk}>
      {years.map(({ year, months }) => (
        <section key={year} class="year" aria-label={String(year)}>
          <header>
            <Crossing above={months[0]?.rows[0]} />
            <h2 class="year-name">{year}</h2>
          </header>
          {months.map(month => (
            <MonthOf key={month.month} month={month} year={year} onOpen={onOpen} />
          ))}
        </section>
      ))}
    </div>
  );
}

function MonthOf({ month: { month, rows }, year, onOpen }: { month: Month; year: number; onOpen: Props['onOpen'] }) {
  return (
    <section class="month">
      <header>
        <Crossing above={rows[0]} />
        <h3 class="month-name">
          {monthName.format(new Date(year, month - 1, 1))}
          <span class="hidden"> {year}</span>
        </h3>
      </header>
      <ul>
        {rows.map(row => (
          <Item key={row.line.id} row={row} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function Item({ row: { line, strokes, today }, onOpen }: { row: Row; onOpen: Props['onOpen'] }) {
  return (
    <li>
      {today && <p class="today">Today</p>}
      <Rail strokes={strokes} />
      <button type="button" class="memory" onClick={() => onOpen(line.id)}>
        <Glance line={line} />
      </button>
    </li>
  );
}

/** Pixels: where a line's mark begins and how far down its middle is; where the nearest bar stands, and the next ones. */
const mark = 36;
const centre = 30;
const nearest = 24;
const apart = 9;

/** Behind a heading: the bars that go on above the line that is under it. */
function Crossing({ above }: { above: Row | undefined }) {
  const on = above?.strokes.filter(({ part }) => part === 'through' || part === 'start') ?? [];
  return <Rail strokes={on.map(stroke => ({ ...stroke, part: 'through' }))} />;
}

/** The bars that touch a line. Decoration: the line itself says from when to when. */
function Rail({ strokes }: { strokes: Stroke[] }) {
  return (
    <svg class="rail" aria-hidden="true" focusable="false">
      {strokes.map(stroke => (
        <Bar key={stroke.id} stroke={stroke} />
      ))}
    </svg>
  );
}

function Bar({ stroke: { lane, part, context } }: { stroke: Stroke }) {
  const x = nearest - lane * apart;
  const top = part === 'end' || part === 'both' ? 6 : 0;
  if (part === 'through' || part === 'end')
    return <line class="span" data-hue={hue(context)} x1={x} x2={x} y1={top} y2="101%" />;
  const bend = `H${x + 8}Q${x} ${centre} ${x} ${centre - 8}V${top}`;
  return <path class="span" data-hue={hue(context)} d={`M${mark} ${centre}${bend}`} />;
}
