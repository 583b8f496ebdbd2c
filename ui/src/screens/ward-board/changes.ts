// What changed since the list was first drawn: marked with a star and a tint until the person has seen it.
import type { BoardRowView } from "../../ipc/bindings";

/** The columns that can be marked. */
export type Cell = "news" | "observations" | "facts" | "allergies" | "newest";

/** What each cell said, by patient. */
export type Said = Map<string, Record<Cell, string>>;

/** What the cells say now, without what only ages. */
export function said(rows: BoardRowView[]): Said {
  const all: Said = new Map();
  for (const { patient } of rows)
    if (patient)
      all.set(patient.id, {
        news: JSON.stringify([patient.news.total, patient.news.at, patient.news.missing]),
        observations: patient.observations.words,
        facts: [patient.resuscitation, patient.infection, patient.diet].map((fact) => fact.words).join("|"),
        allergies: `${patient.allergies.state} ${patient.allergies.words}`,
        newest: JSON.stringify(patient.newest),
      });
  return all;
}

/** The cells that differ: `b1 news`. A patient who is new to the list is one change. */
export function changed(before: Said, now: Said): Set<string> {
  const marks = new Set<string>();
  for (const [patient, cells] of now) {
    const old = before.get(patient);
    if (!old) marks.add(`${patient} newest`);
    else for (const cell of Object.keys(cells) as Cell[]) if (old[cell] !== cells[cell]) marks.add(`${patient} ${cell}`);
  }
  return marks;
}
