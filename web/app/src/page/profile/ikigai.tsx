/** Ikigai: the wheel, what is said in the chosen dimension, and behind each claim its records. */

import type { ClaimView, Dimension, DimensionView, IkigaiView } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { Lines } from '../data/lines.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { asDay, counted, share } from '../ui/format.ts';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { names, Wheel } from './wheel.tsx';

const step = 20;
const few = 6;
const panel = 'ikigai-claims';

export function Ikigai() {
  const { value, error } = useAnswer(() => core.ikigai(), 'ikigai');
  if (error) return <Problem error={error} />;
  const found = value?.dimensions.some(({ claims }) => claims.length > 0);
  return value && found ? <Found ikigai={value} /> : null;
}

function Found({ ikigai }: { ikigai: IkigaiView }) {
  const strongest = ikigai.dimensions.find(({ claims }) => claims.length > 0)?.dimension ?? 'experiences';
  const [chosen, setChosen] = useState<Dimension>(strongest);
  const [claim, setClaim] = useState<ClaimView>();
  const here = ikigai.dimensions.find(({ dimension }) => dimension === chosen);
  return (
    <section class="card ikigai" aria-labelledby="ikigai-title">
      <div class="ikigai-wheel">
        <h2 id="ikigai-title">What brings you joy</h2>
        <Wheel dimensions={ikigai.dimensions} chosen={chosen} onChoose={setChosen} panel={panel} />
      </div>
      {here && (
        <div class="ikigai-claims" id={panel} role="tabpanel" aria-label={names[chosen].name} data-dimension={chosen}>
          <h3>{names[chosen].name}</h3>
          <p>{here.summary}</p>
          <Claims key={chosen} dimension={here} onOpen={setClaim} />
          {chosen === 'experiences' && <Recent ikigai={ikigai} />}
        </div>
      )}
      {claim && <Behind key={claim.id} claim={claim} onClose={() => setClaim(undefined)} />}
    </section>
  );
}

function Claims({ dimension, onOpen }: { dimension: DimensionView; onOpen: (claim: ClaimView) => void }) {
  const [all, setAll] = useState(false);
  const { claims } = dimension;
  return (
    <>
      <ul class="claims">
        {claims.slice(0, all ? undefined : few).map(claim => (
          <li key={claim.id}>
            <button type="button" class="claim" onClick={() => onOpen(claim)}>
              <span class="claim-row">
                <span class="claim-name">
                  <span class="hidden">Records behind </span>
                  {claim.label}
                </span>
                <span class="quiet claim-count">{counted(claim.records, 'record')}</span>
              </span>
              <span class="sure" aria-hidden="true">
                <span style={{ inlineSize: `${claim.strength * 100}%` }} />
              </span>
              {claim.detail && <span class="quiet claim-detail">{claim.detail}</span>}
            </button>
          </li>
        ))}
      </ul>
      {!all && claims.length > few && (
        <button type="button" class="plain" onClick={() => setAll(true)}>
          Show all {claims.length}
        </button>
      )}
    </>
  );
}

function Recent({ ikigai }: { ikigai: IkigaiView }) {
  if (ikigai.recent.length === 0) return null;
  return (
    <details class="recent">
      <summary>The last 90 days: {counted(ikigai.recent.length, 'thing')} done</summary>
      <ol>
        {ikigai.recent.map(({ record, day, title, kind }) => (
          <li key={`${day} ${record} ${kind}`}>
            <time class="quiet" dateTime={day}>
              {asDay(day)}
            </time>{' '}
            {title} <span class="quiet">· {kind}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The records behind a claim. */
function Behind({ claim, onClose }: { claim: ClaimView; onClose: () => void }) {
  const [limit, setLimit] = useState(step);
  const { value, error } = useAnswer(() => core.ikigaiEvidence(claim.id, 0, limit), `${limit}`);
  return (
    <Dialog title={claim.label} shape="side" onClose={onClose}>
      {claim.detail && <p class="quiet">{claim.detail}</p>}
      <p>
        {share(claim.strength)} strong, by {counted(value?.total ?? claim.records, 'record')}.
      </p>
      <Problem error={error} />
      {value && <Lines page={value} onMore={() => setLimit(limit + step)} />}
    </Dialog>
  );
}
