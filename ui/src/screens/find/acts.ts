// The screens and acts that Find leads to: only what this PC does today.
import type { Place } from "../../place.svelte";
import type { IconName } from "../../shared/Icon.svelte";
import { acts as words } from "../../words/find";
import { allBegin } from "./begins";

/** Somewhere to go, or something to do. */
export interface Act {
  title: string;
  also: string;
  icon: IconName;
  /** Said beside it. */
  note?: string;
  does: { go: Place } | "overdue" | "lock";
}

/** Those whose words were typed; `patient` is the one who is open. */
export function actsFor(typed: string, patient: string | null, overdue: number): Act[] {
  const ofPatient: Act[] = patient === null ? [] : [
    { ...words.chart, icon: "obs", does: { go: { at: "chart", patient } } },
    { ...words.timeline, icon: "clock", does: { go: { at: "timeline", patient } } },
    { ...words.printPatient, icon: "print", does: { go: { at: "print", patient } } },
  ];
  const all: Act[] = [
    ...ofPatient,
    { ...words.overdue, icon: "clock", note: words.onWard(overdue), does: "overdue" },
    { ...words.ward, icon: "board", does: { go: { at: "ward" } } },
    { ...words.print, icon: "print", does: { go: { at: "print", patient: null } } },
    { ...words.outage, icon: "outage", does: { go: { at: "outage" } } },
    { ...words.recovery, icon: "back", does: { go: { at: "recovery" } } },
    { ...words.ready, icon: "shield", does: { go: { at: "ready" } } },
    { ...words.audit, icon: "eye", does: { go: { at: "ready", page: "audit" } } },
    { ...words.help, icon: "help", does: { go: { at: "help" } } },
    { ...words.lock, icon: "lock", does: "lock" },
  ];
  return all.filter((act) => allBegin(`${act.title} ${act.also}`, typed));
}
