/** Where files come in: dropped anywhere on the page, or chosen. */

import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { go } from '../ui/route.ts';
import { enqueue } from './queue.ts';

/** Takes files dropped anywhere, while it is on the page. */
export function useDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const until = new AbortController();
    const options = { signal: until.signal };
    addEventListener('dragover', event => setOver(takes(event)), options);
    addEventListener('dragleave', event => event.relatedTarget === null && setOver(false), options);
    addEventListener('drop', event => setOver(drop(event)), options);
    return () => until.abort();
  }, []);
  return over;
}

function takes(event: DragEvent): boolean {
  const files = event.dataTransfer?.types.includes('Files') ?? false;
  if (files) event.preventDefault();
  return files;
}

function drop(event: DragEvent): false {
  if (takes(event) && event.dataTransfer) {
    enqueue(event.dataTransfer.files);
    go('data');
  }
  return false;
}

export function DropZone({ large }: { large: boolean }) {
  return (
    <section class={large ? 'drop large' : 'drop'} aria-labelledby="drop-title">
      <Icon name="drop" />
      <h2 id="drop-title">Drop your files anywhere on this page</h2>
      <p class="quiet">
        Mail .mbox .eml · calendar .ics · contacts .vcf · bank .csv .ofx .qif · browsing history · AI chats · all of
        them also as .zip
      </p>
      <label class="button primary">
        Choose files
        <input
          class="hidden"
          type="file"
          multiple
          onChange={event => {
            enqueue(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
      </label>
    </section>
  );
}
