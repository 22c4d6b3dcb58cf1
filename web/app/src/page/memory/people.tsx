/** Who and what is named most: one click shows all that is known about them. */

import type { MemoryOverview } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { count } from '../ui/format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { hue } from './line.tsx';

interface Props {
  entities: MemoryOverview['entities'];
  about: string | undefined;
  onAbout: (id: string | undefined) => void;
}

const few = 12;

/** What is not a person has a picture instead of initials. */
const pictures: Record<string, IconName> = {
  place: 'entity',
  organization: 'work',
  product: 'shopping',
  event: 'calendar',
};

export function People({ entities, about, onAbout }: Props) {
  const [all, setAll] = useState(false);
  if (entities.length === 0) return null;
  return (
    <aside class="people" aria-labelledby="people-title">
      <h2 id="people-title">People &amp; places</h2>
      <ul>
        {entities.slice(0, all ? entities.length : few).map(({ id, name, kind, mentions }) => (
          <li key={id}>
            <button
              type="button"
              class="person"
              aria-pressed={about === id}
              onClick={() => onAbout(about === id ? undefined : id)}
            >
              <span class="face" data-hue={hue(kind)} aria-hidden="true">
                {pictures[kind] ? <Icon name={pictures[kind]} /> : initials(name)}
              </span>
              <span class="person-name">{name}</span>
              <span class="person-count">
                <span class="hidden">, {kind}, named in </span>
                {count(mentions)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {entities.length > few && (
        <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(entities.length)}`}
        </button>
      )}
    </aside>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(word => word !== '');
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map(word => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}
