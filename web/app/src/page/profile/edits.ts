/** What a person says of their profile besides "not me": that something is them, and what a reason is worth. */

import type { Says, SegmentView } from '@ownyou/wasm';
import { core } from '../core.ts';
import { attempt, say } from '../ui/notice.tsx';

export async function confirm({ id, name }: Pick<SegmentView, 'id' | 'name'>): Promise<void> {
  await attempt(async () => {
    await core.confirm(id);
    say(`${name} is you, whatever the evidence.`, () => core.undoConfirm(id));
  });
}

/** Teaches what a reason is worth for a segment, with a way back. */
export async function teach(voice: string, { id, name }: Pick<SegmentView, 'id' | 'name'>, says: Says): Promise<void> {
  await attempt(async () => {
    await core.teachVoice(voice, id, says);
    const text =
      says === 'wrong' ? `From now on that says nothing of ${name}.` : `From now on that is enough for ${name}.`;
    say(text, () => core.teachVoice(voice, id));
  });
}
