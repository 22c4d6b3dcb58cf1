/** What a page of an attacker's can do with a wallet: open it, ask it anything, and write down whatever it hears. */

const popupFeatures = 'popup,width=420,height=640';
const channel = 'ab'.repeat(16);

window.attack = {
  /** Every message to this window or one of its ports. */
  heard: [],
  popup: null,
  ports: [],

  /** The wallet's address with a request in it. */
  address(wallet, request) {
    const text = btoa(unescape(encodeURIComponent(request)));
    const base64url = text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    return `${wallet}/present#v=1&channel=${channel}&request=${base64url}`;
  },

  /** Opens the wallet and waits until it says that it is ready. */
  async open(wallet, request) {
    const ready = new Promise(resolve => {
      addEventListener('message', ({ data }) => data?.type === 'ready' && resolve(data), { once: true });
    });
    this.popup = open(this.address(wallet, request), '_blank', popupFeatures);
    return ready;
  },

  /** Opens it without a way back: all the wallet knows is what the address claims. */
  openBlind(wallet, request) {
    open(this.address(wallet, request), '_blank', `noopener,${popupFeatures}`);
  },

  /** Posts `message`, a JSON text, to the wallet with so many ports, whose answers are written down. */
  post(message, ports = 1) {
    const channels = Array.from({ length: ports }, () => new MessageChannel());
    for (const { port1 } of channels) {
      const name = `port ${this.ports.push(port1)}`;
      port1.onmessage = ({ data }) => this.heard.push({ where: name, data });
    }
    this.popup.postMessage(
      JSON.parse(message),
      '*',
      channels.map(({ port2 }) => port2),
    );
  },

  /** Opens the wallet and asks, as a publisher does. */
  async ask(wallet, request) {
    await this.open(wallet, request);
    this.post(`{"ownyou":1,"type":"request","request":${request}}`);
  },
};

addEventListener('message', ({ data }) => attack.heard.push({ where: 'window', data }));
