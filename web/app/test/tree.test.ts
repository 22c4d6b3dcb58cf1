/** The tree of segments: what belongs where, and in which order. */

import type { SegmentView } from '@ownyou/wasm/core-api';
import { expect, test } from 'vitest';
import { family, find, grow } from '../src/page/profile/tree.ts';

function segment(id: string, parent: string | undefined, records: number, path: string[]): SegmentView {
  const name = path.at(-1) ?? '';
  const base = {
    id,
    name,
    path,
    tier: path.length,
    confidence: 0.5,
    records,
    sources: [],
    direct: true,
    confirmed: false,
    against: 0,
  };
  return parent === undefined ? base : { ...base, parent };
}

const segments = [
  segment('3', '2', 4, ['Interest', 'Sports', 'Climbing']),
  segment('1', undefined, 9, ['Interest']),
  segment('4', '2', 5, ['Interest', 'Sports', 'Cycling']),
  segment('2', '1', 9, ['Interest', 'Sports']),
  segment('9', '8', 1, ['Purchase Intent*', 'Travel']),
];
const top = grow({ segments, refused: [], withheld: [], lessons: [], records: 10, unclassified: 0, sample: false });

test('children are under their parents, most evidence first', () => {
  expect(find(top, '2')?.children.map(branch => branch.segment.id)).toEqual(['4', '3']);
});

test('a segment whose parent is not shown stands at the top', () => {
  expect(top.map(branch => branch.segment.id)).toEqual(['1', '9']);
});

test('what is not there is not found', () => {
  expect(find(top, '77')).toBeUndefined();
  expect(find(top, undefined)).toBeUndefined();
});

test('the colour comes from the top of the path', () => {
  expect(segments.map(family)).toEqual(['interest', 'interest', 'interest', 'interest', 'purchase']);
  expect(family(segment('5', undefined, 1, ['Demographic']))).toBe('demographic');
});
