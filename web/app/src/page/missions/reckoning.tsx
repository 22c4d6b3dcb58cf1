/** The arithmetic behind a mission, a line a step; a step that rests on a record opens it. */

import type { MissionDetail, RecordLine } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { RecordDialog } from '../data/record-dialog.tsx';

export function Reckoning({ steps, evidence }: { steps: MissionDetail['reckoning']; evidence: RecordLine[] }) {
  const [shown, setShown] = useState<RecordLine>();
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="reckoning-title">
      <h3 id="reckoning-title">How it adds up</h3>
      <table class="reckoning">
        <tbody>
          {steps.map(({ label, value, record }, at) => {
            const line = evidence.find(({ id }) => id === record);
            return (
              <tr key={at}>
                <th scope="row">
                  {line ? (
                    <button type="button" class="plain" onClick={() => setShown(line)}>
                      {label}
                    </button>
                  ) : (
                    label
                  )}
                </th>
                <td>{value}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown && <RecordDialog key={shown.id} line={shown} onClose={() => setShown(undefined)} />}
    </section>
  );
}
