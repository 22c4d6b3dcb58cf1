/** A login from the click to its end: whom the page listens to, what it believes, and what it leaves behind. */

import { beforeEach, describe, expect, test } from 'vitest';
import { Attempt, type Step } from '../src/login/login.ts';
import { FakePage, type FakePopup, login, settled, state, token, wallet } from './around.ts';

const endpoint = 'https://news.example/ownyou';
const channel = 'ab'.repeat(16);
const ready = { ownyou: 1, type: 'ready', channel };
const response = { ownyou: 1, type: 'response', state, vp_token: { ownyou: [token] } };
const denied = { ownyou: 1, type: 'error', error: 'access_denied', pad: '---' };

let page: FakePage;
let popup: FakePopup;
let steps: Step[];
let attempt: Attempt;

const names = () => steps.map(({ name }) => name);
const last = () => steps.at(-1);
const failure = () => {
  const step = last();
  return step?.name === 'failed' ? step.error.code : step?.name;
};

beforeEach(() => {
  page = new FakePage();
  popup = page.popup as FakePopup;
  steps = [];
  attempt = new Attempt(page, { endpoint, wallet, maxSegments: 2 }, step => steps.push(step));
});

async function waiting() {
  attempt.begin();
  await settled();
}

async function handed() {
  await waiting();
  page.say(ready);
  return page.ports.at(-1) as (typeof page.ports)[number];
}

describe('by the window', () => {
  test('asks, goes to the wallet, hands the request over, and gives the server the vp_token alone', async () => {
    const port = await handed();
    expect(page.asked[0]?.url).toBe(`${endpoint}/challenge?max=2`);
    const [went] = popup.went;
    const fragment = new URLSearchParams(new URL(went ?? '').hash.slice(1));
    expect(went?.startsWith(`${wallet}/present#v=1&`)).toBe(true);
    expect(fragment.get('channel')).toBe(channel);
    expect(JSON.parse(atob(fragment.get('request') ?? ''))).toEqual({ state, nonce: 'n' });
    expect(popup.posted).toEqual([
      { message: { ownyou: 1, type: 'request', request: { state, nonce: 'n' } }, target: wallet },
    ]);
    port.hear(response);
    await settled();
    expect(names()).toEqual(['opening', 'waiting', 'checking', 'done']);
    expect(last()).toEqual({ name: 'done', login });
    expect(page.asked[1]?.url).toBe(`${endpoint}/verify`);
    expect(page.asked[1]?.init.body).toBe(JSON.stringify({ vp_token: { ownyou: [token] } }));
    expect(page.asked.every(({ init }) => init.credentials === 'same-origin')).toBe(true);
    expect(page.quiet && popup.closed).toBe(true);
  });

  test.each([
    ['another origin', ready, { origin: 'https://app.example.evil' }],
    ['a port of the wallet', ready, { origin: `${wallet}:8443` }],
    ['no origin', ready, { origin: 'null' }],
    ['another window', ready, { source: {} }],
    ['no window', ready, { source: null }],
    ['another channel', { ...ready, channel: 'cd'.repeat(16) }, {}],
    ['no channel', { ownyou: 1, type: 'ready' }, {}],
    ['another version', { ...ready, ownyou: 2 }, {}],
    ['another type', { ...ready, type: 'request' }, {}],
    ['a text', 'ready', {}],
    ['nothing', null, {}],
    ['a list', [ready], {}],
    ['an answer without its port', response, {}],
  ])('hands the request to nobody: %s', async (_name, data, from) => {
    await waiting();
    page.say(data, from);
    await settled();
    expect(popup.posted).toEqual([]);
    expect(page.ports).toEqual([]);
    expect(last()).toEqual({ name: 'waiting' });
  });

  test.each([
    ['another state', { ...response, state: 'X'.repeat(22) }],
    ['no state', { ...response, state: undefined }],
    ['two tokens', { ...response, vp_token: { ownyou: [token, token] } }],
    ['no token', { ...response, vp_token: { ownyou: [] } }],
    ['a number', { ...response, vp_token: { ownyou: [1] } }],
    ['a token that is none', { ...response, vp_token: { ownyou: ['<img>'] } }],
    ['an empty token', { ...response, vp_token: { ownyou: [''] } }],
    ['a token without end', { ...response, vp_token: { ownyou: ['A'.repeat(5000)] } }],
    ['no vp_token', { ...response, vp_token: null }],
    ['a list for it', { ...response, vp_token: [token] }],
    ['another version', { ...response, ownyou: '1' }],
    ['a denial of another state', { ...denied, state: 'X'.repeat(22) }],
    ['an error that is none', { ...denied, error: 'other' }],
    ['nothing', undefined],
  ])('does not hear as an answer: %s', async (_name, data) => {
    const port = await handed();
    port.hear(data);
    await settled();
    expect(last()).toEqual({ name: 'waiting' });
    expect(page.asked).toHaveLength(1);
    port.hear(response);
    await settled();
    expect(last()?.name).toBe('done');
  });

  test('the first answer counts, whichever way the second comes', async () => {
    const port = await handed();
    const callback = page.broadcasts.get(`ownyou:${state}`);
    const late = port.onmessage;
    port.hear(response);
    port.hear({ ...response, vp_token: { ownyou: ['other'] } });
    late?.({ data: denied } as MessageEvent);
    callback?.hear(response);
    await settled();
    expect(page.asked.filter(({ url }) => url.endsWith('/verify'))).toHaveLength(1);
    expect(names()).toEqual(['opening', 'waiting', 'checking', 'done']);
  });

  test('a window loaded again gets the request again, on another port', async () => {
    const first = await handed();
    page.say(ready);
    expect(page.ports).toHaveLength(2);
    expect(first.closed).toBe(true);
    page.ports[1]?.hear(response);
    await settled();
    expect(last()?.name).toBe('done');
  });

  test('a denial says so, and asks the server nothing', async () => {
    (await handed()).hear(denied);
    await settled();
    expect(failure()).toBe('denied');
    expect(page.asked).toHaveLength(1);
    expect(page.quiet && popup.closed).toBe(true);
  });

  test('closed by the person: as before the click, after a second look for an answer on its way', async () => {
    await handed();
    popup.closed = true;
    page.look();
    expect(last()).toEqual({ name: 'waiting' });
    page.look();
    await settled();
    expect(last()).toEqual({ name: 'idle' });
    expect(page.quiet).toBe(true);
  });

  test('an answer that comes while the window closes counts', async () => {
    const port = await handed();
    popup.closed = true;
    page.look();
    port.hear(response);
    page.look(3);
    await settled();
    expect(last()?.name).toBe('done');
  });

  test('closed before it was sent anywhere: as before the click', async () => {
    attempt.begin();
    popup.closed = true;
    await settled();
    expect(last()).toEqual({ name: 'idle' });
    expect(popup.went).toEqual([]);
    expect(page.quiet).toBe(true);
  });

  test('a person in the window has all the time they take, and is told when it was too much', async () => {
    const port = await handed();
    page.clock += 600_000;
    page.look(5);
    await settled();
    expect(last()).toEqual({ name: 'waiting' });
    port.hear(response);
    await settled();
    expect(failure()).toBe('late');
    expect(page.asked).toHaveLength(1);
  });

  test.each([
    [109_999, 'done'],
    [110_000, 'late'],
    [-1, 'late'],
  ])('an answer %i ms after the challenge: %s', async (age, outcome) => {
    const port = await handed();
    page.clock += age;
    port.hear(response);
    await settled();
    expect(failure()).toBe(outcome);
  });

  test('given up: the window is closed, and nothing that comes later counts', async () => {
    const port = await handed();
    attempt.cancel();
    port.hear(response);
    attempt.cancel();
    await settled();
    expect(names()).toEqual(['opening', 'waiting', 'idle']);
    expect(page.quiet && popup.closed).toBe(true);
  });

  test('given up while the challenge is on its way', async () => {
    attempt.begin();
    attempt.cancel();
    await settled();
    expect(names()).toEqual(['opening', 'idle']);
    expect(popup.went).toEqual([]);
    expect(page.quiet).toBe(true);
  });

  test('an open window is brought to the front, a closed one is not there', async () => {
    await handed();
    expect(attempt.focus()).toBe(true);
    expect(popup.focused).toBe(1);
    popup.closed = true;
    expect(attempt.focus()).toBe(false);
  });
});

describe('cut off from its window', () => {
  beforeEach(async () => {
    await waiting();
    popup.closed = true;
    page.look(5);
    await settled();
  });

  test('it waits for the callback page', async () => {
    expect(last()).toEqual({ name: 'waiting' });
    page.broadcasts.get(`ownyou:${state}`)?.hear(response);
    await settled();
    expect(last()).toEqual({ name: 'done', login });
  });

  test('and hears a denial there', async () => {
    page.broadcasts.get(`ownyou:${state}`)?.hear({ ...denied, state });
    await settled();
    expect(failure()).toBe('denied');
  });

  test('not for ever', async () => {
    page.clock += 110_000;
    page.look();
    await settled();
    expect(failure()).toBe('late');
    expect(page.quiet).toBe(true);
  });
});

describe('without a window', () => {
  test.each([
    ['none', null],
    ['one that is closed at once', { closed: true } as FakePopup],
  ])('the browser opened %s: asks nothing, and says so', async (_name, opened) => {
    page.popup = opened;
    await waiting();
    expect(names()).toEqual(['blocked']);
    expect(page.asked).toEqual([]);
  });

  test('the tab goes to the wallet, and remembers where it was', async () => {
    attempt.goThere();
    await settled();
    expect(names()).toEqual(['leaving']);
    expect(page.went).toHaveLength(1);
    expect(page.went[0]?.startsWith(`${wallet}/present#v=1&channel=${channel}&request=`)).toBe(true);
    expect([...page.store.keys()]).toEqual([`ownyou:${state}`]);
  });

  test('where nothing can be remembered, it does not go', async () => {
    page.storage = () => {
      throw new DOMException('no', 'SecurityError');
    };
    attempt.goThere();
    await settled();
    expect(failure()).toBe('no-storage');
    expect(page.went).toEqual([]);
  });
});

describe('the server', () => {
  const fails = (): never => {
    throw new TypeError('offline');
  };

  test.each([
    ['is not there', fails, 'unreachable'],
    ['says no', () => Response.json({ code: 'no-keys' }, { status: 503 }), 'no-challenge'],
    ['says nothing', () => new Response(''), 'no-challenge'],
    ['says something else', () => Response.json([]), 'no-challenge'],
    ['asks without a state', () => Response.json({ request: { state: 'x' } }), 'no-challenge'],
  ])('makes no challenge: it %s', async (_name, answer, code) => {
    page.answers['challenge'] = answer;
    await waiting();
    expect(failure()).toBe(code);
    expect(popup.closed && page.quiet).toBe(true);
    expect(popup.went).toEqual([]);
  });

  test.each([
    ['is not there', fails, 'unreachable', undefined],
    ['does not believe it', () => Response.json({ code: 'bad-proof' }, { status: 403 }), 'refused', 'bad-proof'],
    ['says yes, and not to whom', () => Response.json({ sub: 1 }), 'refused', undefined],
  ])('logs nobody in: it %s', async (_name, answer, code, reason) => {
    page.answers['verify'] = answer;
    (await handed()).hear(response);
    await settled();
    const step = last();
    expect(step?.name === 'failed' && [step.error.code, step.error.reason]).toEqual([code, reason]);
  });
});
