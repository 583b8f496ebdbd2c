// Which beds are shown. A hidden patient is the filter's real risk, so what is hidden is counted too.
import type { BoardRowView } from "../../ipc/bindings";
import type { Criterion } from "../../place.svelte";

/** What the person asked to see. Nothing set shows every bed. */
export interface Wanted {
  criteria: Criterion[];
  /** Every kind of criterion has to be met, not only one. */
  all: boolean;
  noEmpty: boolean;
  typed: string;
}

/** Every bed. */
export const everything: Wanted = { criteria: [], all: false, noEmpty: false, typed: "" };

/** What is shown, and what is not. */
export interface Shown {
  rows: BoardRowView[];
  hidden: number;
  hiddenOverdue: number;
}

/** Whether anything is filtered. */
export function filtering(wanted: Wanted): boolean {
  return wanted.criteria.length > 0 || wanted.noEmpty || wanted.typed.trim() !== "";
}

/** The rows that match the criteria, every typed word, and are not left out as empty. */
export function filter(rows: BoardRowView[], wanted: Wanted): Shown {
  const shown: BoardRowView[] = [];
  const hidden: BoardRowView[] = [];
  for (const row of rows) (matches(row, wanted) ? shown : hidden).push(row);
  return { rows: shown, hidden: hidden.length, hiddenOverdue: hidden.filter(overdue).length };
}

/** Red with a clock. */
export function overdue(row: BoardRowView): boolean {
  return row.patient?.observations.state === "overdue";
}

/** Whether a row is what one criterion asks for. An empty bed is only ever in a bay. */
export function meets(row: BoardRowView, { by, group }: Criterion): boolean {
  return row.groups[by] === group && (row.patient !== null || by === "bay");
}

/** The same criterion. */
export function same(one: Criterion, other: Criterion): boolean {
  return one.by === other.by && one.group === other.group;
}

/** Within one kind a bed is only ever one thing, so there any is enough; across kinds the person says. */
function asked(row: BoardRowView, { criteria, all }: Wanted): boolean {
  if (criteria.length === 0) return true;
  if (!all) return criteria.some((one) => meets(row, one));
  return criteria.every(({ by }) => criteria.some((one) => one.by === by && meets(row, one)));
}

function matches(row: BoardRowView, wanted: Wanted): boolean {
  if (!asked(row, wanted) || (wanted.noEmpty && row.patient === null)) return false;
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
