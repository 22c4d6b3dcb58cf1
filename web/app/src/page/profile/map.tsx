/**
 * The picture of the profile: a map of tiles, as large as their evidence and as deep in colour as they are sure, two tiers at
 * a time. A tile with more inside opens, and the map goes into it; a last one shows its evidence. Arrow keys move, Enter
 * opens, Escape goes up.
 */

import { useEffect, useRef, useState } from 'preact/hooks';
import { counted, share } from '../ui/format.ts';
import { type Branch, family } from './tree.ts';
import { type Placed, squarify } from './treemap.ts';

interface Props {
  /** What is laid out: groups with their children inside, where there is room, and tiles. */
  branches: Branch[];
  label: string;
  /** Where in the tree this is, and where the person came from: on a step the focus goes to that tile, else the first. */
  place: string | undefined;
  from: string | undefined;
  onOpen: (branch: Branch) => void;
  onUp: (() => void) | undefined;
}

const gap = 4;
const headHeight = 44;
const smallest = 24 + gap;

type Rect = Placed<Branch>['rect'];

export function ProfileMap({ branches, label, place, from, onOpen, onUp }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(ref);
  const last = useRef(place);
  const opened = useRef<DOMRect>(undefined);
  const groups = squarify(branches, weight, { x: 0, y: 0, width, height }).filter(touchable);

  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    zoom(ref.current, opened.current);
    opened.current = undefined;
    const came = ref.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(from ?? '')}"]`);
    (came ?? ref.current?.querySelector('button'))?.focus({ preventScroll: true });
  }, [place, from]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && onUp) onUp();
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const tiles = Array.from(ref.current?.querySelectorAll('button') ?? []);
    const at = tiles.indexOf(document.activeElement as HTMLButtonElement);
    if (move === undefined || at < 0) return;
    event.preventDefault();
    tiles.at((at + move) % tiles.length)?.focus();
  }

  function open(branch: Branch) {
    const tile = ref.current?.querySelector(`[data-id="${CSS.escape(branch.segment.id)}"]`);
    opened.current = (tile?.closest('.map-group') ?? tile)?.getBoundingClientRect();
    onOpen(branch);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div ref={ref} class="map" role="group" aria-label={label} onKeyDown={onKeyDown}>
      {groups.map(({ item, rect }) =>
        isGroup(item, rect) ? (
          <Group key={item.segment.id} branch={item} rect={rect} onOpen={open} />
        ) : (
          <Tile key={item.segment.id} branch={item} rect={rect} onOpen={open} />
        ),
      )}
    </div>
  );
}

/** Whether what is inside has room to be seen. */
function isGroup({ children }: Branch, { width, height }: Rect): boolean {
  return children.length > 0 && width >= 136 && height >= headHeight + 56;
}

function weight(branch: Branch): number {
  return Math.max(branch.segment.records, 1);
}

/** A tile too small for a finger is left to the list. */
function touchable({ rect }: Placed<Branch>): boolean {
  return Math.min(rect.width, rect.height) >= smallest;
}

/** A group with a heading that opens it, and its tiles below. */
function Group({ branch, rect, onOpen }: { branch: Branch; rect: Rect; onOpen: (branch: Branch) => void }) {
  const inner = { x: 0, y: headHeight, width: rect.width - gap, height: rect.height - gap - headHeight };
  const tiles = squarify(branch.children, weight, inner).filter(touchable);
  const { segment } = branch;
  return (
    <div class="map-group" data-family={family(segment)} style={box(rect)}>
      <button
        type="button"
        class="map-head"
        data-id={segment.id}
        aria-label={spoken(branch)}
        onClick={() => onOpen(branch)}
      >
        <span>{segment.name}</span>
      </button>
      {tiles.map(({ item, rect: at }) => (
        <Tile key={item.segment.id} branch={item} rect={at} onOpen={onOpen} />
      ))}
    </div>
  );
}

function Tile({ branch, rect, onOpen }: { branch: Branch; rect: Rect; onOpen: (branch: Branch) => void }) {
  const { segment } = branch;
  const roomy = rect.width - gap > widest(segment.name) && rect.height > 36;
  return (
    <button
      type="button"
      class="tile"
      data-id={segment.id}
      data-family={family(segment)}
      style={{ ...box(rect), '--sure': `${Math.round(12 + segment.confidence * 38)}%` }}
      title={spoken(branch)}
      onClick={() => onOpen(branch)}
    >
      <span class={roomy ? 'tile-name' : 'hidden'}>{segment.name}</span>
      <small class={roomy && rect.height > 64 ? undefined : 'hidden'}>{share(segment.confidence)}</small>
      <span class="hidden">sure, {more(branch)}</span>
    </button>
  );
}

/** What the longest word of a name takes with the tile's edges, in pixels: no word is broken. */
function widest(name: string): number {
  return Math.max(...name.split(' ').map(word => word.length), 8) * 6.6 + 12;
}

/** A tile in one line, for the ear and for who rests the pointer on it. */
function spoken(branch: Branch): string {
  return `${branch.segment.name} ${share(branch.segment.confidence)} sure, ${more(branch)}`;
}

function more({ segment, children }: Branch): string {
  const inside = children.length > 0 ? `, ${children.length} inside` : '';
  return counted(segment.records, 'record') + inside;
}

function box({ x, y, width, height }: Rect): Record<string, string> {
  return {
    left: `${x}px`,
    top: `${y}px`,
    width: `${Math.max(width - gap, 0)}px`,
    height: `${Math.max(height - gap, 0)}px`,
  };
}

/** The map grows out of the tile that was opened; on the way up it shrinks into its place. */
function zoom(map: HTMLElement | null, tile: DOMRect | undefined): void {
  if (!map || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const own = map.getBoundingClientRect();
  const from = tile
    ? `translate(${tile.x - own.x}px, ${tile.y - own.y}px) scale(${tile.width / own.width}, ${tile.height / own.height})`
    : 'scale(1.08)';
  const start = { transform: from, transformOrigin: tile ? '0 0' : 'center', opacity: 0.3 };
  map.animate([start, { transform: 'none', transformOrigin: start.transformOrigin, opacity: 1 }], {
    duration: 220,
    easing: 'ease-out',
  });
}

function useSize(ref: { current: HTMLElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(entries => {
      const box = entries.at(-1)?.contentRect;
      if (box) setSize({ width: box.width, height: box.height });
    });
    if (ref.current) observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
