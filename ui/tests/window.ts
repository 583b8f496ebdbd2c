// Opens the whole window on invented answers, and finds things in it by what they say.
import { render } from "@testing-library/svelte";
import { tick } from "svelte";
import { all, pretend } from "../fixtures/pretend";
import App from "../src/App.svelte";
import { here, type Place } from "../src/place.svelte";

/** Lets answers arrive and the page draw. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 8; n++) {
    await new Promise((done) => setTimeout(done, 0));
    await tick();
  }
}

/** The window at one place. `query` chooses the variant of the answers. */
export async function open(place: Place | null = null, query = ""): Promise<HTMLElement> {
  pretend(new URLSearchParams(query));
  const { container } = render(App);
  await settle();
  if (place) here.go(place);
  await settle();
  return container;
}

/** Presses a key where the focus is. */
export function press(key: string, more: KeyboardEventInit = {}): void {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

/** Types into the box of Find, letter by letter. */
export async function type(root: ParentNode, text: string): Promise<void> {
  const box = root.querySelector<HTMLInputElement>(".pal input");
  if (!box) throw new Error("Find is not open");
  for (const letter of text) {
    box.value += letter;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
  }
}

/** The one element that says this. */
export function saying(root: ParentNode, selector: string, words: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>(selector)].filter((one) => one.textContent?.includes(words));
  const first = found[0];
  if (!first) throw new Error(`nothing that is ${selector} says “${words}”`);
  return first;
}

export { all };
