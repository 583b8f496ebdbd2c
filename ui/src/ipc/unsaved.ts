// What must be on the disk before the window locks: whoever holds typed words says how to make them safe.

type Flush = () => Promise<unknown>;
const holding = new Set<Flush>();

/** Before the next lock, `flush` is waited for; answers with how to stop. */
export function keepSafe(flush: Flush): () => void {
  const own: Flush = () => flush();
  holding.add(own);
  return () => holding.delete(own);
}

/** Everything typed is on the disk, or was refused and stays on screen. */
export async function allSafe(): Promise<void> {
  await Promise.allSettled([...holding].map((flush) => flush()));
}
