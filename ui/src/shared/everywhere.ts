// Keys that work whatever is open: going elsewhere, help, and above all the lock.

/** Whether a dialog or calendar has to let this key through. */
export function everywhere(event: KeyboardEvent): boolean {
  return event.altKey || event.key === "F1" || (event.ctrlKey && event.key.toLowerCase() === "l");
}
