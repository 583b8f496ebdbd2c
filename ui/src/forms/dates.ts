// Dates as staff write and read them, and as they travel. What cannot be read travels as it was typed: Rust says what is wrong.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (number: number): string => String(number).padStart(2, "0");

/** `2026-11-21` as `21-Nov-2026`. Anything else stays as it is. */
export function dateShown(iso: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  const month = MONTHS[Number(found?.[2]) - 1];
  return found && month ? `${found[3]}-${month}-${found[1]}` : iso;
}

/** `21-Nov-2026`, `21 11 2026` or `21/11/2026` as `2026-11-21`. Day before month, always; the rest stays as typed. */
export function dateSent(typed: string): string {
  const found = /^(\d{1,2})[-/. ]+([A-Za-z]{3,9}|\d{1,2})[-/. ]+(\d{4})$/.exec(typed.trim());
  if (!found) return typed.trim();
  const word = found[2] ?? "";
  const named = MONTHS.findIndex((month) => word.toLowerCase().startsWith(month.toLowerCase()));
  const month = named >= 0 ? named + 1 : Number(word);
  if (!(month >= 1 && month <= 12)) return typed.trim();
  return `${found[3]}-${two(month)}-${two(Number(found[1]))}`;
}

/** A moment in its two boxes. */
export function momentShown(iso: string): { date: string; time: string } {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(iso);
  return found ? { date: dateShown(found[1] ?? ""), time: found[2] ?? "" } : { date: iso, time: "" };
}

/** Two boxes as one moment, with this PC's offset on that day. */
export function momentSent(date: string, time: string): string {
  const day = dateSent(date);
  const clock = /^\d{1,2}:\d{2}$/.test(time.trim()) ? time.trim().padStart(5, "0") : null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !clock) return `${date.trim()} ${time.trim()}`.trim();
  const minutes = -new Date(`${day}T${clock}`).getTimezoneOffset();
  const sign = minutes < 0 ? "-" : "+";
  return `${day}T${clock}:00${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
