/** What stands behind a segment: each record with the reason why it speaks for it; and what the person says of it. */

import type { RecordLine, SegmentView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Lines } from '../data/lines.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { asDay, counted, share } from '../ui/format.ts';
import { attempt, Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { confirm, teach } from './edits.ts';
import { refuse } from './refused.tsx';

const step = 20;

export function Evidence({ segment, onClose }: { segment: SegmentView; onClose: () => void }) {
  const [limit, setLimit] = useState(step);
  const { value, error } = useAnswer(() => core.evidence(segment.id, 0, limit), `${limit}`);

  async function notMe() {
    await refuse(segment);
    onClose();
  }

  async function isMe() {
    await confirm(segment);
    onClose();
  }

  return (
    <Dialog
      title={segment.name}
      shape="side"
      onClose={onClose}
      actions={
        <>
          <button type="button" aria-label={`Not me: ${segment.name}`} onClick={notMe}>
            Not me
          </button>
          {segment.confirmed ? (
            <button type="button" onClick={() => attempt(() => core.undoConfirm(segment.id)).then(onClose)}>
              Take “This is me” back
            </button>
          ) : (
            <button type="button" aria-label={`This is me: ${segment.name}`} onClick={isMe}>
              This is me
            </button>
          )}
        </>
      }
    >
      {segment.path.length > 1 && <p class="quiet">{segment.path.slice(0, -1).join(' › ')}</p>}
      <p>{sure(segment, value?.total ?? segment.records)}</p>
      {segment.against > 0 && <p class="quiet">{counted(segment.against, 'record')} of these speak against it.</p>}
      <Problem error={error} />
      {value && <Voices segment={segment} lines={value.items} />}
      {value && <Lines page={value} onMore={() => setLimit(limit + step)} />}
    </Dialog>
  );
}

function sure({ confirmed, confidence, first, last }: SegmentView, records: number): string {
  const by = `by ${counted(records, 'record')}`;
  const span = first && last && asDay(first) !== asDay(last) ? `, ${asDay(first)} to ${asDay(last)}` : '';
  return confirmed ? `You said that this is you; borne out ${by}${span}.` : `${share(confidence)} sure, ${by}${span}.`;
}

/** The reasons behind it, each to be called wrong: a word that means something else, a shop that one only passes. */
function Voices({ segment, lines }: { segment: SegmentView; lines: RecordLine[] }) {
  const voices = [...new Set(lines.flatMap(({ why }) => (why === undefined ? [] : [why])))];
  if (voices.length === 0) return null;
  return (
    <details class="voices">
      <summary>Why it is thought so: {counted(voices.length, 'reason')}</summary>
      <ul class="lines">
        {voices.map(voice => (
          <li key={voice}>
            <span class="line-text">{voice}</span>
            <span class="line-buttons">
              <button type="button" aria-label={`Wrong: ${voice}`} onClick={() => teach(voice, segment, 'wrong')}>
                Wrong
              </button>
              <button type="button" aria-label={`Right: ${voice}`} onClick={() => teach(voice, segment, 'right')}>
                Right
              </button>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
