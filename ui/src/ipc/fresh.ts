// The one event, `changed`: it names what became stale and carries no data. Whoever drew that asks again.
import { events, type Stale } from "./bindings";

type Wake = () => void;
const waiting = new Map<Wake, Stale[]>();

/** Starts to hear the event; once, when the window opens. */
export async function hear(): Promise<void> {
  await events.changed.listen((event) => tell(event.payload));
}

/** Wakes everyone who drew one of these. Also called for what this window itself just changed. */
export function tell(stale: readonly Stale[]): void {
  for (const [wake, of] of [...waiting]) if (of.some((one) => stale.includes(one))) wake();
}

/** Wakes `wake` when one of `of` is stale; answers with how to stop. */
export function whenStale(of: Stale[], wake: Wake): () => void {
  const own: Wake = () => wake();
  waiting.set(own, of);
  return () => waiting.delete(own);
}
