/** One record, whole, as text. Nothing in it is ever run, drawn or fetched: a mail's body is plain words here. */

import type { RecordLine, Source, WholeRecord } from '@ownyou/wasm';
import { core } from '../core.ts';
import { Dialog } from '../ui/dialog.tsx';
import { asMoment } from '../ui/format.ts';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { sourceNames } from './sources.tsx';

/** The order in which a person reads; fields that are not named here come after. */
const order = [
  'title',
  'subject',
  'descriptor',
  'amount',
  'currency',
  'account',
  'organization',
  'role',
  'emails',
  'phones',
  'addresses',
  'birthday',
  'author',
  'from',
  'to',
  'start',
  'end',
  'location',
  'attendees',
  'url',
  'labels',
  'snippet',
  'body',
];

/** Shown in words elsewhere in the dialog, or of no use to a person. */
const hidden = ['id', 'source', 'time', 'thread', 'turn'];

/** Fields whose own name would not say what they are. */
const names: Partial<Record<Source, Record<string, string>>> = {
  chat: { title: 'conversation', author: 'said by' },
  contact: { title: 'name' },
};

export function RecordDialog({ line, onClose }: { line: RecordLine; onClose: () => void }) {
  const { value, error } = useAnswer(() => core.record(line.id), line.id);
  return (
    <Dialog title={line.headline || 'Without a title'} onClose={onClose} shape="wide">
      <p class="quiet">
        {sourceNames[line.source]}
        {line.time !== undefined && ` · ${asMoment(line.time)}`}
      </p>
      <Problem error={error} />
      {value && (
        <dl class="record">
          {fields(value).map(([name, text]) => (
            <div key={name}>
              <dt>{names[line.source]?.[name] ?? name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </Dialog>
  );
}

function fields(record: WholeRecord): [string, string][] {
  const kept = Object.keys(record).filter(name => !hidden.includes(name));
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  // The snippet is the beginning of the body.
  const shown = record['body'] === undefined ? kept : kept.filter(name => name !== 'snippet');
  return shown.sort((a, b) => place(a) - place(b)).map(name => [name, asText(record[name])]);
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.join('\n');
  return JSON.stringify(value, null, 2);
}
