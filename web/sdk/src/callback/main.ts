/** `cb.js`: the page at `/.well-known/ownyou/cb`, where answers come that no window waits for with a port. */

import { arrive, type Here } from './arrive.ts';
import { readFragment } from './fragment.ts';

const style = `
:root{color-scheme:light dark;font-family:system-ui,sans-serif;line-height:1.5}
body{margin:0;padding:24px;min-height:90vh;box-sizing:border-box;display:grid;place-content:center;text-align:center}
`;

const here: Here = {
  origin: location.origin,
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  storage: () => sessionStorage,
  broadcast(name, message) {
    const channel = new BroadcastChannel(name);
    channel.postMessage(message);
    channel.close();
  },
  go: url => location.replace(url),
  close: () => window.close(),
};

const { hash } = location;
// Before anything else: what came is in no history and no bookmark.
history.replaceState(null, '', location.pathname);
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [sheet];
void show(hash);

async function show(hash: string): Promise<void> {
  const arrival = readFragment(hash);
  const status = document.querySelector('[role=status]');
  if (!status) return;
  if (!arrival) status.textContent = 'There is no login here. You can close this window.';
  else if ((await arrive(here, arrival)) === 'told') status.textContent = 'You can close this window.';
}
