/** The dialog in which a person says what the columns of a bank file are. */

import type { CsvExamination, DateFormat } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog.tsx';
import { attempt } from '../ui/notice.tsx';
import { type Draft, dateFormats, draftOf, missing, type Role, roleNames, rolesFor, toMapping } from './mapping.ts';
import { asking, type Entry, useColumns } from './queue.ts';

export function Mapper({ entry, csv }: { entry: Entry; csv: CsvExamination }) {
  const known = entry.examination?.remembered ?? csv.guess;
  const [draft, setDraft] = useState(() => draftOf(csv, known));
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
            onClick={() => attempt(() => useColumns(entry.id, toMapping(draft, csv, known)))}
          >
            Import
          </button>
        </>
      }
    >
      <p class="quiet">{entry.file.name}</p>
      {csv.dateAmbiguous && (
        <p>
          <b>Please check the dates:</b> day and month could be either way round.
        </p>
      )}
      <Preview
        csv={csv}
        draft={draft}
        choices={rolesFor(known)}
        onRole={(at, role) => setDraft(withRole(draft, at, role))}
      />
      <Writing draft={draft} onChange={change => setDraft({ ...draft, ...change })} />
    </Dialog>
  );
}

/** How dates and amounts are written. */
function Writing({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  return (
    <div class="row">
      <label class="field">
        <span>Dates look like</span>
        <select
          value={draft.dateFormat}
          onChange={event => onChange({ dateFormat: event.currentTarget.value as DateFormat })}
        >
          {Object.entries(dateFormats).map(([format, example]) => (
            <option key={format} value={format}>
              {example}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Amounts look like</span>
        <select value={draft.decimal} onChange={event => onChange({ decimal: event.currentTarget.value })}>
          <option value=".">1,234.50</option>
          <option value=",">1.234,50</option>
        </select>
      </label>
      {draft.roles.includes('amount') && !draft.roles.includes('direction') && (
        <label class="field">
          <span>Money out is</span>
          <select
            value={draft.outgoingPositive ? 'positive' : 'negative'}
            onChange={event => onChange({ outgoingPositive: event.currentTarget.value === 'positive' })}
          >
            <option value="negative">negative, −12.50</option>
            <option value="positive">positive, 12.50 (cards)</option>
          </select>
        </label>
      )}
    </div>
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
  choices: Role[];
  onRole: (at: number, role: Role) => void;
}

function Preview({ csv, draft, choices, onRole }: PreviewProps) {
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
                  {choices.map(role => (
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
