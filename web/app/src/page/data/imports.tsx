/** The files that were read, newest first, and out again one by one. */

import type { ImportInfo } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { asMoment, count, counted } from '../ui/format.ts';
import { EraseSome } from './erase-some.tsx';
import { SampleTag } from './sample.tsx';

export function Imports({ imports }: { imports: ImportInfo[] }) {
  const [erasing, setErasing] = useState<ImportInfo>();
  return (
    <section aria-labelledby="imports-title">
      <h2 id="imports-title">Imports</h2>
      <ul class="lines">
        {imports.map(one => (
          <li key={one.id}>
            <div class="line-text">
              <p>
                <b>{one.file}</b> {one.sample && <SampleTag />} {!one.complete && <span class="tag">In part</span>}
              </p>
              <p class="quiet">
                {asMoment(one.at)} · {counted(one.records, 'record')}
                {one.duplicate > 0 && ` · ${count(one.duplicate)} known already`}
                {one.skipped > 0 && ` · ${count(one.skipped)} skipped`}
              </p>
            </div>
            <button type="button" class="plain" aria-label={`Erase import ${one.file}`} onClick={() => setErasing(one)}>
              Erase
            </button>
          </li>
        ))}
      </ul>
      {erasing && (
        <EraseSome
          name={erasing.file}
          records={erasing.records}
          erase={() => core.eraseImport(erasing.id)}
          onClose={() => setErasing(undefined)}
        />
      )}
    </section>
  );
}
