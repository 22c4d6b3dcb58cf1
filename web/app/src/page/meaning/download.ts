/** Getting a model and stopping it, as every screen does it that offers one. */

import type { CoreError, ModelLine } from '@ownyou/wasm';
import { core } from '../core.ts';
import { say } from '../ui/notice.tsx';
import { useDoing } from '../ui/use-doing.ts';

/** Stopping a download is no fault. */
const stopped = 'download-stopped';

export function useDownload(line: ModelLine) {
  const { error, act } = useDoing();

  async function get() {
    try {
      await core.downloadModel(line.file);
      say(`${line.name} is here.`);
    } catch (thrown) {
      if ((thrown as CoreError).code !== stopped) throw thrown;
    }
  }

  // What the state tells already is not told as a problem too.
  const problem = line.state === 'unavailable' ? undefined : (line.problem ?? error);
  return {
    get: () => void act(get),
    stop: () => void act(() => core.stopDownload(line.file)),
    problem: problem?.code === stopped ? undefined : problem,
  };
}
