// Marks that turn the direction of writing are shown by their code: what a name looks like is what it is.
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const shown = (mark: string): string => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`;

/** The same value, with such marks visible in every text of it. It is changed where it stands: nobody else holds it yet. */
export function legible<T>(value: T): T {
  if (typeof value === "string") return value.replace(TURNING, shown) as T;
  if (value === null || typeof value !== "object") return value;
  const parts = value as Record<string, unknown>;
  for (const name in parts) {
    const part = parts[name];
    if (typeof part === "string") {
      // Nearly no text has one: look before writing.
      if (part.search(TURNING) >= 0) parts[name] = part.replace(TURNING, shown);
    } else legible(part);
  }
  return value;
}
