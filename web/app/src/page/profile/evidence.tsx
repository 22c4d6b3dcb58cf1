/** What stands behind a segment: each record with the reason why it speaks for it. */

import type { SegmentView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Lines } from '../data/lines.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { counted, share } from '../ui/format.ts';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { refuse } from './refused.tsx';

const step = 20;

export function Evidence({ segment, onClose }: { segment: SegmentView; onClose: () => void }) {
  const [limit, setLimit] = useState(step);
  const { value, error } = useAnswer(() => core.evidence(segment.id, 0, limit), `${limit}`);

  async function notMe() {
    await refuse(segment);
    onClose();
  }

  return (
    <Dialog
      title={segment.name}
      shape="side"
      onClose={onClose}
      actions={
        <button type="button" aria-label={`Not me: ${segment.name}`} onClick={notMe}>
          Not me
        </button>
      }
    >
      {segment.path.length > 1 && <p class="quiet">{segment.path.slice(0, -1).join(' › ')}</p>}
      <p>
        {share(segment.confidence)} sure, by {counted(value?.total ?? segment.records, 'record')}.
      </p>
      <Problem error={error} />
      {value && <Lines page={value} onMore={() => setLimit(limit + step)} />}
    </Dialog>
  );
}
