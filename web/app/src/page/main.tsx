/** The page's entry: draws the app, finds the core, registers the service worker. */

import './styles/base.css';
import './styles/parts.css';
import './shell/shell.css';
import './welcome/welcome.css';
import './create/create.css';
import './data/data.css';
import './profile/profile.css';
import { render } from 'preact';
import { connect } from './core.ts';
import { App } from './shell/app.tsx';
import { watchInstall } from './shell/install.ts';
import { registerOffline } from './shell/offline.ts';
import { keepFocus } from './ui/focus.ts';

const root = document.getElementById('app');
if (root) {
  keepFocus(root);
  render(<App />, root);
}
watchInstall();
connect();
registerOffline();
