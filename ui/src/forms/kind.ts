// Which kind of thing a node is, as one word with its facts: the closed list that every drawing goes through.
import type { NodeKind, NodeView, OptionView } from "../ipc/bindings";

export type Kind =
  | { is: "group" }
  | { is: "pair" }
  | { is: "rows"; canAdd: boolean; rowWord: string }
  | { is: "row"; canRemove: boolean }
  | { is: "number"; value: string; unit: string; decimals: number }
  | { is: "choice"; value: string | null; options: OptionView[]; other: boolean }
  | { is: "text"; value: string; long: boolean; max: number }
  | { is: "flag"; value: boolean | null }
  | { is: "date"; value: string }
  | { is: "date-time"; value: string }
  | { is: "time"; value: string }
  | { is: "words"; strong: boolean }
  | { is: "calculated"; value: string | null; words: string };

/** The kind of a node. A kind added in Rust stops this from compiling until it is drawn. */
export function kindOf(kind: NodeKind): Kind {
  if (kind === "group" || kind === "pair") return { is: kind };
  if (kind.rows) return { is: "rows", ...kind.rows };
  if (kind.row) return { is: "row", ...kind.row };
  if (kind.number) return { is: "number", ...kind.number };
  if (kind.choice) return { is: "choice", ...kind.choice };
  if (kind.text) return { is: "text", ...kind.text };
  if (kind.flag) return { is: "flag", ...kind.flag };
  if (kind.date) return { is: "date", ...kind.date };
  if (kind.dateTime) return { is: "date-time", ...kind.dateTime };
  if (kind.time) return { is: "time", ...kind.time };
  if (kind.words) return { is: "words", ...kind.words };
  if (kind.calculated) return { is: "calculated", ...kind.calculated };
  return unknown(kind);
}

function unknown(kind: never): never {
  throw new Error(`a kind of item this screen cannot draw: ${JSON.stringify(Object.keys(kind))}`);
}

/** The value a text-like node holds, as text. */
export function valueOf(node: NodeView): string {
  const kind = kindOf(node.kind);
  switch (kind.is) {
    case "number":
    case "text":
    case "date":
    case "date-time":
    case "time":
      return kind.value;
    case "choice":
      return kind.value ?? "";
    case "flag":
      return kind.value === null ? "" : String(kind.value);
    case "calculated":
      return kind.value ?? "";
    case "group":
    case "pair":
    case "rows":
    case "row":
    case "words":
      return "";
  }
}

/** Whether a node is asked, rather than a heading, words or a result. */
export function isAsked(node: NodeView): boolean {
  const { is } = kindOf(node.kind);
  return !["group", "pair", "rows", "row", "words", "calculated"].includes(is) && !node.readOnly;
}

/** The two numbers of a pair: `112 / 66 mmHg`. */
export function pairOf(node: NodeView): [NodeView, NodeView] | null {
  const [first, second] = node.children;
  return kindOf(node.kind).is === "pair" && first && second ? [first, second] : null;
}

/** Every node of a form, headings before what is in them. */
export function* everyNode(nodes: NodeView[]): Generator<NodeView> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(node.children);
  }
}

/** What a node holds, in the words staff read. */
export function answerShown(node: NodeView): string {
  const kind = kindOf(node.kind);
  if (kind.is === "choice") return kind.options.find((option) => option.code === kind.value)?.label ?? kind.value ?? "";
  if (kind.is === "number") return [kind.value, kind.unit].filter(Boolean).join(" ");
  return valueOf(node);
}
