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

/** The core remembers one request, and other windows may ask too: each asks and answers while no other does. */
const turn = 'ownyou-present';

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
    view.value = await inTurn(async now => now);
    problem.value = undefined;
  } catch (thrown) {
    problem.value = asProblem(thrown);
  }
}

/** Logs in, telling these segments; if that can no longer be asked, shows what the core says now. */
export async function yes(segments: string[]): Promise<void> {
  await reply(async now => {
    if (now.status === 'ask') return core.presentYes(segments);
    view.value = now;
    return undefined;
  });
}

export async function no(): Promise<void> {
  await reply(() => core.presentNo());
}

async function reply(say: (now: PresentView) => Promise<Reply | undefined>): Promise<void> {
  if (step.value !== 'deciding') return;
  step.value = 'answering';
  problem.value = undefined;
  try {
    const said = await inTurn(say);
    if (said) answer(said);
    step.value = said ? 'answered' : 'deciding';
  } catch (thrown) {
    step.value = 'deciding';
    problem.value = asProblem(thrown);
  }
}

/** Puts the request to the core and goes on with it, before another window can put its own. */
async function inTurn<T>(then: (view: PresentView) => Promise<T>): Promise<T> {
  const now = asked.value;
  if (typeof now !== 'object') throw new Error('nothing is asked');
  return await navigator.locks.request(turn, async () => then(await core.present(now.request, now.carrier)));
}
