// The lock by time, as the page counts it. Rust counts too and has the last word.

/** How the page tells Rust. */
export interface IdleActs {
  /** A key or touch; at most once in `EVERY`. */
  touched: () => void;
  /** Too long without one. */
  lock: () => void;
}

const EVERY = 15_000;

/** Counts from now; answers with how to stop. */
export function watchIdle(seconds: number, acts: IdleActs): () => void {
  let told = 0;
  let timer = setTimeout(acts.lock, seconds * 1000);
  const touch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(acts.lock, seconds * 1000);
    const now = performance.now();
    if (told === 0 || now - told >= EVERY) {
      told = now;
      acts.touched();
    }
  };
  const kinds = ["keydown", "pointerdown", "wheel"] as const;
  for (const kind of kinds) window.addEventListener(kind, touch, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    for (const kind of kinds) window.removeEventListener(kind, touch, { capture: true });
  };
}
