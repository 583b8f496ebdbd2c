// Everything found, as one list for the arrow keys.
import type { AtOnceView, FindView, FoundFormView, FoundPatientView } from "../../ipc/bindings";
import { find as words } from "../../words/find";
import type { Act } from "./acts";

/** One line that can be chosen. */
export type Option =
  | { is: "at-once"; key: string; one: AtOnceView }
  | { is: "patient"; key: string; one: FoundPatientView }
  | { is: "form"; key: string; one: FoundFormView }
  | { is: "act"; key: string; one: Act };

/** Lines under a heading. */
export interface Group {
  title: string;
  options: Option[];
}

/** The groups in their order; none of them empty. While a form waits for its patient, patients alone. */
export function grouped(view: FindView | null, acts: Act[], forWhom: boolean): Group[] {
  const patients: Option[] = (view?.patients ?? []).map((one) => ({ is: "patient", key: `p ${one.id}`, one }));
  if (forWhom) return patients.length > 0 ? [{ title: words.patients, options: patients }] : [];
  const atOnce: Option[] = (view?.atOnce ?? []).map((one) => ({ is: "at-once", key: `a ${one.patient.id} ${one.form.id}`, one }));
  const forms: Option[] = (view?.forms ?? []).map((one) => ({ is: "form", key: `f ${one.id}`, one }));
  const screens: Option[] = acts.map((one) => ({ is: "act", key: `s ${one.title}`, one }));
  return [
    { title: words.atOnce, options: atOnce },
    { title: words.patients, options: patients },
    { title: words.formsAndActions, options: [...forms, ...screens] },
  ].filter((group) => group.options.length > 0);
}
