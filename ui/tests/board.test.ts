// The ward list as somebody arranges it: sorted, grouped, its columns.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { board, columns } from "../fixtures/board.answers";
import { tell } from "../src/ipc/fresh";
import { here, type Level } from "../src/place.svelte";
import { differ, direction, keep, place, sort, type Placed } from "../src/screens/ward-board/arrange";
import { moved } from "../src/screens/ward-board/columns";
import { all, open, press, saying, settle } from "./window";

vi.setConfig({ testTimeout: 60_000 });

const beds = (...levels: Level[]): string => sort(board.rows, levels).map((row) => row.bed).join(" ");
const by = (what: Level["by"], reverse = false): Level => ({ by: what, reverse });
const drawn = (window: HTMLElement): string => [...window.querySelectorAll("tbody td.bed")].map((one) => one.textContent).join(" ");

describe("sorting", () => {
  it("is bed order when nothing is asked for", () => expect(beds()).toBe("A1 A2 A3 A4 B1 B2 B3 B4 B5 B6 C1 C2 C3"));
  it("puts what has no place last, whichever way round, in bed order", () => {
    expect(beds(by("news2"))).toBe("A2 B2 B1 B3 A1 C2 A4 B4 B5 A3 B6 C1 C3");
    expect(beds(by("news2", true))).toBe("B5 A4 B4 A1 C2 B3 B1 B2 A2 A3 B6 C1 C3");
  });
  it("goes on to the next level where the first does not tell", () =>
    expect(beds(by("observations"), by("news2", true)).startsWith("B4 B1 C1 A2")).toBe(true));
  it("sorts names as the alphabet has them, accents or not", () =>
    expect(beds(by("name"))).toBe("B4 B5 B1 B3 C2 B2 C1 C3 A1 A4 A2 A3 B6"));
  it("turns beds round", () => expect(beds(by("bed", true)).startsWith("C3 C2")).toBe(true));
  it("says which way values go", () =>
    expect([by("news2"), by("news2", true), by("bed"), by("newest")].map(direction)).toEqual(["descending", "ascending", "ascending", "descending"]));
});

describe("rows never move by themselves", () => {
  const at = (...keys: string[]): Placed[] => keys.map((key) => ({ key, section: key.slice(0, 1) }));
  it("keeps who was there, drops who left, adds who came to the end of their group", () =>
    expect(keep(at("a1", "a2", "b1"), at("b2", "a2", "a3", "a1")).map(({ key }) => key)).toEqual(["a1", "a2", "a3", "b2"]));
  it("says when they would stand elsewhere", () => {
    expect(differ(at("a1", "a2"), at("a2", "a1"))).toBe(true);
    expect(differ(at("a1", "a2"), at("a1", "a2"))).toBe(false);
    expect(differ(place(board.rows, [], null), place(board.rows, [by("name")], null))).toBe(true);
  });
});

describe("the list in the window", () => {
  beforeEach(() => here.reset());
  it("sorts by its headings, turns round, and goes back to bed order", async () => {
    const window = await open({ at: "ward" });
    const heading = (): HTMLElement => saying(window, "thead button", "NEWS2");
    heading().click();
    await settle();
    expect(drawn(window)).toMatch(/^A2 B2 B1/);
    expect(heading().closest("th")?.getAttribute("aria-sort")).toBe("descending");
    expect(window.querySelector(".arranged")?.textContent).toContain("NEWS2: highest first");
    heading().click();
    await settle();
    expect(drawn(window)).toMatch(/^B5 A4/);
    saying(window, ".arranged button", "Back to bed order").click();
    await settle();
    expect(drawn(window)).toMatch(/^A1 A2 A3/);
    expect(window.querySelector(".arranged")).toBeNull();
  });
  it("sorts by two things from the dialog", async () => {
    const window = await open({ at: "ward" });
    saying(window, ".head button", "Sort").click();
    await settle();
    const choose = async (at: number, what: string): Promise<void> => {
      const list = window.querySelectorAll<HTMLSelectElement>(".dlg select")[at]!;
      list.value = what;
      list.dispatchEvent(new Event("change", { bubbles: true }));
      await settle();
    };
    await choose(0, "observations");
    saying(window, ".dlg button", "Add a level").click();
    await settle();
    await choose(1, "news2");
    press("Enter", { ctrlKey: true });
    await settle();
    expect(drawn(window)).toMatch(/^B1 B4 C1 A2/);
    expect(window.querySelector(".arranged")?.textContent?.replace(/\s+/g, " ")).toMatch(/longest overdue first ?then NEWS2: highest first/);
  });
  it("groups, counts what is overdue in each, folds one away, and keeps empty beds apart", async () => {
    const window = await open({ at: "ward" });
    saying(window, ".head button", "Group by").click();
    await settle();
    saying(window, ".dlg button", "Infection").click();
    await settle();
    const heads = (): string[] => [...window.querySelectorAll(".group")].map((one) => one.textContent!.replace(/\s+/g, " ").trim());
    expect(heads()).toEqual(["Infection or precautions3 beds, 2 overdue", "Infection: none6 beds", "Infection not recorded or not held2 beds", "Unoccupied2 beds"]);
    const first = window.querySelector<HTMLElement>(".group button")!;
    expect(first.getAttribute("aria-expanded")).toBe("true");
    first.click();
    await settle();
    expect(first.getAttribute("aria-expanded")).toBe("false");
    expect(window.querySelectorAll("tbody tr[data-row]")).toHaveLength(8);
  });
  it("leaves a column out, moves one, and makes one wider by the keyboard; all of it is kept", async () => {
    const sent: unknown[] = [];
    const answer = all.keep_columns!;
    all.keep_columns = (args, query) => {
      sent.push(args.columns);
      return answer(args, query);
    };
    const window = await open({ at: "ward" });
    const headings = (): string[] => [...window.querySelectorAll("thead th")].map((one) => one.textContent!.trim());
    saying(window, ".asat button", "Columns").click();
    await settle();
    saying(window, ".dlg label", "Allergies").click();
    await settle();
    window.querySelector<HTMLElement>('.dlg [aria-label="Left: move Newest record here"]')!.click();
    await settle();
    press("Escape");
    await settle();
    expect(headings()).toEqual(["Bed", "Patient", "NEWS2 and trend", "Observations", "Resuscitation, infection, diet", "Newest record here"]);
    expect(saying(window, ".asat button", "Columns").textContent).toContain("1 left out");
    const edge = window.querySelector<HTMLElement>('[aria-label="Width of NEWS2 and trend"]')!;
    edge.focus();
    press("ArrowRight");
    await settle();
    const last = sent.at(-1) as typeof columns;
    expect(last.find((one) => one.id === "news")?.width).toBeGreaterThanOrEqual(40);
    expect(last.find((one) => one.id === "allergies")).toMatchObject({ shown: false, width: null });
    all.keep_columns = answer;
  });
});

describe("coming back to the list", () => {
  const never = (): Promise<never> => new Promise(() => {});
  const left = async (): Promise<HTMLElement> => {
    here.reset();
    const window = await open({ at: "ward" });
    here.go({ at: "ready" });
    await settle();
    return window;
  };
  const back = async (): Promise<void> => {
    const answer = all.board!;
    all.board = never;
    here.go({ at: "ward" });
    await settle();
    all.board = answer;
  };
  it("shows it at once, before it was asked for again", async () => {
    const window = await left();
    await back();
    expect(drawn(window)).toMatch(/^A1 A2 A3/);
  });
  it.each(["board", "session"] as const)("waits for the answer when %s is stale", async (stale) => {
    const window = await left();
    tell([stale]);
    await settle();
    await back();
    expect(drawn(window)).toBe("");
  });
});

describe("columns", () => {
  it("never move in front of who is meant", () => {
    expect(moved(columns, "news", -1)).toBe(columns);
    expect(moved(columns, "patient", 1)).toBe(columns);
    expect(moved(columns, "facts", -1).map((one) => one.id)).toEqual(["bed", "patient", "news", "facts", "observations", "allergies", "newest"]);
  });
});
