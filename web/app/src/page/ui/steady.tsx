/** What was found, and better ones after it: these take the place of the first, unless somebody is among those. */

import type { Found } from '@ownyou/wasm';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** An answer, and what it is the answer to: another question, or another state of what is asked. */
export interface Answered {
  key: string;
  page: Found<{ id: string }>;
}

export function sameOrder({ items: one }: Found<{ id: string }>, { items: other }: Found<{ id: string }>): boolean {
  return one.length === other.length && one.every(({ id }, at) => id === other[at]?.id);
}

/**
 * What to show of `next`. Where a pointer, a finger or the focus has been among the first results in `root`, they stay
 * where they are: `better` then says that others wait, and `show` lets them in.
 */
export function useSteady<T extends Answered>(next: T | undefined, root: RefObject<HTMLElement | null>) {
  const first = useRef<T | undefined>(undefined);
  const among = useAmong(root, next?.key);
  const [turn, setTurn] = useState(0);
  const before = first.current;
  const same = before !== undefined && before.key === next?.key;
  const better = same && before.page.refining && among.current && !sameOrder(before.page, next.page);
  if (!better) first.current = next;

  function show() {
    among.current = false;
    setTurn(turn + 1);
  }

  // The button that let them in is gone: the focus goes to the first of what came.
  useLayoutEffect(() => {
    if (turn > 0) root.current?.querySelector<HTMLElement>('li button')?.focus();
  }, [turn, root]);

  return { shown: first.current, better, show };
}

/** Whether somebody has been there since the question was asked. */
function useAmong(root: RefObject<HTMLElement | null>, key: string | undefined): { current: boolean } {
  const among = useRef(false);
  useEffect(() => {
    among.current = false;
    const until = new AbortController();
    let pointer: string | undefined;
    const been = ({ target }: Event) => {
      if (target instanceof Node && root.current?.contains(target)) among.current = true;
    };
    const moved = (event: PointerEvent) => {
      // One that rests is told of too, when what lies under it changes.
      const at = `${event.screenX} ${event.screenY}`;
      if (pointer !== undefined && at !== pointer) been(event);
      pointer = at;
    };
    const how = { signal: until.signal, passive: true };
    addEventListener('pointermove', moved, how);
    for (const kind of ['pointerdown', 'focusin']) addEventListener(kind, been, how);
    addEventListener('scroll', () => (among.current = true), how);
    return () => until.abort();
  }, [root, key]);
  return among;
}

interface ToldProps {
  page: Answered['page'];
  /** How many were found: the beginning of a sentence. */
  found: string;
  /** Said where there is nothing. */
  none: string;
  better: boolean;
  onShow: () => void;
}

/** How many were found, read out, and the way to better ones. */
export function Told({ page, found, none, better, onShow }: ToldProps) {
  const some = page.total === 0 ? 'Nothing so far' : found;
  const told = page.refining ? `${some}, looking closer…` : page.total === 0 ? none : found;
  return (
    <div class="row found">
      <p class="quiet" role="status">
        {better ? 'Better ones found.' : told}
      </p>
      {better && (
        <button type="button" class="plain" onClick={onShow}>
          Show them
        </button>
      )}
    </div>
  );
}
