/**
 * A publisher's page that asks as it should, and writes down all that it can observe of the wallet's window: each
 * message with its text's length, the window's closing and frames, what is broadcast on its own origin, and when.
 * `observe(wallet, request)` makes the button ask.
 */

const channel = 'cd'.repeat(16);
const seen = [];
let popup;

/** How long it took, as roughly as anything can be told of a person. */
const bucket = milliseconds => (milliseconds < 1000 ? 'at once' : `${Math.round(milliseconds / 1000)} s`);

function write(what, more) {
  seen.push({ what, at: performance.now(), ...more });
}

/** Everything there is to a message but its wording: that is compared as it is. */
const shape = ({ data, origin, ports }) => ({
  origin,
  ports: ports.length,
  fields: Object.keys(data),
  text: JSON.stringify(data),
  length: JSON.stringify(data).length,
});

function watch() {
  let before;
  const look = () => {
    const now = popup.closed ? 'closed' : `open with ${popup.length} frames`;
    if (now !== before) write('window', { now });
    before = now;
    if (!popup.closed) setTimeout(look, 5);
  };
  look();
}

window.observe = (wallet, request) => {
  const { state } = JSON.parse(request);
  new BroadcastChannel(`ownyou:${state}`).onmessage = event => write('broadcast', shape(event));
  document.querySelector('button').onclick = () => {
    const text = btoa(request).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    popup = open(`${wallet}/present#v=1&channel=${channel}&request=${text}`, '_blank', 'popup,width=420,height=640');
    watch();
  };
  addEventListener('message', event => {
    write('message', shape(event));
    if (event.source !== popup || event.data.type !== 'ready') return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = answer => write('answer', shape(answer));
    port1.onmessageerror = () => write('an answer that cannot be read');
    popup.postMessage({ ownyou: 1, type: 'request', request: JSON.parse(request) }, wallet, [port2]);
  });
  for (const type of ['storage', 'messageerror', 'hashchange', 'popstate', 'pagehide']) {
    addEventListener(type, () => write(type));
  }
};

/** What was seen, in its order; times only as how long after the person's last click in the wallet. */
window.observed = clicked =>
  seen.map(({ at, ...rest }) => ({ ...rest, when: at < clicked ? 'before the click' : bucket(at - clicked) }));
window.isOver = () => seen.some(({ now }) => now === 'closed') && seen.some(({ what }) => what === 'answer');
