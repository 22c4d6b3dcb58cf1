/** The sample life: a made-up person's files of the half year up to today, to try things with, and out again in one click. */

import { useState } from 'preact/hooks';
import { core } from '../core.ts';
import { counted, dayHere } from '../ui/format.ts';
import { attempt, say } from '../ui/notice.tsx';

async function load(): Promise<void> {
  const { sampleLife } = await import('../../../sample/life.mjs').catch(notFound);
  const files = sampleLife(dayHere(new Date())).map(({ name, parts }) => new File(parts, name));
  const summaries = await core.importSample(files);
  const imported = summaries.reduce((sum, summary) => sum + summary.imported, 0);
  say(`${counted(imported, 'sample record')} brought in.`);
}

function notFound(): never {
  throw {
    code: 'sample-not-found',
    message: 'The sample data could not be fetched.',
    next: 'Check that the server runs, and try again.',
  };
}

async function remove(): Promise<void> {
  say(`${counted(await core.removeSample(), 'sample record')} removed.`);
}

/** Offered while there is nothing else. */
export function SampleOffer() {
  const [busy, setBusy] = useState(false);

  async function tryIt() {
    setBusy(true);
    await attempt(load);
    setBusy(false);
  }

  return (
    <section class="card row sample-offer" aria-labelledby="sample-title">
      <div>
        <h2 id="sample-title">No files at hand?</h2>
        <p>Look around with half a year of a made-up person. One click takes it out again.</p>
      </div>
      <button type="button" disabled={busy} onClick={tryIt}>
        {busy ? 'Bringing it in…' : 'Try it with sample data'}
      </button>
    </section>
  );
}

/** Shown wherever sample data could be taken for one's own. */
export function SampleBanner() {
  return (
    <aside class="banner" aria-label="Sample data">
      <p>
        <b>Sample data.</b> This is a made-up person, not you.
      </p>
      <button type="button" onClick={() => attempt(remove)}>
        Remove sample data
      </button>
    </aside>
  );
}

/** The mark on everything that comes from the sample. */
export function SampleTag() {
  return <span class="tag">Sample</span>;
}
