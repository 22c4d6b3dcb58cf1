/** One memory at a glance: what it is, the sentence, when it was true, where it comes from, how strong, who may see it. */

import type { MemoryLine } from '@ownyou/wasm';
import type { ComponentChildren } from 'preact';
import { SampleTag } from '../data/sample.tsx';
import { counted } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { kinds, tiers, validity, vigour } from './words.ts';

/** The colour of a context, as a word for the style sheet: always the same. The factor keeps the usual ones apart. */
export function hue(context: string): string {
  let sum = 0;
  for (const letter of context) sum = (sum * 189 + (letter.codePointAt(0) ?? 0)) % 9973;
  return String(sum % 6);
}

/** What a fact or a relationship is about, where there is a picture of that. */
const pictures: Record<string, IconName> = {
  travel: 'travel',
  shopping: 'shopping',
  health: 'health',
  body: 'health',
  work: 'work',
  home: 'home',
  food: 'food',
  entertainment: 'culture',
  culture: 'culture',
  music: 'culture',
  sport: 'sport',
  sports: 'sport',
  fitness: 'sport',
  subscription: 'regular',
  subscriptions: 'regular',
  finance: 'transaction',
  financial: 'transaction',
  money: 'transaction',
  family: 'relationship',
  people: 'relationship',
  relationships: 'relationship',
  identity: 'profile',
  calendar: 'calendar',
};

function picture({ kind, context }: Pick<MemoryLine, 'kind' | 'context'>): IconName {
  return kind === 'fact' || kind === 'relationship' ? (pictures[context] ?? kind) : kind;
}

export function Glance({ line }: { line: MemoryLine }) {
  const about = [validity(line), line.context, line.sources > 0 ? `from ${counted(line.sources, 'record')}` : ''];
  return (
    <>
      <KindMark line={line} />
      <span class="memory-body">
        <span class="memory-text" data-state={line.state}>
          {line.text}
        </span>
        <span class="memory-about">
          <Tags line={line} />
          <span>{about.filter(part => part !== '').join(' · ')}</span>
        </span>
      </span>
      <span class="memory-end">
        <Strength strength={line.strength} />
        <span class="hidden">, {vigour(line.strength).word}, </span>
        <TierMark line={line} />
      </span>
    </>
  );
}

export function KindMark({ line }: { line: Pick<MemoryLine, 'kind' | 'context'> }) {
  return (
    <span class="kind" data-hue={hue(line.context)}>
      <Icon name={picture(line)} />
      <span class="hidden">{kinds[line.kind].one}: </span>
    </span>
  );
}

export function Tags({ line }: { line: MemoryLine }) {
  const tags: ComponentChildren[] = [];
  if (line.sample) tags.push(<SampleTag />);
  if (line.state === 'review') tags.push(<span class="tag waiting">To review</span>);
  if (line.state === 'archived') tags.push(<span class="tag calm">Archived</span>);
  if (line.conflict) tags.push(<span class="tag contrary">Contradicted</span>);
  return <>{tags}</>;
}

/** Four bars, as many of them full as it is strong. */
export function Strength({ strength }: { strength: number }) {
  const { step, word } = vigour(strength);
  return (
    <span class="strength" title={`Strength: ${word}`}>
      <svg viewBox="0 0 22 16" width="22" height="16" aria-hidden="true" focusable="false">
        {[1, 2, 3, 4].map(bar => (
          <rect
            key={bar}
            class={bar <= step ? 'full' : 'faint'}
            x={(bar - 1) * 6}
            y={16 - bar * 4}
            width="3.5"
            height={bar * 4}
            rx="1.5"
          />
        ))}
      </svg>
    </span>
  );
}

export function TierMark({ line }: { line: Pick<MemoryLine, 'tier'> }) {
  return (
    <span class="tier" data-tier={line.tier} title={tiers[line.tier].hint}>
      <Icon name={line.tier} />
      <span>{tiers[line.tier].name}</span>
    </span>
  );
}
