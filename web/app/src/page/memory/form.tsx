/** The dialog of a form about a memory, and the fields that several of them have. */

import type { CoreError, MemoryOverview, Tier } from '@ownyou/wasm';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { tiers } from './words.ts';

interface FormProps {
  title: string;
  /** What the button says. */
  action: string;
  ready: boolean;
  busy: boolean;
  error: CoreError | undefined;
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

export function FormDialog({ title, action, ready, busy, error, onSubmit, onClose, children }: FormProps) {
  const id = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" form={id} class="primary" disabled={busy || !ready}>
            {action}
          </button>
        </>
      }
    >
      <form
        id={id}
        class="memory-form"
        onSubmit={event => {
          event.preventDefault();
          if (ready && !busy) onSubmit();
        }}
      >
        {children}
        <Problem error={error} />
      </form>
    </Dialog>
  );
}

interface SentenceProps {
  label: string;
  text: string;
  onText: (text: string) => void;
}

export function Sentence({ label, text, onText }: SentenceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <textarea rows={3} value={text} onInput={event => onText(event.currentTarget.value)} />
    </label>
  );
}

interface ContextProps {
  context: string;
  contexts: MemoryOverview['contexts'];
  onContext: (context: string) => void;
}

export function ContextField({ context, contexts, onContext }: ContextProps) {
  const id = useId();
  return (
    <label class="field">
      <span>About (travel, work, …)</span>
      <input
        value={context}
        list={id}
        autocomplete="off"
        autocapitalize="none"
        onInput={event => onContext(event.currentTarget.value)}
      />
      <datalist id={id}>
        {contexts.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}

export function TierField({ tier, onTier }: { tier: Tier | undefined; onTier: (tier: Tier) => void }) {
  const name = useId();
  return (
    <fieldset class="tiers">
      <legend>Who may see it</legend>
      <div class="tier-choices">
        {(Object.keys(tiers) as Tier[]).map(key => (
          <label key={key} class="tier-choice">
            <input type="radio" name={name} class="hidden" checked={tier === key} onChange={() => onTier(key)} />
            <Icon name={key} />
            {tiers[key].name}
          </label>
        ))}
      </div>
      <small class="quiet">
        {tier === undefined ? 'Unless you choose, it goes by what it is about.' : tiers[tier].hint}
      </small>
    </fieldset>
  );
}
