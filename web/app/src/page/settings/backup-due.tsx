/** A line above a screen, when there is data and its last backup is long ago. */

import { core } from '../core.ts';
import { counted } from '../ui/format.ts';
import { route } from '../ui/route.ts';
import { useAnswer } from '../ui/use-answer.ts';

export function BackupDue() {
  const { value: backup } = useAnswer(() => core.backup(), 'backup');
  // On the settings the card says it.
  if (!backup?.due || route.value === 'settings') return null;
  return (
    <p class="quiet due">
      {backup.days === undefined
        ? 'There is no backup of your data yet.'
        : `Your last backup is ${counted(backup.days, 'day')} old.`}{' '}
      <a href="#/settings">Make one</a>
    </p>
  );
}
