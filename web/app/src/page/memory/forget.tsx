/** Forgetting for good: what goes is said before, and counted afterwards on a receipt. */

import type { MemoryLine, Receipt } from '@ownyou/wasm';
import { core } from '../core.ts';
import { Confirm, Dialog } from '../ui/dialog.tsx';
import { asMoment, count, counted } from '../ui/format.ts';

interface ForgetProps {
  line: MemoryLine;
  onForgotten: (receipt: Receipt) => void;
  onClose: () => void;
}

export function Forget({ line, onForgotten, onClose }: ForgetProps) {
  return (
    <Confirm
      title="Forget this for good?"
      action="Forget it"
      onClose={onClose}
      onConfirm={async () => onForgotten(await core.forgetMemory(line.id))}
    >
      <blockquote class="before">{line.text}</blockquote>
      <p>
        The sentence and all its versions go from the vault, and with them its place in the search, every mention, and
        what was drawn from it. The next backup will not have it either. <b>It cannot be undone.</b>
      </p>
      {line.sources > 0 && (
        <p class="quiet">
          {line.sources === 1
            ? 'The record it came from stays'
            : `The ${counted(line.sources, 'record')} it came from stay`}
          , and will not teach it again. Erase {line.sources === 1 ? 'it' : 'them'} on the Data screen if that should go
          too.
        </p>
      )}
    </Confirm>
  );
}

const parts: [keyof Receipt['removed'], one: string, many?: string][] = [
  ['facts', 'memory, with all its versions', 'memories, with all their versions'],
  ['vectors', 'vector'],
  ['postings', 'entry in the search index', 'entries in the search index'],
  ['mentions', 'name or rule that hung on it', 'names and rules that hung on it'],
  ['snapshots', 'snapshot', 'snapshots, made anew without it'],
];

export function ForgetReceipt({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  return (
    <Dialog
      title="It is forgotten"
      onClose={onClose}
      actions={
        <button type="button" class="primary" onClick={onClose}>
          Good
        </button>
      }
    >
      <p>This is what went:</p>
      <dl class="receipt">
        {parts
          .filter(([name]) => receipt.removed[name] > 0)
          .map(([name, one, many = `${one}s`]) => (
            <div key={name}>
              <dt>{receipt.removed[name] === 1 ? one : many}</dt>
              <dd>{count(receipt.removed[name])}</dd>
            </div>
          ))}
      </dl>
      <p class="quiet">
        Receipt {receipt.id}, {asMoment(receipt.at)}
      </p>
    </Dialog>
  );
}
