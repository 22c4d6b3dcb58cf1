/** The entry of `/present`: takes the request out of the address, finds the core, shows what it says. */

import '../styles/base.css';
import '../styles/parts.css';
import '../shell/shell.css';
import './present.css';
import { render } from 'preact';
import { connect } from '../core.ts';
import { keepWatch } from '../shell/presence.ts';
import { keepFocus } from '../ui/focus.ts';
import { readFragment } from './fragment.ts';
import { Present } from './present.tsx';
import { begin } from './session.ts';

// Out of sight before anything else happens: in no address that is kept or shown, and still there after a reload.
const hash = location.hash || String(history.state?.hash ?? '');
history.replaceState({ hash }, '', location.pathname);

const root = document.getElementById('app');
if (root) {
  keepFocus(root);
  render(<Present />, root);
}
connect();
keepWatch();
begin(readFragment(hash));
