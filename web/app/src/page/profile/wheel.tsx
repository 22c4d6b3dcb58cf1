/**
 * The ikigai wheel: four tabs, each a quarter of the picture; below them what is said in the one that is chosen. Arrow keys
 * go round. The picture itself is for the eye and the pointer: whoever cannot see it has the tabs and the list.
 */

import type { Dimension, DimensionView } from '@ownyou/wasm';
import { useRef } from 'preact/hooks';
import { Icon, type IconName } from '../ui/icon.tsx';
import { quarter, size } from './wheel.ts';

export const names: Record<Dimension, { name: string; icon: IconName }> = {
  experiences: { name: 'Experiences', icon: 'culture' },
  relationships: { name: 'Relationships', icon: 'relationship' },
  interests: { name: 'Interests', icon: 'search' },
  giving: { name: 'Giving', icon: 'health' },
};

interface Props {
  /** Clockwise from the upper left. */
  dimensions: DimensionView[];
  chosen: Dimension;
  onChoose: (dimension: Dimension) => void;
  /** What the panel below is called, for the tabs to point at. */
  panel: string;
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Wheel({ dimensions, chosen, onChoose, panel }: Props) {
  const ref = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const at = dimensions.findIndex(it => it.dimension === chosen);
    const last = dimensions.length - 1;
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? last : at + (steps[event.key] ?? 0);
    const next = dimensions.at(to % dimensions.length);
    if (!next || next.dimension === chosen) return;
    event.preventDefault();
    onChoose(next.dimension);
    ref.current?.querySelector<HTMLElement>(`[data-dimension="${next.dimension}"][role="tab"]`)?.focus();
  }

  return (
    <div class="wheel" ref={ref} role="tablist" aria-label="Ikigai wheel" onKeyDown={onKeyDown}>
      {dimensions.map(({ dimension, claims }) => (
        <button
          key={dimension}
          type="button"
          role="tab"
          class="wheel-tab"
          data-dimension={dimension}
          aria-selected={dimension === chosen}
          aria-controls={panel}
          tabIndex={dimension === chosen ? 0 : -1}
          onClick={() => onChoose(dimension)}
        >
          <Icon name={names[dimension].icon} />
          <span>{names[dimension].name}</span>
          <span class="hidden">, {claims.length} found</span>
        </button>
      ))}
      <Picture dimensions={dimensions} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}

function Picture({ dimensions, chosen, onChoose }: Omit<Props, 'panel'>) {
  return (
    <svg class="wheel-picture" viewBox={`0 0 ${2 * size} ${2 * size}`} aria-hidden="true" focusable="false">
      {dimensions.map(({ dimension, claims }, at) => {
        const { ground, petals } = quarter(
          at,
          claims.map(({ strength }) => strength),
        );
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the tabs beside it do the same for the keyboard
          <g
            key={dimension}
            class={dimension === chosen ? 'quarter chosen' : 'quarter'}
            data-dimension={dimension}
            onClick={() => onChoose(dimension)}
          >
            <path class="quarter-ground" d={ground} />
            {petals.map(({ path, strength }) => (
              <path key={path} class="petal" d={path} style={{ fillOpacity: 0.45 + strength * 0.55 }} />
            ))}
          </g>
        );
      })}
      <circle class="hub" cx={size} cy={size} r="46" />
      <path
        class="hub-heart"
        transform={`translate(${size - 24} ${size - 24}) scale(2)`}
        d="M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.5 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z"
      />
    </svg>
  );
}
