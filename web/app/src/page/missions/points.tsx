/** What was earned by doing: the sum as a coin, and behind it what it was earned for. */

import type { Points as Earned } from '@ownyou/wasm';
import { useEffect, useRef } from 'preact/hooks';
import { count } from '../ui/format.ts';

const kinds = [
  { of: 'explorer', name: 'Explorer', why: 'for seeing and trying something' },
  { of: 'connector', name: 'Connector', why: 'for the people you keep close' },
  { of: 'helper', name: 'Helper', why: 'for what you give' },
  { of: 'achiever', name: 'Achiever', why: 'for getting things done' },
] as const;

export function Points({ points }: { points: Earned }) {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeBy(ref.current), []);
  return (
    <details ref={ref} class="points">
      <summary>
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
          <circle cx="12" cy="12" r="11" class="coin" />
          <path
            d="M12 6.5l1.7 3.6 3.900.5-2.900 2.700.8 3.900-3.500-1.900-3.500 1.900.8-3.900-2.900-2.700 3.900-.5Z"
            class="coin-star"
          />
        </svg>
        <b>{count(points.total)}</b>
        <span class="hidden"> points</span>
      </summary>
      <dl class="points-kinds">
        {kinds.map(({ of, name, why }) => (
          <div key={of}>
            <dt>{name}</dt>
            <dd>
              <b>{count(points[of])}</b> <small class="quiet">{why}</small>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What lies over the cards goes with Escape, and with a press anywhere else. */
function closeBy(details: HTMLDetailsElement | null): (() => void) | undefined {
  if (!details) return;
  const until = new AbortController();
  const options = { signal: until.signal };
  details.addEventListener('keydown', ({ key }) => key === 'Escape' && close(details), options);
  const elsewhere = ({ target }: Event) => {
    if (!details.contains(target as Node)) details.open = false;
  };
  document.addEventListener('pointerdown', elsewhere, options);
  return () => until.abort();
}

function close(details: HTMLDetailsElement): void {
  details.open = false;
  details.querySelector('summary')?.focus();
}
