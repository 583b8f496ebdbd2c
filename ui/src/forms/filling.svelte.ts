// One form while somebody fills it in: what the engine last said, and what has been typed since.
// Every answer goes to the engine in the order it was given; what the engine says never overwrites what is being typed.
import { SvelteMap } from "svelte/reactivity";

import type { Answer, ask } from "../ipc/ask";
import type { AnswerRequest, AnswerValue, CareMode, CareRequest, FormView, NodeView, Problem } from "../ipc/bindings";
import { everyNode, valueOf } from "./kind";
import { Line } from "./line";

/** The acts a form needs. */
export type Desk = Pick<typeof ask, "answer" | "setCare" | "addRow" | "removeRow">;

/** Care time as it stands on screen: nothing chosen at first. */
export type Care = Omit<CareRequest, "draft" | "mode"> & { mode: CareMode | null };

/** How long typing may rest before it goes to the disk. */
const REST_MS = 250;
const CARE = "care";

export class Filling {
  view = $state.raw<FormView>() as FormView;
  /** Why something could not be kept. It is tried again with the next answer. */
  problem = $state.raw<Problem | null>(null);
  #typed = new SvelteMap<string, string>();
  #care = $state.raw<Care | null>(null);
  #desk: Desk;
  #line: Line<FormView>;
  #focused: string | null = null;

  constructor(view: FormView, desk: Desk) {
    this.view = view;
    this.#desk = desk;
    this.#line = new Line(
      (next, key) => {
        this.problem = null;
        this.view = next;
        this.#settle(key);
      },
      (problem) => {
        this.problem = problem as Problem;
      },
    );
  }

  /** What a field shows: what is being typed, otherwise what the engine holds. */
  shown(node: NodeView, held = valueOf(node)): string {
    return this.#typed.get(node.id) ?? held;
  }

  /** A key in a field. */
  type(node: NodeView, text: string, value: AnswerValue | null): void {
    this.#typed.set(node.id, text);
    this.#send(node.id, value, REST_MS);
  }

  /** A choice: it goes at once, after whatever was typed before it. */
  choose(node: NodeView, value: AnswerValue | null): void {
    const shown = value?.choice ?? (value?.flag === undefined ? null : String(value.flag));
    // Shown as chosen at once, so that the next key finds the form as the person sees it.
    if (shown === null) this.#typed.delete(node.id);
    else this.#typed.set(node.id, shown);
    this.#send(node.id, value, 0);
  }

  /** Focus came to a field. */
  enter(key: string): void {
    this.#focused = key;
  }

  /** Focus left a field: what it holds goes at once. */
  leave(key: string): void {
    if (this.#focused === key) this.#focused = null;
    void this.#line.flush();
    this.#settle(key);
  }

  /** No value, and why. A reason being typed may rest; pressing the button may not. */
  gap(nodes: NodeView[], cannot: boolean, reason: string, typing: boolean): void {
    const value: AnswerValue = cannot ? { cannotBeRecorded: reason } : { notMeasured: reason };
    for (const node of nodes) {
      if (typing) this.type(node, reason, value);
      else this.choose(node, value);
    }
  }

  /** When care was given. */
  care(change: Partial<Care>, typing: boolean): void {
    const { mode, ...rest } = { ...this.careNow(), ...change };
    this.#care = { mode, ...rest };
    if (mode === null) return;
    const request: CareRequest = { ...rest, mode, draft: this.view.draft };
    this.#line.put(CARE, () => kept(this.#desk.setCare(request)), typing ? REST_MS : 0);
  }

  /** Care time as typed, otherwise as held. */
  careNow(): Care {
    const { mode, date, time, lateReason, careBy } = this.view.care;
    return this.#care ?? { mode, date, time, lateReason, careBy };
  }

  /** A row more. What was typed goes first: rows are known by their place. */
  async addRow(node: NodeView): Promise<boolean> {
    return this.#rows(() => this.#desk.addRow(this.view.draft, node.id));
  }

  /** A row less. */
  async removeRow(node: NodeView): Promise<boolean> {
    return this.#rows(() => this.#desk.removeRow(this.view.draft, node.id));
  }

  /** Everything typed is on the disk when this resolves; false when it could not be. */
  flush(): Promise<boolean> {
    return this.#line.flush();
  }

  /** Puts a whole view in place: a draft brought back, a decision made elsewhere. */
  replace(view: FormView): void {
    this.#typed.clear();
    this.#care = null;
    this.view = view;
  }

  #send(key: string, value: AnswerValue | null, rest: number): void {
    const request: AnswerRequest = { draft: this.view.draft, node: key, value };
    this.#line.put(key, () => kept(this.#desk.answer(request)), rest);
  }

  async #rows(act: () => Promise<Answer<FormView>>): Promise<boolean> {
    if (!(await this.#line.flush())) return false;
    this.#line.put("rows", () => kept(act()), 0);
    const done = await this.#line.flush();
    if (done) this.#typed.clear();
    return done;
  }

  /** Lets go of what was typed once the engine holds it and nobody is in the field. */
  #settle(key: string): void {
    if (this.#focused === key || this.#line.holds(key)) return;
    if (key === CARE) {
      // A time that cannot be stays as typed, so that it can be put right.
      if (this.view.care.problem === null) this.#care = null;
      return;
    }
    const node = [...everyNode(this.view.nodes)].find((one) => one.id === key);
    // What could not be read stays as typed, so that it can be put right.
    if (node?.problem && valueOf(node) === "" && !node.gap) return;
    this.#typed.delete(key);
  }
}

async function kept(asking: Promise<Answer<FormView>>): Promise<FormView> {
  const answer = await asking;
  if (!answer.ok) throw answer.problem;
  return answer.value;
}
