/** Native dialogs: modal, closed by Escape, by the cross, or by a click beside them; focus goes back where it was. */

import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { neighbours, restoreFocus } from './focus.ts';
import { Icon } from './icon.tsx';
import { attempt } from './notice.tsx';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** `side`: a panel along the edge; the page stays in view. */
  shape?: 'box' | 'side' | 'wide';
  /** The buttons at the end. */
  actions?: ComponentChildren;
}

export function Dialog({ title, onClose, children, shape = 'box', actions }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    const beside = neighbours(before);
    dialog?.showModal();
    return () => {
      dialog?.close();
      restoreFocus(before, beside);
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, natively
    <dialog
      ref={ref}
      class={`dialog ${shape}`}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onClick={event => event.target === ref.current && onClose()}
    >
      <div class="dialog-inner">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="icon" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
        <div class="dialog-body" tabIndex={0}>
          {children}
        </div>
        {actions && <footer class="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  children: ComponentChildren;
  /** What the button says, e.g. "Erase". */
  action: string;
  /** What the other one says. */
  keep?: string;
  /** What must be typed first, for what cannot be undone at all. */
  typed?: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, children, action, keep = 'Keep', typed, onConfirm, onClose }: ConfirmProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = typed === undefined || text.trim().toLowerCase() === typed;

  async function confirm() {
    setBusy(true);
    await attempt(onConfirm);
    onClose();
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" onClick={onClose}>
            {keep}
          </button>
          <button type="button" class="danger" disabled={!ready || busy} onClick={confirm}>
            {action}
          </button>
        </>
      }
    >
      {children}
      {typed !== undefined && (
        <label class="field">
          <span>
            Type <strong>{typed}</strong> to go on
          </span>
          <input
            value={text}
            autocomplete="off"
            spellcheck={false}
            onInput={event => setText(event.currentTarget.value)}
          />
        </label>
      )}
    </Dialog>
  );
}
