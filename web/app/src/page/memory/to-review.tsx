/** In the navigation: how many memories wait for the person's word. */

import { core, memoryChanges } from '../core.ts';
import { count } from '../ui/format.ts';
import { useAnswer } from '../ui/use-answer.ts';

export function ToReview() {
  const { value } = useAnswer(() => core.memoryOverview(), 'review', memoryChanges);
  if (!value || value.review === 0) return null;
  return (
    <span class="badge">
      {count(value.review)}
      <span class="hidden"> to review</span>
    </span>
  );
}
