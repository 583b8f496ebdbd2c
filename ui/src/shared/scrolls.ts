// A part that scrolls and holds nothing to press must still be reached by the keyboard.

/** An attachment: one stop for Tab while the part is taller or wider than its place. */
export function scrolls(part: HTMLElement): () => void {
  const settle = (): void => {
    const over = part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;
    if (over) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  };
  const watch = new ResizeObserver(settle);
  watch.observe(part);
  for (const child of part.children) watch.observe(child);
  settle();
  return () => watch.disconnect();
}
