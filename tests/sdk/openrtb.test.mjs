/** What a login becomes in a bid request, and what never gets into one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as node from '../../web/sdk/node/index.js';
import { toOpenRtb } from '../../web/sdk/node/openrtb.js';

const segments = [
  { id: '544', name: 'Pets' },
  { id: '719', name: 'Dogs' },
];

test('ids of the taxonomy, as texts, under the name of the provider; no pseudonym', () => {
  const login = { sub: 'pseudonym', segments, assurance: 'invited' };
  const made = toOpenRtb(login, 'news.example');
  assert.deepEqual(made, {
    user: { data: [{ name: 'news.example', ext: { segtax: 4 }, segment: [{ id: '544' }, { id: '719' }] }] },
  });
  assert.ok(!JSON.stringify(made).includes('pseudonym'));
  assert.equal(toOpenRtb(login).user.data[0].name, 'ownyou');
  assert.equal(node.toOpenRtb, toOpenRtb);
});

test('who told nothing is in no list', () => {
  assert.deepEqual(toOpenRtb({ segments: [] }, 'news.example'), { user: { data: [] } });
});
