// Filters of the ward list: what is shown, and what the loud bar says about what is not.
import { describe, expect, it } from "vitest";
import { board } from "../fixtures/board.answers";
import { changed, said } from "../src/screens/ward-board/changes";
import type { Criterion, Grouping } from "../src/place.svelte";
import { everything, filter, filtering, type Wanted } from "../src/screens/ward-board/filter";
import { open, press, saying, settle } from "./window";

const beds = (wanted: Partial<Wanted>): string => filter(board.rows, { ...everything, ...wanted }).rows.map((row) => row.bed).join(" ");
const is = (by: Grouping, group: string | null): Criterion => ({ by, group });

describe("filtering beds", () => {
  const cases: [Partial<Wanted>, string][] = [
    [{}, "A1 A2 A3 A4 B1 B2 B3 B4 B5 B6 C1 C2 C3"],
    [{ criteria: [is("bay", "A")] }, "A1 A2 A3 A4"],
    [{ criteria: [is("bay", "A"), is("bay", "C")] }, "A1 A2 A3 A4 C1 C2 C3"],
    [{ criteria: [is("observations", "overdue")] }, "B1 B4"],
    // Any is enough unless all is asked for; within one kind any always is.
    [{ criteria: [is("bay", "A"), is("observations", "overdue")] }, "A1 A2 A3 A4 B1 B4"],
    [{ criteria: [is("bay", "A"), is("observations", "overdue")], all: true }, ""],
    [{ criteria: [is("bay", "A"), is("bay", "B"), is("allergies", "known")], all: true }, "A4 B1 B4"],
    // Not recorded is one group; an empty bed is not in it.
    [{ criteria: [is("resuscitation", null)] }, "B2 B3 C1"],
    [{ criteria: [is("bay", "A")], noEmpty: true }, "A1 A2 A4"],
    [{ typed: "dav" }, "B1 B3"],
    [{ typed: "marg dav" }, "B1 B3"],
    [{ typed: "davies 999 030" }, "B1"],
    [{ typed: "avies" }, ""],
    [{ typed: "zoe" }, "C1"],
    [{ typed: "oneill" }, ""],
    [{ typed: "neill" }, "C1"],
    [{ typed: "b2" }, "B2"],
    [{ typed: "4820316" }, "B2"],
    [{ typed: "a", criteria: [is("bay", "C")] }, "C1 C2"],
  ];
  it.each(cases)("%j shows %s", (wanted, expected) => expect(beds(wanted)).toBe(expected));
  it("counts the hidden beds that are overdue", () => {
    expect(filter(board.rows, { ...everything, criteria: [is("bay", "A")] })).toMatchObject({ hidden: 9, hiddenOverdue: 2 });
    expect(filter(board.rows, { ...everything, criteria: [is("observations", "overdue")] })).toMatchObject({ hidden: 11, hiddenOverdue: 0 });
  });
  it("is not filtering on blanks", () => expect(filtering({ ...everything, typed: "  " })).toBe(false));
});

describe("the loud bar", () => {
  it("says what is filtered and what is hidden, and one press removes it", async () => {
    const window = await open({ at: "ward" });
    expect(window.querySelector(".note.filter")).toBeNull();
    const field = window.querySelector<HTMLInputElement>("[data-narrow]");
    field!.value = "okon";
    field!.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    const bar = window.querySelector<HTMLElement>(".note.filter");
    expect(bar?.textContent?.replace(/\s+/g, " ")).toMatch(/Data filtered to show “okon”.*1 of 13 beds\. Hidden: 12 beds, 2 with observations overdue\./);
    expect(window.querySelectorAll("tbody tr")).toHaveLength(1);
    saying(bar!, "button", "Remove all filters").click();
    await settle();
    expect(window.querySelector(".note.filter")).toBeNull();
    expect(window.querySelectorAll("tbody tr")).toHaveLength(13);
  });
  it("forgets filters when another person signs in", async () => {
    const window = await open({ at: "ward" });
    saying(window, ".head button", "Filter").click();
    await settle();
    saying(window, ".dlg label", "Bay B").click();
    await settle();
    expect(window.querySelectorAll("tbody tr")).toHaveLength(6);
    press("l", { ctrlKey: true });
    await settle();
    expect(window.textContent).toContain("No one signed in");
    expect(window.textContent).not.toContain("DAVIES");
  });
});

describe("marks of change", () => {
  it("a new score and a new newest record are two changes, and a later due time a third", () => {
    const before = said(board.rows);
    const rows = structuredClone(board.rows);
    const patient = rows[0]!.patient!;
    patient.news = { ...patient.news, total: 4, at: "14:31" };
    patient.newest = { title: "Observations", when: "14:31", words: "", by: "A. Boateng" };
    patient.observations = { ...patient.observations, words: "Due 18:31" };
    expect([...changed(before, said(rows))].sort()).toEqual(["a1 newest", "a1 news", "a1 observations"]);
    expect(changed(before, said(board.rows)).size).toBe(0);
  });
});
