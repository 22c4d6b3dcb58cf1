/** One request from its arrival to its answer: what is asked, what the core says to it, what the person says. */

import type { CoreError, PresentView, Reply } from '@ownyou/wasm';
import { effect, signal } from '@preact/signals';
import { asProblem } from '../../shared/problem.ts';
import { connection, core, state, walletChanges } from '../core.ts';
import { answerOnce } from './answer.ts';
import type { Fragment } from './fragment.ts';
import { type Asked, fromAddress, fromOpener } from './opener.ts';

/** `nothing`: nobody asks. `waiting`: the page that opened this one has not said what it asks. */
export const asked = signal<Asked | 'nothing' | 'waiting'>('waiting');
export const view = signal<PresentView | undefined>(undefined);
export const problem = signal<CoreError | undefined>(undefined);
/** `answering`: the person has said it, the core is at work. */
export const step = signal<'deciding' | 'answering' | 'answered'>('deciding');

let answer: (reply: Reply) => boolean = () => false;

export function begin(fragment: Fragment | undefined): void {
  void hear(fragment);
  effect(() => {
    const open = connection.value === 'open';
    // What the core says depends on these two; an ask stays as it is under the person's hand while the vault is open.
    const locked = state.value?.vault !== 'open';
    walletChanges.value;
    const undecided = step.peek() === 'deciding' && (locked || view.peek()?.status !== 'ask');
    if (open && typeof asked.value === 'object' && undecided) void look();
  });
}

async function hear(fragment: Fragment | undefined): Promise<void> {
  if (fragment === undefined) {
    asked.value = 'nothing';
    return;
  }
  const now = window.opener ? await fromOpener(window, fragment.channel) : fromAddress(window, fragment.request);
  answer = answerOnce(now.port, { close: () => window.close(), go: url => location.replace(url) });
  asked.value = now;
}

async function look(): Promise<void> {
  try {
    view.value = await ask(({ request, carrier }) => core.present(request, carrier));
    problem.value = undefined;
  } catch (thrown) {
    problem.value = asProblem(thrown);
  }
}

/** Logs in, telling these segments. */
export async function yes(segments: string[]): Promise<void> {
  await reply(({ request, carrier }) => core.presentYes(request, carrier, segments));
}

export async function no(): Promise<void> {
  await reply(({ request, carrier }) => core.presentNo(request, carrier));
}

async function reply(say: (asked: Asked) => Promise<Reply>): Promise<void> {
  if (step.value !== 'deciding') return;
  step.value = 'answering';
  problem.value = undefined;
  try {
    answer(await ask(say));
    step.value = 'answered';
  } catch (thrown) {
    step.value = 'deciding';
    problem.value = asProblem(thrown);
  }
}

/** The request goes along each time: the core remembers none, so two windows never answer for each other. */
async function ask<T>(say: (asked: Asked) => Promise<T>): Promise<T> {
  const now = asked.value;
  if (typeof now !== 'object') throw new Error('nothing is asked');
  return await say(now);
}
