/** Writing a memory down by hand. */

import type { MemoryOverview, Tier } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { say } from '../ui/notice.tsx';
import { useDoing } from '../ui/use-doing.ts';
import { ContextField, FormDialog, Sentence, TierField } from './form.tsx';

export function Remember({ contexts, onClose }: { contexts: MemoryOverview['contexts']; onClose: () => void }) {
  const [text, setText] = useState('');
  const [context, setContext] = useState('');
  const [tier, setTier] = useState<Tier>();
  const { busy, error, act } = useDoing();

  async function remember() {
    await core.remember(text.trim(), context.trim() || undefined, tier);
    say('Remembered.');
    onClose();
  }

  return (
    <FormDialog
      title="Remember something"
      action="Remember it"
      ready={text.trim() !== ''}
      busy={busy}
      error={error}
      onSubmit={() => act(remember)}
      onClose={onClose}
    >
      <Sentence label="In one sentence, as you would say it" text={text} onText={setText} />
      <ContextField context={context} contexts={contexts} onContext={setContext} />
      <TierField tier={tier} onTier={setTier} />
    </FormDialog>
  );
}
