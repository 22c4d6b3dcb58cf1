/** What the login shows: the parts of an origin, and how recognisable the chosen segments make one. */

import { expect, test } from 'vitest';
import { crowd, oneIn } from '../src/page/present/crowd.ts';
import { partsOf } from '../src/page/present/parts.ts';

test.each([
  ['https://www.news.example', 'news.example', ['https://', 'www.', 'news.example', '']],
  ['http://news.localhost:8789', 'news.localhost', ['http://', '', 'news.localhost', ':8789']],
  ['https://news.example.evil.example', 'evil.example', ['https://', 'news.example.', 'evil.example', '']],
  // Only whole labels are the site.
  ['https://evilnews.example', 'news.example', ['https://', '', 'evilnews.example', '']],
  ['http://[::1]:8080', '[::1]', ['http://', '', '[::1]', ':8080']],
  ['not an origin', '', ['', '', 'not an origin', '']],
])('%s', (origin, site, parts) => {
  const shown = partsOf(origin, site);
  expect(Object.values(shown)).toEqual(parts);
  expect(Object.values(shown).join('')).toBe(origin);
});

const segments = [3, 2, 1].map((bits, at) => ({ id: `${at}`, name: '', path: [], bits }));

test('bits add up; all together it is the figure of the core, which nothing exceeds', () => {
  const view = { segments, people: 40 };
  expect(oneIn(view, segments.slice(0, 1))).toBe(8);
  expect(oneIn(view, segments.slice(0, 2))).toBe(32);
  expect(oneIn(view, segments)).toBe(40);
  expect(oneIn({ segments, people: 5 }, segments.slice(0, 2))).toBe(5);
  expect(oneIn(view, [])).toBe(1);
  expect(oneIn({ segments: [], people: 0 }, [])).toBe(1);
});

test.each([1, 2, 42, 630, 1200, 1_000_000])('one of %d is marked, and all of them fit', people => {
  const { others, one, width, height, dot } = crowd(people);
  const dots = [...`${others}${one}`.matchAll(/M([\d.]+) ([\d.]+)h0/g)];
  expect(dots).toHaveLength(Math.min(people, 1200));
  expect(one).not.toBe('');
  for (const [, x, y] of dots) {
    expect(Number(x) + dot / 2).toBeLessThanOrEqual(width + 0.1);
    expect(Number(y) + dot / 2).toBeLessThanOrEqual(height + 0.1);
  }
  expect(height).toBeLessThanOrEqual(90);
});
