/** The conversation itself: it ends once, and leaves nothing behind. */

import { expect, test } from 'vitest';
import { converse, type Outcome } from '../src/login/ask.ts';
import { FakePage, type FakePopup, state, token, wallet } from './around.ts';

const response = { ownyou: 1, type: 'response', state, vp_token: { ownyou: [token] } };

function conversation() {
  const page = new FakePage();
  const outcomes: Outcome[] = [];
  const challenge = { request: {}, state, at: 0 };
  const matter = { popup: page.popup as FakePopup, wallet, channel: 'c', challenge };
  const end = converse(
    page,
    matter,
    () => true,
    outcome => outcomes.push(outcome),
  );
  page.say({ ownyou: 1, type: 'ready', channel: 'c' });
  return { page, outcomes, end, hear: page.ports[0]?.onmessage };
}

test('it ends once, though what heard the first answer hears another', () => {
  const { page, outcomes, hear } = conversation();
  hear?.({ data: response } as MessageEvent);
  hear?.({ data: { ...response, vp_token: { ownyou: ['other'] } } } as MessageEvent);
  expect(outcomes).toEqual([{ vpToken: { ownyou: [token] } }]);
  expect(page.quiet).toBe(true);
});

test('ended from outside it says nothing', () => {
  const { page, outcomes, end, hear } = conversation();
  end();
  hear?.({ data: response } as MessageEvent);
  expect(outcomes).toEqual([]);
  expect(page.quiet).toBe(true);
});
