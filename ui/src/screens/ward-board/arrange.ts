// The order of the rows and their groups. What comes before what is Rust's to say: a row brings its places.
import type { BoardRowView, GroupingView } from "../../ipc/bindings";
import type { Grouping, Level, SortBy } from "../../place.svelte";

/** One row in its place. */
export interface Placed {
  /** `keyOf` the row. */
  key: string;
  /** Which group it stands in. */
  section: string;
}

/** One group on the list. */
export interface Section {
  key: string;
  words: string;
}

const WITHOUT = "without";
const EMPTY = "empty";
const alphabet = new Intl.Collator("en-GB");

/** Where values fall from the first row down: for the marker in the heading. */
const falling: ReadonlySet<SortBy> = new Set<SortBy>(["age", "news2", "newest"]);

/** What names a row: who is in the bed, or the bed. */
export function keyOf(row: BoardRowView): string {
  return row.patient?.id ?? `bed ${row.bed}`;
}

/** Which way values go down the list. */
export function direction({ by, reverse }: Level): "ascending" | "descending" {
  return falling.has(by) === reverse ? "ascending" : "descending";
}

/** Whether this asks for nothing else than the list as it comes. */
export function bedOrder(levels: Level[]): boolean {
  return levels.length === 0 || (levels.length === 1 && levels[0]?.by === "bed" && !levels[0].reverse);
}

/** The rows as sorted; bed order when nothing is asked for, and between rows that share a place. */
export function sort(rows: BoardRowView[], levels: Level[]): BoardRowView[] {
  const beds = new Map(rows.map((row, n) => [row, n]));
  return [...rows].sort((one, other) => {
    for (const { by, reverse } of levels) {
      const order = compare(one, other, by, reverse, beds);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** What has no place comes last, whichever way the list is turned. */
function compare(one: BoardRowView, other: BoardRowView, by: SortBy, reverse: boolean, beds: Map<BoardRowView, number>): number {
  const turn = reverse ? -1 : 1;
  if (by === "name") {
    if (!one.patient || !other.patient) return Number(!one.patient) - Number(!other.patient);
    return turn * alphabet.compare(one.patient.identity.name, other.patient.identity.name);
  }
  const place = (row: BoardRowView): number | null => (by === "bed" ? (beds.get(row) ?? null) : row.places[by]);
  const [first, second] = [place(one), place(other)];
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  return turn * (first - second);
}

/** Every row in its place. */
export function place(rows: BoardRowView[], levels: Level[], grouping: Grouping | null): Placed[] {
  return sort(rows, levels).map((row) => ({ key: keyOf(row), section: sectionOf(row, grouping) }));
}

function sectionOf(row: BoardRowView, grouping: Grouping | null): string {
  if (grouping === null) return WITHOUT;
  const group = row.groups[grouping];
  if (group !== null) return `group ${group}`;
  return row.patient === null ? EMPTY : WITHOUT;
}

/** The groups there can be, in order: what is not recorded or not held after them, empty beds last. */
export function sections(grouping: GroupingView, empty: string): Section[] {
  return [
    ...grouping.groups.map((group) => ({ key: `group ${group.code}`, words: group.words })),
    { key: WITHOUT, words: grouping.without },
    { key: EMPTY, words: empty },
  ];
}

/** Rows never move under the pointer: who was there stays there; who is new comes last in their group. */
export function keep(before: Placed[], fresh: Placed[]): Placed[] {
  const now = new Set(fresh.map((one) => one.key));
  const kept = before.filter((one) => now.has(one.key));
  const known = new Set(kept.map((one) => one.key));
  for (const one of fresh) {
    if (known.has(one.key)) continue;
    const last = kept.findLastIndex((other) => other.section === one.section);
    kept.splice(last < 0 ? kept.length : last + 1, 0, one);
  }
  return kept;
}

/** Whether two arrangements are not the same. */
export function differ(one: Placed[], other: Placed[]): boolean {
  return one.length !== other.length || one.some(({ key, section }, n) => other[n]?.key !== key || other[n]?.section !== section);
}
