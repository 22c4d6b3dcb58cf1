/** Says that a newer version is ready, and starts it on a click. */

import { applyUpdate, update } from './offline.ts';

export function UpdateReady() {
  return (
    <div class="update" role="status">
      {update.value && (
        <div class="notice">
          <span>A new version is ready.</span>
          <button type="button" class="primary" onClick={applyUpdate}>
            Update now
          </button>
        </div>
      )}
    </div>
  );
}
