/** Making a vault, step by step, with a way back from each step until the vault exists. */

import type { NewWords } from '@ownyou/wasm';
import { useState } from 'preact/hooks';
import { asProblem } from '../../shared/problem.ts';
import { core } from '../core.ts';
import { Icon } from '../ui/icon.tsx';
import { go, type Route } from '../ui/route.ts';
import { AskBack } from './ask-back.tsx';
import { creating } from './creating.ts';
import { Done } from './done.tsx';
import { Passphrase } from './passphrase.tsx';
import { ThisDevice } from './this-device.tsx';
import { WordList } from './word-list.tsx';

const steps = ['Passphrase', 'Recovery words', 'Check the words', 'This device', 'Done'] as const;

/** The step to which an error of the core sends the person back. */
const stepOf: Record<string, number> = { 'passphrase-too-short': 0, 'wrong-words': 2 };

export function Create() {
  const [step, setStep] = useState(0);
  const [passphrase, setPassphrase] = useState('');
  const [words, setWords] = useState<NewWords>();
  const [answers, setAnswers] = useState(['', '', '']);
  const [error, setError] = useState<ReturnType<typeof asProblem>>();

  function to(next: number) {
    setError(undefined);
    setStep(next);
  }

  async function toWords() {
    try {
      setWords(words ?? (await core.newWords()));
      to(1);
    } catch (thrown) {
      setError(asProblem(thrown));
    }
  }

  async function finish(keepUnlocked: boolean) {
    creating.value = true;
    try {
      await core.create(passphrase, answers, keepUnlocked);
      setPassphrase('');
      setWords(undefined);
      to(4);
    } catch (thrown) {
      creating.value = false;
      const problem = asProblem(thrown);
      setStep(stepOf[problem.code] ?? step);
      setError(problem);
    }
  }

  return (
    <main id="main" class="narrow" tabIndex={-1}>
      <Progress step={step} onBack={() => (step === 0 ? go('') : to(step - 1))} />
      {step === 0 && <Passphrase value={passphrase} onChange={setPassphrase} onNext={toWords} error={error} />}
      {step === 1 && words && <WordList words={words.words} onNext={() => to(2)} />}
      {step === 2 && words && (
        <AskBack words={words} answers={answers} onChange={setAnswers} onNext={() => to(3)} error={error} />
      )}
      {step === 3 && <ThisDevice onFinish={finish} error={error} />}
      {step === 4 && <Done onDone={leave} />}
    </main>
  );
}

function leave(to: Route) {
  creating.value = false;
  go(to);
}

function Progress({ step, onBack }: { step: number; onBack: () => void }) {
  const last = step === steps.length - 1;
  return (
    <div class="steps">
      {!last && (
        <button type="button" class="back" onClick={onBack}>
          <Icon name="back" /> Back
        </button>
      )}
      <ol aria-label="Steps">
        {steps.map((name, at) => (
          <li key={name} class={at <= step ? 'reached' : undefined} aria-current={at === step ? 'step' : undefined}>
            <span class="hidden">{name}</span>
          </li>
        ))}
      </ol>
      <span class="quiet" aria-hidden="true">
        {step + 1} of {steps.length}
      </span>
    </div>
  );
}
