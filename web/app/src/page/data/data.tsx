/** The data screen: bring files in, see what is there, take it out again. */

import { core } from '../core.ts';
import { ReadingLine } from '../meaning/reading.tsx';
import { count } from '../ui/format.ts';
import { Heading } from '../ui/heading.tsx';
import { Problem } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { DropZone } from './drop.tsx';
import { HowTo } from './how-to.tsx';
import { Imports } from './imports.tsx';
import { Mapper } from './mapper.tsx';
import { asking, queue } from './queue.ts';
import { QueueList } from './queue-list.tsx';
import { Records } from './records.tsx';
import { SampleBanner, SampleOffer } from './sample.tsx';
import { Sources } from './sources.tsx';

export function Data() {
  const { value: overview, error } = useAnswer(() => core.overview(), 'overview');
  const asked = queue.value.find(entry => entry.id === asking.value);
  const empty = overview?.total === 0;
  return (
    <>
      <Heading title="Data" />
      <ReadingLine />
      <Problem error={error} />
      {overview?.sample && <SampleBanner />}
      {overview && overview.damaged > 0 && (
        <p class="problem" role="alert">
          <strong>{count(overview.damaged)} stored blocks cannot be read.</strong> The rest is whole. Import the files
          again to fill the gap.
        </p>
      )}
      <DropZone large={empty} />
      <QueueList />
      {empty && <SampleOffer />}
      <HowTo open={empty} />
      {overview && overview.total > 0 && (
        <>
          <Sources overview={overview} />
          <Imports imports={overview.imports} />
          <Records />
        </>
      )}
      {asked?.examination?.csv && <Mapper key={asked.id} entry={asked} csv={asked.examination.csv} />}
    </>
  );
}
