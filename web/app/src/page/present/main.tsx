/** The entry of `/present`: takes the request out of the address, finds the core, shows what it says. */

import '../styles/base.css';
import '../styles/parts.css';
import '../shell/shell.css';
import './present.css';
import { render } from 'preact';
import { connect } from '../core.ts';
import { keepFocus } from '../ui/focus.ts';
import { readFragment } from './fragment.ts';
import { Present } from './present.tsx';
import { begin } from './session.ts';

const fragment = readFragment(location.hash);
// Out of sight and out of the history, before anything else happens.
history.replaceState(null, '', location.pathname);

const root = document.getElementById('app');
if (root) {
  keepFocus(root);
  render(<Present />, root);
}
connect();
begin(fragment);
