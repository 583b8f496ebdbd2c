// Asking Rust: every command of bindings.ts, with the failure as a value. Nothing here decides anything.
import { failed } from "../words/failed";
import { commands, type Problem } from "./bindings";
import { legible } from "./legible";

/** What a command answered: its view, or the failure in words. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

type Raw<T> = { status: "ok"; data: T } | { status: "error"; error: Problem };
type Asking<F> = F extends (...args: infer A) => Promise<Raw<infer T>> ? (...args: A) => Promise<Answer<T>> : never;
type Commands = typeof commands;

let signedOut: () => void = () => {};

/** What to do when a command answers that nobody is signed in: the frame asks for the session again. */
export function whenSignedOut(act: () => void): void {
  signedOut = act;
}

async function settle<T>(call: () => Promise<Raw<T>>): Promise<Answer<T>> {
  try {
    const raw = await call();
    if (raw.status === "ok") return { ok: true, value: legible(raw.data) };
    if (raw.error.code === "not-signed-in") signedOut();
    return { ok: false, problem: raw.error };
  } catch {
    return { ok: false, problem: { code: "store", words: failed.noAnswer, hint: failed.noAnswerHint } };
  }
}

/** Every command, by its name. */
export const ask = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [
    name,
    (...args: unknown[]) => settle(() => (command as (...a: unknown[]) => Promise<Raw<unknown>>)(...args)),
  ]),
) as { [K in keyof Commands]: Asking<Commands[K]> };
