/** The search field, and under it how many were found: read out, but never in the way of typing. */

import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';

interface Props {
  query: string;
  onQuery: (query: string) => void;
}

export function SearchField({ query, onQuery }: Props) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const until = new AbortController();
    addEventListener('keydown', event => slash(event) && ref.current?.focus(), { signal: until.signal });
    return () => until.abort();
  }, []);
  return (
    <label class="ask">
      <span class="hidden">Search your memory</span>
      <Icon name="search" />
      <input
        ref={ref}
        id="memory-query"
        type="search"
        value={query}
        placeholder="Search your memory"
        autocomplete="off"
        spellcheck={false}
        aria-keyshortcuts="/"
        onInput={event => onQuery(event.currentTarget.value)}
        onKeyDown={intoResults}
      />
      <span class="key" aria-hidden="true">
        /
      </span>
    </label>
  );
}

/** `/` goes to the field, unless it is typed somewhere. */
function slash(event: KeyboardEvent): boolean {
  const free = !(event.target as Element).closest('input, textarea, select, dialog');
  const asked = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && free;
  if (asked) event.preventDefault();
  return asked;
}

function intoResults(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown') return;
  event.preventDefault();
  document.querySelector<HTMLElement>('.memory')?.focus();
}
