/** Step 2: the 24 words, to be written down. */

import { Heading } from '../ui/heading.tsx';
import { attempt, say } from '../ui/notice.tsx';

export function WordList({ words, onNext }: { words: string[]; onNext: () => void }) {
  async function copy() {
    await navigator.clipboard.writeText(words.join(' '));
    say('Copied. Paste it somewhere safe, then copy something else.');
  }

  return (
    <div class="stack">
      <Heading title="Write down your 24 words" />
      <p>
        They open your vault when the passphrase is forgotten. Write them on paper, in this order, and keep it where you
        keep your passport. Whoever has them has your vault.
      </p>
      <ol class="words" aria-label="Recovery words">
        {words.map((word, at) => (
          <li key={at}>
            <span class="quiet">{at + 1}</span> <b translate={false}>{word}</b>
          </li>
        ))}
      </ol>
      <p class="row no-print">
        <button type="button" class="primary" onClick={onNext}>
          I have written them down
        </button>
        <button type="button" onClick={() => attempt(copy)}>
          Copy
        </button>
        <button type="button" onClick={() => print()}>
          Print
        </button>
      </p>
      <p class="quiet no-print">
        Copies and prints can be read by other apps and stay in a printer’s memory. Paper is safer.
      </p>
    </div>
  );
}
