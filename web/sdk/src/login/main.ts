/** `ownyou.js`: defines the element, and gives it what the browser offers. */

import { LoginElement } from './element.ts';
import type { Page } from './login.ts';

const width = 460;
const height = 720;

const page: Page = {
  open() {
    const left = Math.round(screenX + (outerWidth - width) / 2);
    const top = Math.round(screenY + Math.max((outerHeight - height) / 2, 0));
    return open('about:blank', '_blank', `popup,width=${width},height=${height},left=${left},top=${top}`);
  },
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: bytes => crypto.getRandomValues(bytes),
  storage: () => sessionStorage,
  here: () => location.href,
  go: url => location.assign(url),
  onMessage(hear) {
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  },
  messageChannel: () => new MessageChannel(),
  broadcast: name => new BroadcastChannel(name),
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds);
    return () => clearInterval(timer);
  },
};

LoginElement.page = page;
if (!customElements.get('ownyou-login')) customElements.define('ownyou-login', LoginElement);
