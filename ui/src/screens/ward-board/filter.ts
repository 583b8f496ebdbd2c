// Which beds are shown. A hidden patient is the filter's real risk, so what is hidden is counted too.
import type { BoardRowView } from "../../ipc/bindings";

/** What the person asked to see. Nothing set shows every bed. */
export interface Wanted {
  bays: string[];
  overdueOnly: boolean;
  typed: string;
}

/** What is shown, and what is not. */
export interface Shown {
  rows: BoardRowView[];
  hidden: number;
  hiddenOverdue: number;
}

/** Whether anything is filtered. */
export function filtering(wanted: Wanted): boolean {
  return wanted.bays.length > 0 || wanted.overdueOnly || wanted.typed.trim() !== "";
}

/** The rows that match all of: any chosen bay, overdue, every typed word. */
export function filter(rows: BoardRowView[], wanted: Wanted): Shown {
  const shown = rows.filter((row) => matches(row, wanted));
  const hidden = rows.filter((row) => !shown.includes(row));
  return { rows: shown, hidden: hidden.length, hiddenOverdue: hidden.filter(overdue).length };
}

/** Red with a clock. */
export function overdue(row: BoardRowView): boolean {
  return row.patient?.observations.state === "overdue";
}

function matches(row: BoardRowView, wanted: Wanted): boolean {
  if (wanted.bays.length > 0 && !wanted.bays.includes(row.bay)) return false;
  if (wanted.overdueOnly && !overdue(row)) return false;
  return fold(wanted.typed)
    .split(/[\s,]+/)
    .filter(Boolean)
    .every((word) => has(row, word));
}

/** A word matches the start of a name's part, the start of the bed, or digits inside a number. */
function has(row: BoardRowView, word: string): boolean {
  if (fold(row.bed).startsWith(word)) return true;
  const who = row.patient?.identity;
  if (!who) return false;
  const numbers = `${who.nhs} ${who.otherNumber ?? ""}`.replace(/\s/g, "").toLowerCase();
  if (/\d/.test(word) && numbers.includes(word)) return true;
  return fold(`${who.name} ${who.preferred ?? ""}`)
    .split(/[\s,()'’-]+/)
    .some((part) => part.startsWith(word));
}

/** Small letters without accents. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
