/** The dialog in which a person says what the columns of a bank file are. */

import type { CsvExamination } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { attempt } from '../ui/notice.tsx';
import { type Draft, dateFormats, draftOf, missing, type Role, roleNames, roles, toMapping } from './mapping.ts';
import { asking, type Entry, useColumns } from './queue.ts';

export function Mapper({ entry, csv }: { entry: Entry; csv: CsvExamination }) {
  const [draft, setDraft] = useState(() => draftOf(csv, entry.examination?.remembered ?? csv.guess));
  const lack = missing(draft);
  const close = () => {
    asking.value = undefined;
  };

  return (
    <Dialog
      title="What are the columns?"
      shape="wide"
      onClose={close}
      actions={
        <>
          <p class="quiet grow" role="status">
            {lack ?? 'Remembered for files of the same shape.'}
          </p>
          <button type="button" onClick={close}>
            Later
          </button>
          <button
            type="button"
            class="primary"
            disabled={lack !== undefined}
            onClick={() => attempt(() => useColumns(entry.id, toMapping(draft, csv)))}
          >
            Import
          </button>
        </>
      }
    >
      <p class="quiet">{entry.file.name}</p>
      <Preview csv={csv} draft={draft} onRole={(at, role) => setDraft(withRole(draft, at, role))} />
      <div class="row">
        <label class="field">
          <span>Dates look like</span>
          <select
            value={draft.dateFormat}
            onChange={event => setDraft({ ...draft, dateFormat: event.currentTarget.value })}
          >
            {dateFormats.map(([format, example]) => (
              <option key={format} value={format}>
                {example}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Amounts look like</span>
          <select
            value={draft.decimal}
            onChange={event => setDraft({ ...draft, decimal: event.currentTarget.value === ',' ? ',' : '.' })}
          >
            <option value=".">1,234.50</option>
            <option value=",">1.234,50</option>
          </select>
        </label>
      </div>
    </Dialog>
  );
}

/** Only the description may be spread over several columns. */
function withRole(draft: Draft, at: number, role: Role): Draft {
  const freed = draft.roles.map(other => (role !== 'description' && other === role ? '' : other));
  return { ...draft, roles: freed.with(at, role) };
}

interface PreviewProps {
  csv: CsvExamination;
  draft: Draft;
  onRole: (at: number, role: Role) => void;
}

function Preview({ csv, draft, onRole }: PreviewProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard
    <section class="scroll" tabIndex={0} aria-label="First lines of the file">
      <table class="preview">
        <thead>
          <tr>
            {csv.columns.map((name, at) => (
              <th key={at} scope="col" data-role={draft.roles[at]}>
                <span>{name || `Column ${at + 1}`}</span>
                <select
                  aria-label={`What is ${name || `column ${at + 1}`}?`}
                  value={draft.roles[at]}
                  onChange={event => onRole(at, event.currentTarget.value as Role)}
                >
                  {roles.map(role => (
                    <option key={role} value={role}>
                      {roleNames[role]}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {csv.sample.map((row, line) => (
            <tr key={line}>
              {csv.columns.map((_name, at) => (
                <td key={at} data-role={draft.roles[at]}>
                  {row[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
