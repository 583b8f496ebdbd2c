// A reason as one sentence: a quick choice, the person's own words, or both.
import type { ReasonChoice } from "../../words/timeline";

/** The sentence that is kept, without its full stop; null while something is missing. */
export function sentence(choice: ReasonChoice | undefined, details: string): string | null {
  if (!choice) return null;
  const own = details.trim().replace(/\.+$/, "");
  // Whoever types the whole sentence is not made to say it twice.
  const said = own.toLowerCase().startsWith("it belongs to ") && choice.before.endsWith("it belongs to ") ? own.slice("it belongs to ".length).trim() : own;
  if (said === "") return choice.more ? null : choice.alone;
  return `${choice.before}${said}`;
}
