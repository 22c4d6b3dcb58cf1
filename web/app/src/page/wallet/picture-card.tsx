/** Choosing the picture by which a person knows their own windows. */

import type { Picture } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Drawing } from '../picture/draw.tsx';
import { inWords, scene } from '../picture/scene.ts';
import { attempt, say } from '../ui/notice.tsx';

/** What the core takes. */
const longest = 60;

export function PictureCard({ picture }: { picture: Picture | undefined }) {
  const [draft, setDraft] = useState<Picture | undefined>(picture ? undefined : another(''));
  return (
    <section class="card" aria-labelledby="picture-title">
      <h2 id="picture-title">Your picture</h2>
      <p>
        A window that asks for your passphrase shows it first. If it shows another or none, it is not yours. It is never
        sent anywhere.
      </p>
      {draft ? (
        <Chooser draft={draft} onChange={setDraft} onDone={() => setDraft(undefined)} />
      ) : (
        picture && (
          <>
            <Drawing seed={picture.seed} />
            {picture.phrase !== '' && <p class="phrase">{picture.phrase}</p>}
            <button type="button" onClick={() => setDraft(picture)}>
              Change it
            </button>
          </>
        )
      )}
    </section>
  );
}

interface ChooserProps {
  draft: Picture;
  onChange: (draft: Picture) => void;
  onDone: () => void;
}

function Chooser({ draft, onChange, onDone }: ChooserProps) {
  async function keep(event: Event) {
    event.preventDefault();
    await attempt(async () => {
      await core.setPicture({ ...draft, phrase: draft.phrase.trim() });
      onDone();
      say('That is your picture now.');
    });
  }

  return (
    <form class="stack" onSubmit={keep}>
      <div class="choosing">
        <Drawing seed={draft.seed} />
        <div class="row">
          <button type="button" onClick={() => onChange(another(draft.phrase))}>
            Another one
          </button>
          <p class="quiet" role="status">
            {inWords(scene(draft.seed))}
          </p>
        </div>
      </div>
      <label class="field">
        <span>A few words beside it, if you like</span>
        <input
          value={draft.phrase}
          maxLength={longest}
          autocomplete="off"
          onInput={event => onChange({ ...draft, phrase: event.currentTarget.value })}
        />
      </label>
      <button type="submit" class="primary">
        Keep this picture
      </button>
    </form>
  );
}

function another(phrase: string): Picture {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { seed, phrase };
}
