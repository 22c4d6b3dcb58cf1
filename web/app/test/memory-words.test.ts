/** What a person reads about a memory. */

import { expect, test } from 'vitest';
import { place } from '../src/page/memory/timeline.ts';
import { dayOf, edgeOf, gathered, lastOf, reader, sureness, validity, vigour } from '../src/page/memory/words.ts';
import { asDay } from '../src/page/ui/format.ts';

const [march, april] = ['2026-03-02T12:00:00Z', '2026-04-05T12:00:00Z'];

test('when it was true', () => {
  expect(validity({ kind: 'fact' })).toBe('');
  expect(validity({ kind: 'fact', from: march })).toBe(`since ${asDay(march)}`);
  expect(validity({ kind: 'episode', from: march })).toBe(asDay(march));
  expect(validity({ kind: 'fact', to: april })).toBe(`until ${asDay(april)}`);
  expect(validity({ kind: 'fact', from: march, to: april })).toBe(`${asDay(march)} – ${asDay(april)}`);
  expect(validity({ kind: 'fact', from: march, to: march })).toBe(asDay(march));
});

test('a day that ends it is the last one, though the time is the first after it', () => {
  const midnight = edgeOf('2026-03-02');
  expect(validity({ kind: 'fact', from: edgeOf('2026-03-01'), to: midnight })).toBe(asDay(edgeOf('2026-03-01')));
  expect(dayOf(lastOf(midnight))).toBe('2026-03-01');
  expect(dayOf(lastOf(edgeOf('2026-03-01', true)))).toBe('2026-03-01');
  expect(lastOf('soon')).toBe('soon');
});

test('where it is from, the most first', () => {
  expect(gathered([{ source: 'transaction' }, { source: 'email' }, { source: 'email' }])).toBe('2 mails, 1 payment');
});

test('who read it', () => {
  expect(reader('receipts@1')).toBe('receipts, version 1');
  expect(reader('Travel agent')).toBe('Travel agent');
});

test('how sure and how strong', () => {
  expect([0.95, 0.7, 0.5, 0.2].map(sureness)).toEqual(['Very sure', 'Fairly sure', 'Not quite sure', 'A guess']);
  expect([0, 1, 2.6, 5].map(strength => vigour(strength).step)).toEqual([1, 2, 3, 4]);
});

test('a day comes back as it was put in', () => {
  for (const day of ['2026-01-31', '2024-02-29', '2026-07-01']) {
    expect(dayOf(edgeOf(day))).toBe(day);
    expect(dayOf(edgeOf(day, true))).toBe(day);
    expect(Date.parse(edgeOf(day, true)) - Date.parse(edgeOf(day))).toBe(86_399_000);
  }
  expect(dayOf('soon')).toBe('');
});

test('the picture of a span goes from its beginning to today', () => {
  const now = Date.parse('2026-05-01T12:00:00Z');
  expect(place({ known: march }, now)).toBeUndefined();
  expect(place({ from: march, known: march }, now)).toEqual({ from: 0, to: 1, known: 0 });
  const ended = place({ from: march, to: april, known: '2026-05-01T12:00:00Z' }, now);
  expect(ended).toEqual({ from: 0, to: 34 / 60, known: 1 });
});
