/** Step 1: the passphrase, typed once where it can be seen. */

import type { CoreError } from '@ownyou/wasm';
import { Bar } from '../ui/bar.tsx';
import { Heading } from '../ui/heading.tsx';
import { Problem } from '../ui/notice.tsx';
import { Secret } from '../ui/secret.tsx';

interface Props {
  value: string;
  onChange: (value: string) => void;
  onNext: () => void;
  error: CoreError | undefined;
}

/** The length at which the bar is full; a hint, no rule. */
const plenty = 20;

export function Passphrase({ value, onChange, onNext, error }: Props) {
  return (
    <form
      class="stack"
      onSubmit={event => {
        event.preventDefault();
        onNext();
      }}
    >
      <Heading title="Choose a passphrase" />
      <p>It unlocks your vault. It is never sent anywhere, and nobody can look it up for you.</p>
      <Problem error={error} />
      <Secret label="Passphrase" value={value} onChange={onChange} autocomplete="new-password" hint="passphrase-hint" />
      <div class="hint" id="passphrase-hint">
        <Bar value={value.length / plenty} label="Length of the passphrase" />
        <span>{hint(value.length)}</span>
      </div>
      <button type="submit" class="primary" disabled={value === ''}>
        Next
      </button>
    </form>
  );
}

function hint(length: number): string {
  if (length === 0) return 'Four or five words that do not belong together are easy to keep and hard to guess.';
  if (length < 12) return 'Short. Longer is what makes it strong.';
  return length < plenty ? 'Good. A few more letters make it strong.' : 'Strong by its length.';
}
