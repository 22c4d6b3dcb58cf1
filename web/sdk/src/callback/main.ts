/**
 * The callback page's script. The answer is in the fragment: it is taken out of the address at once, and nothing of it is
 * ever shown. A login that left its tab ends here; any other answer is passed on to the page that waits for it.
 */

import { recall, sayFailed } from '../pending.ts';
import { verify } from '../server.ts';
import { type Answer, channelOf, readFragment } from '../wire.ts';

async function comeBack(endpoint: string, back: string, answer: Answer): Promise<void> {
  try {
    if (typeof answer === 'object') await verify(endpoint, answer.token);
  } catch {
    sayFailed(sessionStorage);
  }
  location.replace(back);
}

function passOn(state: string, answer: Answer): void {
  const channel = new BroadcastChannel(channelOf(state));
  channel.postMessage(
    typeof answer === 'object'
      ? { ownyou: 1, type: 'response', state, vp_token: { ownyou: [answer.token] } }
      : { ownyou: 1, type: 'error', error: 'access_denied' },
  );
  channel.close();
  window.close();
}

const said = readFragment(location.hash);
history.replaceState(null, '', location.pathname);
if (said) {
  const pending = recall(sessionStorage, said.state, location.origin);
  if (pending) void comeBack(pending.endpoint, pending.back, said.answer);
  else passOn(said.state, said.answer);
}
