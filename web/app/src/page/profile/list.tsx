/** The segments as a list, tier under tier: the same as the map, in words. */

import type { SegmentView } from '@ownyou/wasm';
import { counted, share } from '../ui/format.ts';
import { refuse } from './refused.tsx';
import { type Branch, family } from './tree.ts';

interface Props {
  branches: Branch[];
  onShow: (segment: SegmentView) => void;
}

export function SegmentList({ branches, onShow }: Props) {
  return (
    <ul class="segments">
      {branches.map(branch => (
        <li key={branch.segment.id} data-tier={branch.segment.tier}>
          <Row segment={branch.segment} onShow={onShow} />
          {branch.children.length > 0 && <SegmentList branches={branch.children} onShow={onShow} />}
        </li>
      ))}
    </ul>
  );
}

function Row({ segment, onShow }: { segment: SegmentView; onShow: (segment: SegmentView) => void }) {
  return (
    <div class="segment" data-family={family(segment)}>
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
    </div>
  );
}
