/** The page's entry: draws the app, finds the core, registers the service worker. */

import './styles/base.css';
import './styles/parts.css';
import './shell/shell.css';
import './welcome/welcome.css';
import './create/create.css';
import './data/data.css';
import './missions/missions.css';
import './missions/card.css';
import './missions/detail.css';
import './profile/profile.css';
import './memory/memory.css';
import './memory/detail.css';
import './wallet/wallet.css';
import './settings/settings.css';
import './meaning/meaning.css';
import { render } from 'preact';
import { connect, connection } from './core.ts';
import { followReading } from './meaning/reading-now.ts';
import { App } from './shell/app.tsx';
import { watchInstall } from './shell/install.ts';
import { registerOffline } from './shell/offline.ts';
import { keepPace } from './shell/pace.ts';
import { keepWatch } from './shell/presence.ts';
import { keepWaking } from './shell/wake-ups.ts';
import { keepPlace } from './shell/whereabouts.ts';
import { keepFocus } from './ui/focus.ts';
import { keepRenewed } from './wallet/renewal.ts';

const root = document.getElementById('app');
if (root) {
  keepFocus(root);
  render(<App />, root);
}
watchInstall();
connect();
keepWatch();
keepWaking();
keepPace();
keepPlace();
followReading();
keepRenewed();
// Filling the cache waits until the core is there, or it would share the line with it.
const stop = connection.subscribe(now => {
  if (now === 'starting') return;
  queueMicrotask(() => stop());
  void registerOffline();
});
