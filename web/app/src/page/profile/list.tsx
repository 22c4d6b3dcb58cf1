/** The segments as a list, tier under tier: the same as the map, in words. */

import type { SegmentView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { counted, share } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { refuse } from './refused.tsx';
import { type Branch, family } from './tree.ts';

interface Props {
  branches: Branch[];
  onShow: (segment: SegmentView) => void;
}

/** So many at first: those with the most evidence. */
const few = 8;

export function SegmentList({ branches, onShow }: Props) {
  const [all, setAll] = useState(false);
  // A fold that hides one or two takes as much room as they do.
  const folds = branches.length > few + 2;
  return (
    <ul class="segments">
      {branches.slice(0, folds && !all ? few : undefined).map(branch => (
        <Item key={branch.segment.id} branch={branch} onShow={onShow} />
      ))}
      {folds && (
        <li>
          <button type="button" class="plain more" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${branches.length}`}
          </button>
        </li>
      )}
    </ul>
  );
}

/** What is inside the top ones is shown; what is deeper, when asked for. */
function Item({ branch, onShow }: { branch: Branch; onShow: Props['onShow'] }) {
  const { segment, children } = branch;
  const [open, setOpen] = useState(segment.tier === 1);
  return (
    <li>
      <div class="segment" data-family={family(segment)}>
        {children.length > 0 && (
          <button
            type="button"
            class="icon"
            aria-expanded={open}
            aria-label={`Inside ${segment.name}`}
            onClick={() => setOpen(!open)}
          >
            <Icon name="into" />
          </button>
        )}
        <Row segment={segment} onShow={onShow} />
      </div>
      {open && children.length > 0 && <SegmentList branches={children} onShow={onShow} />}
    </li>
  );
}

function Row({ segment, onShow }: { segment: SegmentView; onShow: (segment: SegmentView) => void }) {
  return (
    <>
      <button type="button" class="segment-open" onClick={() => onShow(segment)}>
        <span class="segment-row">
          <span class="segment-name">
            <span class="hidden">Evidence for </span>
            {segment.name}
          </span>
          <span class="segment-share">{share(segment.confidence)}</span>
        </span>
        <span class="segment-row">
          <span class="sure" aria-hidden="true">
            <span style={{ inlineSize: `${segment.confidence * 100}%` }} />
          </span>
          <span class="segment-count">{counted(segment.records, 'record')}</span>
        </span>
      </button>
      <button type="button" class="plain" aria-label={`Not me: ${segment.name}`} onClick={() => refuse(segment)}>
        Not me
      </button>
    </>
  );
}
