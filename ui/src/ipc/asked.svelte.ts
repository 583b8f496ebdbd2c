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

/** Views of screens that were left, each dropped as soon as anything in it is stale or the session changes. */
const kept = new Map<string, { value: unknown; drop: () => void }>();

function keep(name: string, value: unknown, of: Stale[]): void {
  kept.get(name)?.drop();
  const deaf = whenStale([...of, "session"], () => drop());
  const drop = (): void => {
    deaf();
    kept.delete(name);
  };
  kept.set(name, { value, drop });
}

/**
 * Asks now, and again whenever one of `of` is stale, for as long as the component lives. With a name, the answer is shown
 * at once when the screen is come back to, if nothing in it is stale by then.
 */
export function asked<T>(ask: () => Promise<Answer<T>>, of: Stale[], name?: () => string): Asked<T> {
  const view = new Asked(ask);
  if (name) view.value = (kept.get(name())?.value as T | undefined) ?? null;
  $effect(() => {
    void view.again();
    const deaf = whenStale(of, () => void view.again());
    return () => {
      deaf();
      if (name && view.value !== null && view.problem === null && !view.busy) keep(name(), view.value, of);
    };
  });
  return view;
}
