// A view that is asked for once, kept, and asked for again when it is stale. For the top of a screen.
import type { Answer } from "./ask";
import type { Problem, Stale } from "./bindings";
import { whenStale } from "./fresh";

/** A view on the screen: its value so far, why the last asking failed, and how to ask again. */
export class Asked<T> {
  /** The newest answer; stays when a later asking fails. */
  value = $state.raw<T | null>(null);
  /** Why the newest asking failed. */
  problem = $state.raw<Problem | null>(null);
  /** Whether an asking is under way. */
  busy = $state(false);
  #ask: () => Promise<Answer<T>>;
  #turn = 0;

  constructor(ask: () => Promise<Answer<T>>) {
    this.#ask = ask;
  }

  /** Asks again. An older answer that comes late is dropped. */
  async again(): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    const answer = await this.#ask();
    if (turn !== this.#turn) return;
    this.busy = false;
    this.take(answer);
  }

  /** Takes an answer that another command brought. True when it was a view. */
  take(answer: Answer<T>): boolean {
    if (answer.ok) {
      this.value = answer.value;
      this.problem = null;
    } else this.problem = answer.problem;
    return answer.ok;
  }
}

/** Asks now, and again whenever one of `of` is stale, for as long as the component lives. */
export function asked<T>(ask: () => Promise<Answer<T>>, of: Stale[]): Asked<T> {
  const view = new Asked(ask);
  $effect(() => {
    void view.again();
    return whenStale(of, () => void view.again());
  });
  return view;
}
