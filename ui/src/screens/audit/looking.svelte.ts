// What is looked for: as it was chosen, as it travels, and in words.
import { dateSent, dateShown } from "../../forms/dates";
import { ask } from "../../ipc/ask";
import type { AuditPersonView, AuditRequest, FoundPatientView } from "../../ipc/bindings";
import { counted } from "../../shared/days";
import { audit as words } from "../../words/audit";

/** The conditions on the screen. Nothing chosen: everything. */
export class Looking {
  patient = $state.raw<FoundPatientView | null>(null);
  /** In the patient's box, and no patient yet. */
  typed = $state("");
  person = $state.raw<AuditPersonView | null>(null);
  /** As typed. */
  from = $state("");
  to = $state("");
  unusual = $state(false);

  get request(): AuditRequest {
    return { patient: this.patient?.id ?? null, person: this.person?.id ?? null, from: dateSent(this.from), to: dateSent(this.to), unusual: this.unusual };
  }

  /** Why it cannot be searched yet: half a name would silently mean everybody. */
  get off(): string | null {
    return this.typed.trim() === "" ? null : words.patientFirst;
  }

  /** `About DAVIES, Margaret (Mrs), born 09-Jan-1944, by anybody, on any day.` */
  get words(): string {
    const { patient, person } = this;
    const parts = [
      patient ? words.about(patient.identity.name, patient.identity.born) : words.aboutAll,
      person ? words.by(person.name) : words.byAnybody,
      days(dateShown(dateSent(this.from)), dateShown(dateSent(this.to))),
    ];
    return `${[...parts, ...(this.unusual ? [words.unusualOnly] : [])].join(", ")}.`;
  }

  /** `-2d` becomes the day it means before it goes anywhere. */
  async count(): Promise<void> {
    if (![this.from, this.to].some((typed) => /^\s*[+-]/.test(typed))) return;
    const strip = await ask.strip();
    if (!strip.ok) return;
    const day = (typed: string): string => {
      const meant = counted(typed, strip.value.today);
      return meant === null ? typed : dateShown(meant);
    };
    this.from = day(this.from);
    this.to = day(this.to);
  }
}

function days(from: string, to: string): string {
  if (from === "" && to === "") return words.anyDay;
  if (to === "") return words.since(from);
  if (from === "") return words.until(to);
  return from === to ? words.onDay(from) : words.fromTo(from, to);
}
