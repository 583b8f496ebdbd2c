// The keys that work everywhere. A dialog keeps its own keys to itself; single letters work only when no field has the focus.
import type { Place } from "../place.svelte";

/** What the keys do. */
export interface KeyActs {
  go: (to: Place) => void;
  back: () => void;
  lock: () => void;
  /** Opens Find. */
  find: () => void;
  /** Print what is on the screen. */
  print: () => void;
}

const places: Record<string, Place> = {
  "2": { at: "ward" },
  "3": { at: "print", patient: null },
  "5": { at: "outage" },
  "6": { at: "recovery" },
  "7": { at: "ready" },
};

/** Whether letters typed now are text. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Presses the one blue button of the screen. False when there is none. */
export function pressMain(root: ParentNode = document): boolean {
  const button = root.querySelector<HTMLButtonElement>(".main [data-main]");
  if (!button) return false;
  button.focus();
  button.click();
  return true;
}

/** Hears the keys of the whole window; answers with how to stop. */
export function hearKeys(acts: KeyActs): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const inDialog = document.querySelector(".dlg") !== null;
    const done = act(event, acts, inDialog);
    if (done) event.preventDefault();
  };
  window.addEventListener("keydown", press);
  return () => window.removeEventListener("keydown", press);
}

function act(event: KeyboardEvent, acts: KeyActs, inDialog: boolean): boolean {
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "l") {
    acts.lock();
    return true;
  }
  if (inDialog) return false;
  if ((event.ctrlKey && !event.altKey && event.key.toLowerCase() === "k") || (event.altKey && !event.ctrlKey && digit(event) === "1")) {
    acts.find();
    return true;
  }
  if (event.altKey && !event.ctrlKey) {
    const to = places[digit(event)];
    if (to) acts.go(to);
    return to !== undefined;
  }
  if (event.key === "F1") {
    acts.go({ at: "help" });
    return true;
  }
  if (event.ctrlKey && event.key.toLowerCase() === "p") {
    acts.print();
    return true;
  }
  if (event.key === "Escape") {
    acts.back();
    return true;
  }
  if (plain && event.key.toLowerCase() === "n" && !typing(event.target)) return pressMain();
  return false;
}

/** The digit on the key, also where the keyboard puts another sign there with Alt. */
function digit(event: KeyboardEvent): string {
  return /^\d$/.test(event.key) ? event.key : event.code.replace("Digit", "");
}
