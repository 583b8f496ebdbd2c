// The columns of the list: how wide each comes, what its heading sorts by, and how narrow it can be.
import type { ColumnId, ColumnView } from "../../ipc/bindings";
import type { SortBy } from "../../place.svelte";

/** As each comes, in rem: together wider than a small screen, where the list then goes sideways. */
export const usual: Record<ColumnId, number> = { bed: 3.75, patient: 13.25, news: 10, observations: 10.5, facts: 11.75, allergies: 10.5, newest: 11.5 };

/** What a heading sorts by; the first is what pressing it does. */
export const sortsBy: Record<ColumnId, SortBy[]> = {
  bed: ["bed"],
  patient: ["name", "age"],
  news: ["news2"],
  observations: ["observations"],
  facts: ["resuscitation", "infection", "diet"],
  allergies: ["allergies"],
  newest: ["newest"],
};

/** Whether somebody has set widths: then each column has its own, and the list is as wide as they are together. */
export function widthsSet(columns: ColumnView[]): boolean {
  return columns.some((column) => column.width !== null);
}

/** One place to the left or right; what says who is meant stays where it is. */
export function moved(columns: ColumnView[], id: ColumnId, by: -1 | 1): ColumnView[] {
  const from = columns.findIndex((column) => column.id === id);
  const [one, other] = [columns[from], columns[from + by]];
  if (!one || !other || one.fixed || other.fixed) return columns;
  const next = [...columns];
  next[from] = other;
  next[from + by] = one;
  return next;
}

/** How narrow a column can be: its longest word. */
export function narrowest(table: HTMLTableElement, column: number): number {
  const copy = table.cloneNode(true) as HTMLTableElement;
  // Rows that run across all columns say nothing of one of them.
  for (const row of copy.querySelectorAll("tbody tr:not([data-row])")) row.remove();
  for (const cell of copy.querySelectorAll<HTMLElement>("th")) cell.style.width = "";
  copy.style.cssText = "table-layout: auto; width: min-content; min-width: 0; position: absolute; visibility: hidden";
  copy.classList.add("measured");
  copy.inert = true;
  table.after(copy);
  const width = copy.tHead?.rows[0]?.cells[column]?.offsetWidth ?? 0;
  copy.remove();
  return Math.max(Math.ceil(width), 40);
}
