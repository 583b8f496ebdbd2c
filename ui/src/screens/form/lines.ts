// A flat form as the lines of a table: one measurement a line, with its points and the values before it.
import { isAsked, kindOf, pairOf, valueOf } from "../../forms/kind";
import type { NodeView, PreviousView } from "../../ipc/bindings";

/** One line of the table. */
export interface Line {
  key: string;
  label: string;
  /** The question, or the two numbers of a pair; empty for what fills the line by itself. */
  nodes: NodeView[];
  /** A heading, words or rows, drawn across the line. */
  across: NodeView | null;
  /** Decided elsewhere: shown beside the question it comes after. */
  facts: NodeView[];
  linkIds: string[];
  required: boolean;
  scored: boolean;
  points: number | null;
  mayGap: boolean;
}

/** The lines of a form, headings flattened. */
export function linesOf(nodes: NodeView[]): Line[] {
  const lines: Line[] = [];
  const add = (node: NodeView): void => {
    const { is } = kindOf(node.kind);
    const pair = pairOf(node);
    if (is === "calculated") return;
    const before = lines[lines.length - 1];
    if (node.readOnly && isAsked({ ...node, readOnly: false }) && before?.across === null) before.facts.push(node);
    else if (is === "group" && !pair) node.children.forEach(add);
    else lines.push(line(node, pair));
  };
  nodes.forEach(add);
  return lines;
}

function line(node: NodeView, pair: [NodeView, NodeView] | null): Line {
  const nodes = pair ?? (isAsked(node) ? [node] : []);
  const scored = nodes.find((one) => one.scored) ?? null;
  return {
    key: node.id,
    label: node.label,
    nodes,
    across: nodes.length === 0 ? node : null,
    facts: [],
    linkIds: pair ? [node.linkId, ...pair.map((one) => one.linkId)] : [node.linkId],
    required: node.required || nodes.some((one) => one.required),
    scored: scored !== null,
    points: scored?.points ?? null,
    mayGap: nodes.length > 0 && nodes.every((one) => one.gaps.length > 0),
  };
}

/** Whether a line has an answer or a reason for having none. */
export function answered(line: Line): boolean {
  return line.nodes.some((node) => node.gap !== null || valueOf(node) !== "");
}

/** What an earlier set held for a line, in words. */
export function before(set: PreviousView, line: Line): string | null {
  const found = line.linkIds.map((id) => set.values.find((value) => value.linkId === id)?.words);
  const [own, ...parts] = found;
  if (own !== undefined) return own;
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0) return null;
  return known.length === 2 && known[0] === known[1] && !/\d/.test(known[0] ?? "") ? (known[0] ?? null) : known.join("/");
}
