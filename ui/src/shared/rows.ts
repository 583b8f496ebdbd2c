// The keyboard in a list: arrows move rows, left and right move within a row, Enter opens. One stop for Tab a list.

/** The controls of a row, in order. */
function controls(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("button, a[href], input")];
}

/** An attachment for a table or list: `opened` hears which row's key has the focus; Tab comes to the row `start` first. */
export function rows(opened?: (key: string) => void, start: string | null = null): (table: HTMLElement) => () => void {
  return (table) => {
    const all = (): HTMLElement[] => [...table.querySelectorAll<HTMLElement>("[data-row]")];
    let key = start;

    const settle = (): void => {
      const list = all();
      const now = list.find((row) => row.dataset.row === key) ?? list[0];
      for (const row of list) for (const one of controls(row)) one.tabIndex = row === now ? 0 : -1;
    };
    const mark = (event: FocusEvent): void => {
      unmark();
      const at = event.target instanceof Element ? event.target : null;
      const row = at?.closest<HTMLElement>("[data-row]");
      if (!row) return;
      key = row.dataset.row ?? null;
      row.classList.add("is-row");
      const cell = at?.closest<HTMLTableCellElement>("td, th");
      if (cell) table.querySelectorAll("thead th")[cell.cellIndex]?.classList.add("is-col");
      settle();
      if (key !== null) opened?.(key);
    };
    const unmark = (): void => {
      table.querySelectorAll(".is-row").forEach((row) => row.classList.remove("is-row"));
      table.querySelectorAll(".is-col").forEach((head) => head.classList.remove("is-col"));
    };
    const move = (event: KeyboardEvent): void => {
      const at = event.target instanceof HTMLElement ? event.target : null;
      const row = at?.closest<HTMLElement>("[data-row]");
      if (!at || !row || event.ctrlKey || event.altKey || event.metaKey) return;
      const list = all();
      const inRow = controls(row);
      const place = list.indexOf(row);
      const column = inRow.indexOf(at);
      let to: HTMLElement | undefined;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = list[place + (event.key === "ArrowDown" ? 1 : -1)];
        if (next) to = controls(next)[Math.max(0, Math.min(column, controls(next).length - 1))];
      } else if (event.key === "ArrowRight") to = inRow[column + 1];
      else if (event.key === "ArrowLeft") to = inRow[column - 1];
      else if (event.key === "Home") to = list[0] && controls(list[0])[0];
      else if (event.key === "End") to = list.length ? controls(list[list.length - 1] as HTMLElement)[0] : undefined;
      else return;
      event.preventDefault();
      to?.focus();
      to?.scrollIntoView?.({ block: "nearest" });
    };

    const watch = new MutationObserver(settle);
    watch.observe(table, { childList: true, subtree: true });
    table.addEventListener("focusin", mark);
    table.addEventListener("focusout", unmark);
    table.addEventListener("keydown", move);
    settle();
    return () => {
      watch.disconnect();
      table.removeEventListener("focusin", mark);
      table.removeEventListener("focusout", unmark);
      table.removeEventListener("keydown", move);
    };
  };
}
