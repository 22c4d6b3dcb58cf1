/** The segments as the tree they are, for the map and the list. */

import type { ProfileView, SegmentView } from '@ownyou/wasm';

export interface Branch {
  segment: SegmentView;
  children: Branch[];
}

/** The branches at the top, each level with the most evidence first. */
export function grow({ segments }: ProfileView): Branch[] {
  const branches = new Map(segments.map(segment => [segment.id, { segment, children: [] } as Branch]));
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = branches.get(branch.segment.parent ?? '');
    (parent?.children ?? top).push(branch);
  }
  for (const branch of branches.values()) branch.children.sort(byEvidence);
  return top.sort(byEvidence);
}

function byEvidence(a: Branch, b: Branch): number {
  return b.segment.records - a.segment.records || b.segment.confidence - a.segment.confidence;
}

export function find(top: Branch[], id: string | undefined): Branch | undefined {
  if (id === undefined) return undefined;
  for (const branch of top) {
    const found = branch.segment.id === id ? branch : find(branch.children, id);
    if (found) return found;
  }
  return undefined;
}

/** The name of the top that a segment belongs to, as a word for the style sheet: it gives the colour. */
export function family(segment: SegmentView): 'demographic' | 'interest' | 'purchase' {
  const top = segment.path[0] ?? '';
  if (top.startsWith('Demographic')) return 'demographic';
  return top.startsWith('Purchase') ? 'purchase' : 'interest';
}
