/** Search by meaning in the settings: the models, the device that runs them, how far the reading is, and a check. */

import { core, modelChanges } from '../core.ts';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { Check } from './check.tsx';
import { ModelRow } from './model-row.tsx';
import { Origins } from './origins.tsx';
import { ReadingNow } from './reading.tsx';
import { runner } from './words.ts';

export function Meaning() {
  const { value, error } = useAnswer(() => core.models(), 'models', modelChanges);
  return (
    <section class="card meaning" aria-labelledby="meaning-title">
      <h2 id="meaning-title">Search by meaning</h2>
      <p>
        “Somewhere to sleep by the sea” finds your hotel in Porto, though the two share no word. A model of language
        does that, here on this device.
      </p>
      <p class="stays">
        <Icon name="lock" />
        <span>
          The model comes to you. <b>No word of yours leaves this device</b>, neither what is read nor what you search
          for.
        </span>
      </p>
      <Problem error={error} />
      {value && (
        <>
          <ul class="lines models" aria-label="Models">
            {value.models.map(line => (
              <ModelRow key={line.file} line={line} />
            ))}
          </ul>
          <ReadingNow />
          <h3>What does the work</h3>
          <p>{runner(value.device)}</p>
          {value.device.adapter && <p class="quiet">Graphics card: {value.device.adapter}</p>}
          {value.device.queries !== 'none' && <Check />}
          <Origins models={value.models} />
        </>
      )}
    </section>
  );
}
