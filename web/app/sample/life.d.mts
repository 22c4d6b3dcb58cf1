/** What the app sees of the sample life. */

/** One file: its name, what it holds, and of how many records. */
export interface SampleFile {
  name: string;
  parts: BlobPart[];
  count: number;
}

/** The files of the life on this day, `YYYY-MM-DD`. */
export function sampleLife(today: string): SampleFile[];
