// The NEWS2 mark in words.
import type { NewsBand } from "../ipc/bindings";

const bands: Record<NewsBand, string> = { low: "low risk", "low-medium": "low to medium risk", medium: "medium risk", high: "high risk" };

export const news = {
  score: (total: number, band: NewsBand | null) => `NEWS2 ${total}${band ? `, ${bands[band]}` : ""}`,
  incomplete: (missing: string[]) => `Incomplete: ${missing.length ? missing.join(", ") : "not all measured"}`,
  atLeast: (total: number) => `already at least ${total}`,
  from: (was: number) => `from ${was}`,
  trend: { up: "up", same: "unchanged", down: "down" },
  historical: "Historical",
  none: "No set held",
  notFor: "NEWS2 not for this patient",
};
