/** What a mission offers to do. The page carries it out when the person says so; nothing leaves the device by itself. */

import type { Does, MissionDetail } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { attempt, say } from '../ui/notice.tsx';
import { closeCard } from '../ui/route.ts';
import { isWeb, mailto } from './address.ts';
import { complete, remember, saveEntry } from './doing.ts';

type Letter = Does & { type: 'write' };

export function Actions({ mission: { card, actions } }: { mission: MissionDetail }) {
  const [letter, setLetter] = useState<Letter>();
  // Done is always there, at the end of the panel.
  const offered = actions.filter(({ does }) => does.type !== 'done' && (does.type !== 'open' || isWeb(does.url)));
  if (offered.length === 0) return null;
  return (
    <>
      <p class="row mission-actions">
        {offered.map(({ label, does }, at) => (
          <Action key={label} label={label} does={does} primary={at === 0} onLetter={setLetter} />
        ))}
      </p>
      {letter && (
        <WriteLetter
          letter={letter}
          onClose={() => setLetter(undefined)}
          onSent={async () => {
            setLetter(undefined);
            await complete(card);
            closeCard();
          }}
        />
      )}
    </>
  );
}

interface ActionProps {
  label: string;
  does: Does;
  primary: boolean;
  onLetter: (letter: Letter) => void;
}

function Action({ label, does, primary, onLetter }: ActionProps) {
  if (does.type === 'bring') {
    return (
      <a class={primary ? 'button primary' : 'button'} href="#/data">
        <Icon name="data" /> {label}
      </a>
    );
  }
  if (does.type === 'open') {
    return (
      <a class={primary ? 'button primary' : 'button'} href={does.url} target="_blank" rel="noopener noreferrer">
        <Icon name="open" /> {label}
      </a>
    );
  }
  const act = () => {
    if (does.type === 'write') onLetter(does);
    else if (does.type === 'calendar') saveEntry(does);
    else if (does.type === 'remember') void remember(does.text);
  };
  const icon = { write: 'email', calendar: 'calendar', remember: 'fact', done: 'check' } as const;
  return (
    <button type="button" class={primary ? 'primary' : undefined} onClick={act}>
      <Icon name={icon[does.type]} /> {label}
    </button>
  );
}

interface LetterProps {
  letter: Letter;
  onClose: () => void;
  onSent: () => Promise<void>;
}

/** The draft can be changed; it leaves by the person's own mail app or by their clipboard. */
function WriteLetter({ letter, onClose, onSent }: LetterProps) {
  const [draft, setDraft] = useState(letter);

  async function copy() {
    await attempt(async () => {
      await navigator.clipboard.writeText(draft.body);
      say('Copied.');
    });
  }

  return (
    <Dialog
      title="Letter"
      shape="wide"
      onClose={onClose}
      actions={
        <>
          <button type="button" onClick={onSent}>
            I have sent it
          </button>
          <button type="button" onClick={copy}>
            Copy the text
          </button>
          <a class="button primary" href={mailto(draft)}>
            Open in my mail app
          </a>
        </>
      }
    >
      <p class="quiet">A draft. OwnYou sends nothing: you do.</p>
      <label class="field">
        <span>To</span>
        <input type="email" value={draft.to} onInput={event => setDraft({ ...draft, to: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>Subject</span>
        <input value={draft.subject} onInput={event => setDraft({ ...draft, subject: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>Text</span>
        <textarea
          rows={10}
          value={draft.body}
          onInput={event => setDraft({ ...draft, body: event.currentTarget.value })}
        />
      </label>
    </Dialog>
  );
}
