/** The callback page: what it reads of an address, whom it tells, where it goes, and where it never goes. */

import { beforeEach, describe, expect, test } from 'vitest';
import { arrive, type Here } from '../src/callback/arrive.ts';
import { readFragment } from '../src/callback/fragment.ts';
import { rememberJourney, takeJourney, takeProblem } from '../src/pending.ts';
import { FakePage, state, token } from './around.ts';

const origin = 'https://news.example';
const endpoint = `${origin}/ownyou`;
const back = `${origin}/articles/1?a=b#c`;
const yes = { state, answer: { vpToken: { ownyou: [token] as [string] } } };
const no = { state, answer: 'denied' as const };

describe('the fragment', () => {
  test('an answer and a denial', () => {
    expect(readFragment(`#v=1&state=${state}&vp_token=${token}`)).toEqual(yes);
    expect(readFragment(`#v=1&state=${state}&error=access_denied`)).toEqual(no);
  });

  test.each([
    ['nothing', ''],
    ['another version', `#v=2&state=${state}&vp_token=${token}`],
    ['no state', `#v=1&vp_token=${token}`],
    ['a state that is none', `#v=1&state=<script>&vp_token=${token}`],
    ['neither', `#v=1&state=${state}`],
    ['both', `#v=1&state=${state}&vp_token=${token}&error=access_denied`],
    ['two tokens', `#v=1&state=${state}&vp_token=${token}&vp_token=${token}`],
    ['more', `#v=1&state=${state}&vp_token=${token}&back=https://evil.example`],
    ['another error', `#v=1&state=${state}&error=<b>`],
    ['a token that is none', `#v=1&state=${state}&vp_token=a.b`],
    ['a token without end', `#v=1&state=${state}&vp_token=${'A'.repeat(9000)}`],
  ])('no answer: %s', (_name, hash) => {
    expect(readFragment(hash)).toBeUndefined();
  });
});

describe('arriving', () => {
  let page: FakePage;
  let told: { name: string; message: unknown }[];
  let closed: number;
  let here: Here;
  const storage = () => page.storage();
  const journey = () => rememberJourney(storage(), state, { endpoint, back, at: page.clock });

  beforeEach(() => {
    page = new FakePage();
    told = [];
    closed = 0;
    const { fetch, now, go } = page;
    const broadcast = (name: string, message: unknown) => void told.push({ name, message });
    const close = () => {
      closed += 1;
    };
    here = { origin, fetch, now, go, storage: () => page.storage(), broadcast, close };
  });

  test('in a window that another page waits for: tells it, in the shape it knows, and closes', async () => {
    expect(await arrive(here, yes)).toBe('told');
    await arrive(here, no);
    const name = `ownyou:${state}`;
    expect(told).toEqual([
      { name, message: { ownyou: 1, type: 'response', state, vp_token: { ownyou: [token] } } },
      { name, message: { ownyou: 1, type: 'error', state, error: 'access_denied' } },
    ]);
    expect([closed, page.went, page.asked]).toEqual([2, [], []]);
  });

  test('in the tab that asked: the server hears it, and the person is back where they were', async () => {
    journey();
    expect(await arrive(here, yes)).toBe('gone');
    expect(page.asked.map(({ url, init }) => [url, init.body])).toEqual([
      [`${endpoint}/verify`, JSON.stringify({ vp_token: { ownyou: [token] } })],
    ]);
    expect([page.went, told, closed]).toEqual([[back], [], 0]);
    expect(takeProblem(storage())).toBeUndefined();
  });

  test('a second time it is no journey of this tab', async () => {
    journey();
    await arrive(here, yes);
    await arrive(here, yes);
    expect([page.asked.length, page.went.length]).toEqual([1, 1]);
  });

  test.each([
    ['denied', no, 0, 200],
    ['late', yes, 110_000, 200],
    ['refused', yes, 0, 403],
  ])('%s: back, and the page is told why, once', async (problem, arrival, age, status) => {
    journey();
    page.clock += age;
    page.answers['verify'] = () => Response.json({}, { status });
    await arrive(here, arrival);
    expect(page.went).toEqual([back]);
    expect(takeProblem(storage())).toBe(problem);
    expect(takeProblem(storage())).toBeUndefined();
  });

  test.each([
    ['not there', undefined],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['to another site', JSON.stringify({ endpoint, back: 'https://evil.example/', at: 1 })],
    ['to a script', JSON.stringify({ endpoint, back: 'javascript:alert(1)', at: 1 })],
    ['to no address', JSON.stringify({ endpoint, back: '//', at: 1 })],
    ['to another server', JSON.stringify({ endpoint: 'https://evil.example/ownyou', back, at: 1 })],
    ['without a time', JSON.stringify({ endpoint, back })],
  ])('a note that cannot be ours leads nowhere: %s', (_name, text) => {
    if (text !== undefined) page.store.set(`ownyou:${state}`, text);
    expect(takeJourney(storage(), state, origin)).toBeUndefined();
    expect(page.store.size).toBe(0);
  });

  test('without storage it is a window that another page waits for', async () => {
    page.storage = () => {
      throw new DOMException('no', 'SecurityError');
    };
    expect(await arrive(here, yes)).toBe('told');
  });

  test('only words of ours are taken for a problem', () => {
    page.store.set('ownyou-problem', '<b>');
    expect(takeProblem(storage())).toBeUndefined();
  });
});
