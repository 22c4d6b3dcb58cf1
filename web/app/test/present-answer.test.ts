/** One answer, on the way that the reply names, and never a second one. */

import { expect, test, vi } from 'vitest';
import { answerOnce } from '../src/page/present/answer.ts';

const stage = () => ({ postMessage: vi.fn(), window: { close: vi.fn(), go: vi.fn() } });

test('a message goes out as it is, and the window closes', () => {
  const { postMessage, window } = stage();
  const message = { ownyou: 1, type: 'response', state: 's', vp_token: { ownyou: ['t'] } };
  expect(answerOnce({ postMessage }, window)({ message })).toBe(true);
  expect(postMessage.mock.calls).toEqual([[message]]);
  expect(window.close).toHaveBeenCalledOnce();
  expect(window.go).not.toHaveBeenCalled();
});

test('without a port the window goes to the callback', () => {
  const { window } = stage();
  answerOnce(undefined, window)({ navigate: 'https://news.example/.well-known/ownyou/cb#v=1' });
  expect(window.go.mock.calls).toEqual([['https://news.example/.well-known/ownyou/cb#v=1']]);
  expect(window.close).not.toHaveBeenCalled();
});

test('a second answer goes nowhere', () => {
  const { postMessage, window } = stage();
  const answer = answerOnce({ postMessage }, window);
  answer({ message: { type: 'error' } });
  expect(answer({ message: { type: 'response' } })).toBe(false);
  expect(answer({ navigate: 'https://news.example/' })).toBe(false);
  expect(postMessage).toHaveBeenCalledOnce();
  expect(window.go).not.toHaveBeenCalled();
});
