/** The list of keys, and the switch for them. */

import { Dialog } from '../ui/dialog.tsx';
import { helping, keysOn, list, switchKeys } from './keys.ts';

export function Help() {
  if (!helping.value) return null;
  return (
    <Dialog title="Keys" onClose={() => (helping.value = false)}>
      <dl class="keys">
        {list.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={keysOn.value} onChange={event => switchKeys(event.currentTarget.checked)} />
        <span>
          <b>Listen to these keys</b>
          <small>Switch it off if you speak to your computer. Tab, Enter and Esc work anyway.</small>
        </span>
      </label>
    </Dialog>
  );
}
