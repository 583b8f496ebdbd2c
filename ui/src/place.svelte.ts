// Where the window is: one small machine, no addresses. A list and one patient's record are never on screen together.
import type { GroupsView, PlacesView } from "./ipc/bindings";

/** The pages of Ready. */
export type ReadyPage = "copies" | "standby" | "people" | "audit" | "keys";

/** A place in the window. */
export type Place =
  | { at: "ward" }
  | { at: "patient"; patient: string }
  | { at: "chart"; patient: string }
  | { at: "timeline"; patient: string; record?: string }
  | { at: "form"; draft: string; patient: string }
  | { at: "print"; patient: string | null }
  | { at: "outage"; declare?: boolean }
  | { at: "recovery" }
  | { at: "ready"; page?: ReadyPage }
  | { at: "help" };

/** What the ward list can be sorted by: bed, name, or a place that Rust gave each row. */
export type SortBy = "bed" | "name" | keyof PlacesView;
/** One level of a sort. */
export interface Level {
  by: SortBy;
  reverse: boolean;
}

/** What the ward list can be grouped and filtered by. */
export type Grouping = keyof GroupsView;
/** One thing asked for; null is what is in no group. */
export interface Criterion {
  by: Grouping;
  group: string | null;
}

/** What the ward list remembers while a patient is open, so that Esc comes back to the same row. */
export interface WardMemory {
  ward: string | null;
  criteria: Criterion[];
  /** Every kind of criterion has to be met, not only one. */
  all: boolean;
  noEmpty: boolean;
  typed: string;
  /** Empty: bed order. */
  sort: Level[];
  grouping: Grouping | null;
  /** Groups that are folded away. */
  folded: string[];
  scroll: number;
  row: string | null;
}

const fresh = (): WardMemory => ({
  ward: null, criteria: [], all: false, noEmpty: false, typed: "", sort: [], grouping: null, folded: [], scroll: 0, row: null,
});

class Window {
  /** Where it is now. */
  place = $state.raw<Place>({ at: "ward" });
  /** Kept while a patient is open; forgotten at sign-in, because the PC is shared. */
  readonly ward = $state<WardMemory>(fresh());
  #before: Place | null = null;

  /** Goes there. */
  go(place: Place): void {
    this.#before = this.place;
    this.place = place;
  }

  /** Goes on to a place once something asked for at another is done: only if the window is still there. */
  goOn(from: Place, to: Place): void {
    if (this.place === from) this.go(to);
  }

  /** Where Esc leads from here. */
  back(): void {
    const here = this.place;
    switch (here.at) {
      case "form":
      case "chart":
      case "timeline":
        this.place = { at: "patient", patient: here.patient };
        break;
      case "print":
      case "help":
        this.place = this.#before && this.#before.at !== here.at ? this.#before : { at: "ward" };
        break;
      case "patient":
      case "outage":
      case "recovery":
      case "ready":
        this.place = { at: "ward" };
        break;
      case "ward":
        break;
    }
    this.#before = null;
  }

  /** A new person: the ward list, with no filter. */
  reset(): void {
    this.place = { at: "ward" };
    // The same object: a list that is already drawn keeps it.
    Object.assign(this.ward, fresh());
    this.#before = null;
  }
}

/** The window. */
export const here = new Window();
