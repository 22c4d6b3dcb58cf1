/** What brings the fake person joy, and what a site would be told of them. */

import type { ClaimView, Core, DimensionView } from '../../../wasm-pkg/core-api.ts';

type Part = Pick<Core, 'ikigai' | 'ikigaiEvidence' | 'preview'>;

const claim = (label: string, strength: number, records: number, detail = ''): ClaimView => ({
  id: label,
  label,
  detail,
  strength,
  records,
});

const dimensions: DimensionView[] = [
  {
    dimension: 'experiences',
    summary: 'Every week there is something; most of all travel, making things and going out.',
    strength: 0.7,
    weight: 0.5,
    claims: [
      claim('Travel', 0.86, 28),
      claim('Time together', 0.81, 21),
      claim('Making things', 0.79, 19),
      claim('Going out', 0.68, 11),
      claim('Sport and rest', 0.62, 9),
      claim('Adventure', 0.6, 8),
      claim('Learning', 0.44, 4),
      claim('Eating out', 0.33, 2),
    ],
  },
  {
    dimension: 'relationships',
    summary: 'Often with others; closest are Tom Ashby, Abena Owusu and Priya Nair.',
    strength: 0.8,
    weight: 0.5,
    claims: [
      claim('Tom Ashby', 0.84, 16, 'Partner · travel, eating out · in touch 25 October'),
      claim('Abena Owusu', 0.83, 14, 'Friend · arts and crafts, books and literature · in touch 16 October'),
      claim('Priya Nair', 0.77, 13, 'Friend · going out, travel · in touch 17 October'),
      claim('Elin Lindqvist', 0.75, 12, 'Family · travel · in touch 18 October'),
    ],
  },
  {
    dimension: 'interests',
    summary: 'You come back to running and jogging, arts and crafts and photography.',
    strength: 0.7,
    weight: 0.5,
    claims: [
      claim('Running and Jogging', 0.9, 83, 'A hobby: time or money goes into it'),
      claim('Arts and Crafts', 0.8, 79, 'A hobby: time or money goes into it'),
      claim('Desserts and Baking', 0.72, 48, 'Food & Drink'),
    ],
  },
  {
    dimension: 'giving',
    summary: 'You give: Gifts.',
    strength: 0.3,
    weight: 0.5,
    claims: [claim('Gifts', 0.7, 4, 'About 8 a year')],
  },
];

export function ikigai(full: () => boolean, evidence: Core['evidence']): Part {
  return {
    ikigai: async () => ({
      dimensions: full() ? dimensions : dimensions.map(dimension => ({ ...dimension, claims: [] })),
      recent: [
        { title: 'Pottery class', kind: 'Making things', day: '2026-10-27', record: 'R1' },
        { title: 'Moth Radio at SWX', kind: 'Going out', day: '2026-10-16', record: 'R2' },
      ],
      sample: full(),
    }),
    ikigaiEvidence: async (_claim, offset, limit) => evidence('12', offset, limit),
    preview: async (site, max) => {
      const nothing = { segments: [], withheld: [], told: [], bits: 0, toldBits: 0, allBits: 7.2, sample: full() };
      if (!site.includes('.')) return { status: 'no-site', ...nothing, people: 10_000, population: 10_000 };
      const all = [
        { id: '12', name: 'Cycling', path: ['Interest', 'Sports', 'Cycling'], bits: 3.4 },
        { id: '17', name: 'Travel', path: ['Interest', 'Travel'], bits: 1.7 },
        { id: '20', name: 'Pets', path: ['Interest', 'Pets'], bits: 1.5 },
      ];
      return {
        ...nothing,
        status: 'ready',
        site,
        segments: all.slice(0, max),
        bits: max === 2 ? 5.1 : 5.6,
        people: max === 2 ? 291 : 206,
        population: 10_000,
        withheld: [
          {
            segment: { id: '13', name: 'Climbing' },
            reason: 'Too few people would share it with everything else the site knows.',
          },
        ],
        told: [{ id: '17', name: 'Travel', first: '2026-09-02T10:00:00Z' }],
        toldBits: 1.7,
        next: '2026-12-01T10:00:00Z',
      };
    },
  };
}
