// Days of the calendar as `2026-11-21`: counted without clocks, so that no time zone moves one.

const DAY = 86_400_000;
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const written = (date: Date): string => date.toISOString().slice(0, 10);

/** Whether this is a day that there is: not the 31st of November. */
export function isDay(text: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at(text).getTime()) && written(at(text)) === text;
}

/** So many days on, or back. */
export function addDays(day: string, days: number): string {
  return written(new Date(at(day).getTime() + days * DAY));
}

/** The same day so many months on; the last of the month where there is no such day. */
export function addMonths(day: string, months: number): string {
  const date = at(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return written(first);
}

/** The Monday of its week. */
export function monday(day: string): string {
  return addDays(day, -((at(day).getUTCDay() + 6) % 7));
}

/** The weeks that show its month, Monday first: always six, so that nothing jumps. */
export function weeks(day: string): string[][] {
  const first = monday(`${day.slice(0, 7)}-01`);
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, n) => addDays(first, week * 7 + n)));
}

/** `+3m`, `-2d`, `+1w`, `-1y` counted from a day; null when it is none of these. */
export function counted(text: string, from: string): string | null {
  const found = /^([+-])(\d{1,4})([dwmy])$/i.exec(text.trim());
  if (!found) return null;
  const number = Number(`${found[1]}${found[2]}`);
  const unit = found[3]?.toLowerCase();
  const day = unit === "d" ? addDays(from, number) : unit === "w" ? addDays(from, 7 * number) : addMonths(from, unit === "y" ? 12 * number : number);
  return isDay(day) ? day : null;
}

const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const short = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
const whole = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "2-digit", month: "long", year: "numeric", timeZone: "UTC" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });

/** `November 2026`. */
export const monthName = (day: string): string => month.format(at(day));
/** `Nov`. */
export const shortMonth = (day: string): string => short.format(at(day)).slice(0, 3);
/** `Saturday 21 November 2026`, for a screen reader. */
export const dayName = (day: string): string => whole.format(at(day)).replace(",", "");
/** `Mon`. */
export const weekdayName = (day: string): string => weekday.format(at(day));
