/** How far the backup is that is being made or brought back. */

import { useEffect } from 'preact/hooks';
import { backupProgress } from '../core.ts';
import { Bar } from '../ui/bar.tsx';
import { share } from '../ui/format.ts';

export function BackupBar({ label }: { label: string }) {
  // What is left of the one before says nothing of this one.
  useEffect(() => {
    backupProgress.value = undefined;
  }, []);
  const now = backupProgress.value;
  const part = now && now.total > 0 ? Math.min(now.bytes / now.total, 1) : 0;
  return (
    <div class="reading">
      <Bar value={part} label={label} />
      <p class="quiet">{share(part)}</p>
    </div>
  );
}
