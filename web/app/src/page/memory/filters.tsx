/** What narrows the list: kinds at hand, the rest behind a button, and each that is on as a chip to take off. */

import type { MemoryFilter, MemoryKind, MemoryOverview, MemoryState, Tier } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { asDay, count } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { dayOf, edgeOf, kinds, states, tiers } from './words.ts';

interface Props {
  filter: MemoryFilter;
  overview: MemoryOverview;
  onFilter: (filter: MemoryFilter) => void;
}

export function Filters({ filter, overview, onFilter }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div class="chips" role="group" aria-label="Kinds">
        {(Object.keys(kinds) as MemoryKind[])
          .filter(kind => overview.kinds[kind] > 0)
          .map(kind => (
            <KindChip key={kind} kind={kind} filter={filter} total={overview.kinds[kind]} onFilter={onFilter} />
          ))}
        <button type="button" class="chip" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="filter" />
          Filters
        </button>
      </div>
      {open && <Panel filter={filter} overview={overview} onFilter={onFilter} />}
      <On filter={filter} overview={overview} onFilter={onFilter} />
    </>
  );
}

interface KindProps {
  kind: MemoryKind;
  filter: MemoryFilter;
  total: number;
  onFilter: Props['onFilter'];
}

function KindChip({ kind, filter, total, onFilter }: KindProps) {
  const on = filter.kinds ?? [];
  const pressed = on.includes(kind);
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={pressed}
      onClick={() => onFilter(withList(filter, 'kinds', pressed ? on.filter(other => other !== kind) : [...on, kind]))}
    >
      <Icon name={kind} />
      {kinds[kind].many} <span class="chip-count">{count(total)}</span>
    </button>
  );
}

function Panel({ filter, overview, onFilter }: Props) {
  return (
    <fieldset class="card filters">
      <legend class="hidden">Filters</legend>
      <Choice
        label="About"
        value={filter.contexts?.[0]}
        choices={overview.contexts.map(({ name, count: total }) => [name, `${name} (${count(total)})`])}
        onChange={name => onFilter(withList(filter, 'contexts', name === undefined ? [] : [name]))}
      />
      <Choice
        label="Who may see it"
        value={filter.tiers?.[0]}
        choices={Object.entries(tiers).map(([tier, { name }]) => [tier as Tier, name])}
        onChange={tier => onFilter(withList(filter, 'tiers', tier === undefined ? [] : [tier]))}
      />
      <Choice
        label="State"
        value={filter.state}
        choices={(['kept', 'ended', 'archived'] satisfies MemoryState[]).map(state => [state, states[state]])}
        onChange={state => onFilter(withOne(filter, 'state', state))}
      />
      <Day label="From" time={filter.from} onChange={day => onFilter(withOne(filter, 'from', day && edgeOf(day)))} />
      <Day label="To" time={filter.to} onChange={day => onFilter(withOne(filter, 'to', day && edgeOf(day, true)))} />
      <Day
        label="As it was on"
        time={filter.asOf}
        onChange={day => onFilter(withOne(filter, 'asOf', day && edgeOf(day, true)))}
      />
    </fieldset>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T | undefined;
  choices: [T, string][];
  onChange: (value: T | undefined) => void;
}

function Choice<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={event => onChange((event.currentTarget.value || undefined) as T | undefined)}
      >
        <option value="">All</option>
        {choices.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface DayProps {
  label: string;
  /** RFC 3339. */
  time: string | undefined;
  onChange: (day: string | undefined) => void;
}

export function Day({ label, time, onChange }: DayProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="date"
        value={time === undefined ? '' : dayOf(time)}
        onChange={event => onChange(event.currentTarget.value || undefined)}
      />
    </label>
  );
}

/** What is on. Without any, nothing. */
function On({ filter, overview, onFilter }: Props) {
  const about = overview.entities.find(({ id }) => id === filter.about)?.name;
  const on: [keyof MemoryFilter, string][] = [];
  if (filter.about !== undefined) on.push(['about', about === undefined ? 'About one name' : `About ${about}`]);
  if (filter.asOf !== undefined) on.push(['asOf', `As it was on ${asDay(filter.asOf)}`]);
  if (filter.contexts) on.push(['contexts', filter.contexts.join(', ')]);
  if (filter.tiers) on.push(['tiers', filter.tiers.map(tier => tiers[tier].name).join(', ')]);
  if (filter.state) on.push(['state', states[filter.state]]);
  if (filter.from !== undefined) on.push(['from', `From ${asDay(filter.from)}`]);
  if (filter.to !== undefined) on.push(['to', `To ${asDay(filter.to)}`]);
  if (on.length === 0) return null;
  return (
    <ul class="chips" aria-label="Filters that are on">
      {on.map(([name, text]) => (
        <li key={name}>
          <button
            type="button"
            class="chip on"
            aria-label={`Remove the filter ${text}`}
            onClick={() => onFilter(withOne(filter, name, undefined))}
          >
            {text} <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** An empty list filters nothing, and is left out. */
function withList<K extends 'kinds' | 'contexts' | 'tiers'>(
  filter: MemoryFilter,
  name: K,
  list: NonNullable<MemoryFilter[K]>,
): MemoryFilter {
  return withOne(filter, name, list.length > 0 ? list : undefined);
}

export function withOne<K extends keyof MemoryFilter>(
  filter: MemoryFilter,
  name: K,
  value: MemoryFilter[K] | undefined,
): MemoryFilter {
  const { [name]: _old, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [name]: value };
}
