// Marks that turn the direction of writing are shown by their code: what a name looks like is what it is.
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const shown = (mark: string): string => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`;

/** The same value, with such marks visible in every text of it. */
export function legible<T>(value: T): T {
  if (typeof value === "string") return value.replace(TURNING, shown) as T;
  if (Array.isArray(value)) return value.map((one) => legible<unknown>(one)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, legible<unknown>(one)])) as T;
}
