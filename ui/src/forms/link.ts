// How a control is tied to its label, its help and what is wrong with it.
import type { NodeView } from "../ipc/bindings";

/** What a control carries. */
export interface Link {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
  "aria-required": "true" | undefined;
}

/** The place of a node on the page. */
export const idOf = (node: string): string => `item-${node}`;

/** The link of a node's control. */
export function linkOf(node: NodeView): Link {
  const id = idOf(node.id);
  const parts = [node.help && `${id}-help`, node.problem && `${id}-problem`, node.warning && `${id}-warning`];
  return {
    id,
    "aria-describedby": parts.filter(Boolean).join(" ") || undefined,
    "aria-invalid": node.problem ? "true" : undefined,
    "aria-required": node.required ? "true" : undefined,
  };
}

/** Puts the focus on a node: its field, or the first of its choices. True when there was one. */
export function focusOn(node: string): boolean {
  const place = document.getElementById(idOf(node));
  const field = place?.matches("input, textarea, select, button")
    ? place
    : (place?.querySelector<HTMLElement>("input:checked") ?? place?.querySelector<HTMLElement>("input, textarea, select, button"));
  field?.focus();
  field?.scrollIntoView?.({ block: "nearest" });
  return field != null;
}
