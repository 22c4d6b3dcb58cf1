/** Asks before some of the evidence is erased, and says how much went. */

import { Confirm } from '../ui/dialog.tsx';
import { counted } from '../ui/format.ts';
import { say } from '../ui/notice.tsx';

interface Props {
  /** What goes, by its name. */
  name: string;
  records: number;
  /** Answers how many records went. */
  erase: () => Promise<number>;
  onClose: () => void;
}

export function EraseSome({ name, records, erase, onClose }: Props) {
  return (
    <Confirm
      title={`Erase ${name}?`}
      action={`Erase ${counted(records, 'record')}`}
      onClose={onClose}
      onConfirm={async () => say(`${counted(await erase(), 'record')} erased.`)}
    >
      <p>It goes from this vault, and so does what the profile drew from it. Your own files are not touched.</p>
    </Confirm>
  );
}
