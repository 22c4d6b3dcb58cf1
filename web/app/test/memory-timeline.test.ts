/** The timeline: what stands under which month, and which bar passes which line. */

import type { MemoryLine } from '@ownyou/wasm/core-api';
import { expect, test } from 'vitest';
import { layOut } from '../src/page/memory/timeline.ts';

const now = Date.parse('2026-06-15T12:00:00Z');

function line(id: string, from: string | undefined, to?: string, known = '2026-06-01'): MemoryLine {
  const at = (day: string) => `${day}T12:00:00Z`;
  const times = { ...(from ? { from: at(from) } : {}), ...(to ? { to: at(to) } : {}), known: at(known) };
  const base = { kind: 'fact', namespace: '', text: id, context: 'c', strength: 1, confidence: 1 } as const;
  return { id, ...base, ...times, tier: 'public', sources: 1, state: 'kept', conflict: false, sample: false };
}

const rows = (lines: MemoryLine[]) => layOut(lines, now).flatMap(({ months }) => months.flatMap(month => month.rows));
const strokes = (lines: MemoryLine[]) =>
  rows(lines).map(
    row => `${row.line.id}: ${row.strokes.map(({ id, lane, part }) => `${id}${lane} ${part}`).join(', ')}`,
  );

test('years and months, newest first; without a beginning, by when it was learnt', () => {
  const years = layOut([line('a', '2025-03-01'), line('b', undefined), line('c', '2026-06-10')], now);
  expect(years.map(({ year, months }) => [year, months.map(month => month.rows.map(row => row.line.id))])).toEqual([
    [2026, [['c', 'b']]],
    [2025, [['a']]],
  ]);
});

test('a bar reaches from its line up to the last one before its end', () => {
  const lines = [line('d', '2026-05-01'), line('c', '2026-04-01'), line('b', '2026-03-01')];
  expect(strokes([...lines, line('a', '2026-02-01', '2026-04-10')])).toEqual([
    'd: ',
    'c: a0 end',
    'b: a0 through',
    'a: a0 start',
  ]);
});

test('one that ended before anything else began stays on its own line', () => {
  expect(strokes([line('b', '2026-05-01'), line('a', '2026-02-01', '2026-02-08')])).toEqual(['b: ', 'a: a0 both']);
});

test('bars that would meet stand beside each other, and a fourth is left out', () => {
  const four = ['a', 'b', 'c', 'd'].map((id, at) => line(id, `2026-02-0${4 - at}`, '2026-05-01'));
  expect(
    rows(four)
      .at(0)
      ?.strokes.map(({ id, lane }) => id + lane),
  ).toEqual(['a0', 'b1', 'c2']);
});

test('one that ends before it begins draws nothing', () => {
  expect(strokes([line('a', '2026-02-08', '2026-02-01')])).toEqual(['a: ']);
});

test('today is marked where something is still to come', () => {
  expect(rows([line('a', '2026-12-24'), line('b', '2026-06-01')]).map(row => row.today)).toEqual([false, true]);
  expect(rows([line('b', '2026-06-01'), line('c', '2026-05-01')]).map(row => row.today)).toEqual([false, false]);
});
