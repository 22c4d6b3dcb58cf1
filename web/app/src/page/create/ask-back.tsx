/** Step 3: three of the words, asked back. The core checks them when the vault is made; here a slip is only shown early. */

import type { CoreError, NewWords } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { Heading } from '../ui/heading.tsx';
import { Problem } from '../ui/notice.tsx';

interface Props {
  words: NewWords;
  answers: string[];
  onChange: (answers: string[]) => void;
  onNext: () => void;
  error: CoreError | undefined;
}

export function AskBack({ words, answers, onChange, onNext, error }: Props) {
  const [slip, setSlip] = useState<number>();

  function check(event: Event) {
    event.preventDefault();
    const wrong = words.ask.find((place, at) => answers[at]?.trim().toLowerCase() !== words.words[place - 1]);
    setSlip(wrong);
    if (wrong === undefined) onNext();
  }

  return (
    <form class="stack" onSubmit={check}>
      <Heading title="Check three of them" />
      <p>To be sure that you have them on paper.</p>
      <Problem error={error} />
      {slip !== undefined && (
        <p class="problem" role="alert">
          <strong>Word {slip} is another one.</strong> Look at your paper, or go back and read the words again.
        </p>
      )}
      {words.ask.map((place, at) => (
        <label key={place} class="field">
          <span>Word {place}</span>
          <input
            value={answers[at] ?? ''}
            required
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            onInput={event => onChange(answers.with(at, event.currentTarget.value))}
          />
        </label>
      ))}
      <button type="submit" class="primary">
        Next
      </button>
    </form>
  );
}
