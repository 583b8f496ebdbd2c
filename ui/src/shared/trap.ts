// Keeps the keyboard inside a dialog, starts at its first field, and gives the focus back when it closes.

const CAN = 'a[href], button, input:not([type="hidden"]), select, textarea, [tabindex]:not([tabindex="-1"])';

/** What the Tab key would reach in `box`, in order. */
export function reachable(box: ParentNode): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>(CAN)].filter(
    (one) => !one.hasAttribute("disabled") && one.tabIndex >= 0 && !one.closest("[inert]"),
  );
}

/** An attachment for the dialog's element. */
export function trap(box: HTMLElement): () => void {
  const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const first = box.querySelector<HTMLElement>("[data-first]") ?? box.querySelector<HTMLElement>("input, select, textarea");
  if (!box.contains(document.activeElement)) (first ?? box).focus();

  const keep = (event: KeyboardEvent): void => {
    if (event.key !== "Tab") return;
    const all = reachable(box);
    const head = all[0];
    const tail = all[all.length - 1];
    if (!head || !tail) return;
    const at = document.activeElement;
    if (event.shiftKey && (at === head || at === box)) {
      event.preventDefault();
      tail.focus();
    } else if (!event.shiftKey && at === tail) {
      event.preventDefault();
      head.focus();
    }
  };
  box.addEventListener("keydown", keep);
  return () => {
    box.removeEventListener("keydown", keep);
    if (before?.isConnected) before.focus();
  };
}
