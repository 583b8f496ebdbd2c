// The lock by time, as the page counts it. Rust counts too and has the last word.

/** How the page tells Rust. */
export interface IdleActs {
  /** A key or touch; at most once in `EVERY`. */
  touched: () => void;
  /** Too long without one. */
  lock: () => void;
}

const EVERY = 15_000;
/** The page looks at the clock this often, and locks when more than `SLEPT` has passed: the PC slept. */
const LOOK = 2_000;
const SLEPT = 30_000;

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
  let looked = Date.now();
  const looking = setInterval(() => {
    const passed = Date.now() - looked;
    looked = Date.now();
    if (passed > SLEPT || passed < -SLEPT) acts.lock();
  }, LOOK);
  const kinds = ["keydown", "pointerdown", "wheel"] as const;
  for (const kind of kinds) window.addEventListener(kind, touch, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    clearInterval(looking);
    for (const kind of kinds) window.removeEventListener(kind, touch, { capture: true });
  };
}
