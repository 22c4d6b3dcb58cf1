/** One memory, whole: the sentence, when it was true, why it is known, what speaks against it, and what can be done. */

import type { MemoryLine, MemoryView, Receipt } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { core, memoryChanges } from '../core.ts';
import { Lines } from '../data/lines.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { asDay, asMoment, share } from '../ui/format.ts';
import { attempt, Problem, say } from '../ui/notice.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { Conflicts } from './conflicts.tsx';
import { Correct, Edit } from './edit.tsx';
import { Forget } from './forget.tsx';
import { KindMark, Strength, Tags, TierMark } from './line.tsx';
import { Merge } from './merge.tsx';
import { Span } from './span.tsx';
import { gathered, kinds, likes, reader, sureness, validity, vigour } from './words.ts';

interface Props {
  id: string;
  onOpen: (id: string) => void;
  /** To all that is known about one of those it names. */
  onAbout: (id: string) => void;
  onForgotten: (receipt: Receipt) => void;
  onClose: () => void;
}

type Doing = 'edit' | 'correct' | 'merge' | 'forget';

export function Detail({ id, onOpen, onAbout, onForgotten, onClose }: Props) {
  const [doing, setDoing] = useState<Doing>();
  const ask = () => core.memory(id);
  const { value: view, error } = useAnswer(ask, id, memoryChanges);
  const close = () => setDoing(undefined);
  const done = (line: MemoryLine) => {
    close();
    if (line.id !== id) onOpen(line.id);
  };
  return (
    <Dialog
      title={view?.line.text ?? 'A memory'}
      shape="side"
      onClose={onClose}
      actions={view && <Actions line={view.line} onDoing={setDoing} onClose={onClose} />}
    >
      <Problem error={error} />
      {view && <Whole view={view} onOpen={onOpen} onAbout={onAbout} />}
      {view && doing === 'edit' && <Edit line={view.line} onDone={done} onClose={close} />}
      {view && doing === 'correct' && <Correct line={view.line} onDone={done} onClose={close} />}
      {view && doing === 'merge' && <Merge line={view.line} onDone={done} onClose={close} />}
      {view && doing === 'forget' && <Forget line={view.line} onForgotten={onForgotten} onClose={close} />}
    </Dialog>
  );
}

interface ActionsProps {
  line: MemoryLine;
  onDoing: (what: Doing) => void;
  onClose: () => void;
}

function Actions({ line, onDoing, onClose }: ActionsProps) {
  const waits = line.state === 'review';
  return (
    <>
      {waits && (
        <button type="button" class="primary" onClick={() => attempt(() => core.acceptMemory(line.id))}>
          Keep
        </button>
      )}
      <button type="button" onClick={() => onDoing('edit')}>
        Edit
      </button>
      {!waits && <Unless line={line} onDoing={onDoing} onClose={onClose} />}
      <button type="button" class="danger" onClick={() => onDoing('forget')}>
        Forget
      </button>
    </>
  );
}

/** What can be done with a memory unless it still waits for the person's word. */
function Unless({ line, onDoing, onClose }: ActionsProps) {
  return (
    <>
      {likes(line.kind).includes('fact') && (
        <button type="button" onClick={() => onDoing('correct')}>
          Correct
        </button>
      )}
      <button type="button" onClick={() => onDoing('merge')}>
        Merge
      </button>
      {line.state === 'archived' ? (
        <button type="button" onClick={() => attempt(() => core.restoreMemory(line.id))}>
          Restore
        </button>
      ) : (
        <button type="button" onClick={() => archive(line).then(onClose)}>
          Archive
        </button>
      )}
    </>
  );
}

async function archive({ id }: MemoryLine): Promise<void> {
  await attempt(async () => {
    await core.archiveMemory(id);
    say('In the archive.', () => core.restoreMemory(id));
  });
}

function Whole({ view, onOpen, onAbout }: { view: MemoryView } & Pick<Props, 'onOpen' | 'onAbout'>) {
  const { line, about, conflicts } = view;
  return (
    <>
      <p class="marks">
        <KindMark line={line} />
        <span>{[kinds[line.kind].one, line.context].filter(part => part !== '').join(' · ')}</span>
        <TierMark line={line} />
        <Tags line={line} />
      </p>
      <Span line={line} />
      <dl class="known">
        <dt>True</dt>
        <dd>{validity(line) || 'no time is known'}</dd>
        <dt>Known since</dt>
        <dd>{asDay(line.known)}</dd>
        <dt>How sure</dt>
        <dd>
          {sureness(line.confidence)}, {share(line.confidence)}
        </dd>
        <dt>Strength</dt>
        <dd class="known-strength">
          <Strength strength={line.strength} /> {vigour(line.strength).word}
        </dd>
        {about.length > 0 && (
          <>
            <dt>Names</dt>
            <dd class="known-names">
              {about.map(({ id, name }) => (
                <button key={id} type="button" class="chip" onClick={() => onAbout(id)}>
                  {name}
                </button>
              ))}
            </dd>
          </>
        )}
      </dl>
      {conflicts.length > 0 && <Conflicts line={line} others={conflicts} onOpen={onOpen} />}
      <Why view={view} />
      <History view={view} />
      <Used view={view} />
    </>
  );
}

function Why({ view: { evidence, extractor } }: { view: MemoryView }) {
  return (
    <section aria-labelledby="why-title">
      <h3 id="why-title">Why do you know this?</h3>
      {evidence.length === 0 ? (
        <p>{extractor === 'you' ? 'You said so yourself.' : `${reader(extractor)} said so.`}</p>
      ) : (
        <>
          <p>
            From {gathered(evidence)}. <span class="quiet">Read by {reader(extractor)}.</span>
          </p>
          <Lines page={{ total: evidence.length, items: evidence }} onMore={() => {}} />
        </>
      )}
    </section>
  );
}

function History({ view: { history } }: { view: MemoryView }) {
  if (history.length === 0) return null;
  return (
    <section aria-labelledby="history-title">
      <h3 id="history-title">How it was before</h3>
      <ol class="versions">
        {history.map((version, at) => (
          <li key={at}>
            <p>{version.text}</p>
            <p class="quiet">
              {[validity(version), `known since ${asDay(version.known)}`].filter(part => part !== '').join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Used({ view: { used } }: { view: MemoryView }) {
  return (
    <section aria-labelledby="used-title">
      <h3 id="used-title">Where it was used</h3>
      {used.length === 0 ? (
        <p class="quiet">Nowhere yet.</p>
      ) : (
        <ul class="versions">
          {used.map(({ by, at }) => (
            <li key={`${by} ${at}`}>
              {by} <span class="quiet">{asMoment(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
