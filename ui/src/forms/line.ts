// Answers on their way to the disk: one at a time, in the order they were given, none lost.
// A later word about the same thing takes the place of an earlier one that has not gone yet.
/** Something on its way. */
interface Waiting<View> {
  key: string;
  send: () => Promise<View>;
  /** When it may go, in milliseconds of `performance.now()`. */
  from: number;
}

export class Line<View> {
  #waiting: Waiting<View>[] = [];
  #going: Promise<void> | null = null;
  #sending: string | null = null;
  /** The last one could not be kept. It stays first: the next word, or Ctrl+S, tries again. */
  #stuck = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #arrived: (view: View, key: string) => void;
  #failed: (problem: unknown, key: string) => void;

  constructor(arrived: (view: View, key: string) => void, failed: (problem: unknown, key: string) => void) {
    this.#arrived = arrived;
    this.#failed = failed;
  }

  /** Puts something in the line; it goes after `delay` milliseconds unless the line is hurried before. */
  put(key: string, send: () => Promise<View>, delay: number): void {
    this.#waiting = this.#waiting.filter((one) => one.key !== key);
    this.#waiting.push({ key, send, from: performance.now() + delay });
    if (delay === 0) this.#hurry();
    this.#arm();
  }

  /** Whether anything about this key has not come back yet. */
  holds(key: string): boolean {
    return this.#sending === key || this.#waiting.some((one) => one.key === key);
  }

  /** Everything goes now; resolves when the last has come back. False when something could not be kept. */
  async flush(): Promise<boolean> {
    do {
      this.#hurry();
      await this.#run();
    } while (this.#waiting.length > 0 && !this.#stuck);
    return this.#waiting.length === 0;
  }

  #hurry(): void {
    for (const one of this.#waiting) one.from = 0;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const first = this.#waiting[0];
    if (!first) return;
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, first.from - performance.now()));
  }

  #run(): Promise<void> {
    this.#going ??= this.#drain().finally(() => {
      this.#going = null;
      if (!this.#stuck) this.#arm();
    });
    return this.#going;
  }

  async #drain(): Promise<void> {
    this.#stuck = false;
    for (;;) {
      const next = this.#waiting[0];
      if (!next || next.from > performance.now()) return;
      this.#waiting.shift();
      this.#sending = next.key;
      try {
        const view = await next.send();
        this.#sending = null;
        this.#arrived(view, next.key);
      } catch (problem) {
        this.#sending = null;
        // An older word must not overtake a newer one about the same thing.
        if (!this.#waiting.some((one) => one.key === next.key)) this.#waiting.unshift(next);
        this.#stuck = true;
        this.#failed(problem, next.key);
        return;
      }
    }
  }
}
