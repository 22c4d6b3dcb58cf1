/** The scripts that the page may start, and no others. */

import { scripts } from '../shared/scripts.ts';
import workerUrl from '../worker/core.worker.ts?worker&url';

export const scriptUrl = scripts({ worker: workerUrl, serviceWorker: '/sw.js' });
