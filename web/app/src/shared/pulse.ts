/**
 * Whether the owner of the vault is awake, docs/one-owner.md. A page that is seen and waits asks every `interval`; the
 * owner's worker answers, and the page beside it while the worker is held up by a long step. Both answer when they are
 * asked, never by a timer of their own: a browser slows the timers of a tab that is not seen, not its messages.
 */

/** Milliseconds from one question to the next. */
export const interval = 200;

/** Questions in a row, each asked in time, that an owner leaves unanswered when it is asleep: one second. */
const enough = 5;

/** A page answers for a worker that says nothing for so long, in milliseconds: far longer than any step of the core. */
const longestStep = 10_000;

/** The side that asks. */
export class Pulse {
  #unanswered = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** To be called before each question, with a clock that never goes back: whether the owner is to be taken for asleep. */
  asleep(now: number): boolean {
    // Who asks late was held up itself, and the answers may have been too.
    if (now - this.#last > 2 * interval) this.#unanswered = 0;
    this.#last = now;
    if (this.#unanswered < enough) {
      this.#unanswered++;
      return false;
    }
    // Whoever takes its place has a second to show it.
    this.#unanswered = 0;
    return true;
  }

  /** The owner has answered. */
  heard(): void {
    this.#unanswered = 0;
  }
}

/** The page beside the owner, which answers for it. */
export class Deputy {
  #since: number | undefined;

  /** Whether it still may: a worker that is stuck for good must lose the vault. */
  answers(now: number): boolean {
    this.#since ??= now;
    return now - this.#since < longestStep;
  }

  /** The worker has answered for itself. */
  heard(): void {
    this.#since = undefined;
  }
}
