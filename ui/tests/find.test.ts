// Find: by keyboard from anywhere, nearest first, plainly nothing, and never a patient nobody has seen.
import { describe, expect, it } from "vitest";
import { here } from "../src/place.svelte";
import { allBegin, pieces } from "../src/screens/find/begins";
import { all, open, press, saying, settle, type } from "./window";

const lines = (root: ParentNode): string[] => [...root.querySelectorAll<HTMLElement>('[role="option"]')].map((one) => (one.textContent ?? "").replace(/\s+/g, " ").trim());
const chosen = (root: ParentNode): string => root.querySelector('[role="option"][aria-selected="true"]')?.textContent?.replace(/\s+/g, " ").trim() ?? "";

async function opened(place = here.place): Promise<HTMLElement> {
  const window = await open(place);
  press("k", { ctrlKey: true });
  await settle();
  return window;
}

describe("Find", () => {
  it("opens with Ctrl+K, Alt+1 or the rail, holds the focus, and Esc goes back to where it was", async () => {
    const window = await open({ at: "ward" });
    const before = document.activeElement;
    for (const open of [() => press("k", { ctrlKey: true }), () => press("1", { altKey: true }), () => saying(window, ".rail button", "Find").click()]) {
      (before as HTMLElement).focus();
      open();
      await settle();
      expect(document.activeElement).toBe(window.querySelector(".pal input"));
      press("Escape");
      await settle();
      expect(window.querySelector(".pal")).toBeNull();
      expect(here.place.at).toBe("ward");
      expect(document.activeElement).toBe(before);
    }
  }, 20_000);
  it("says how much to type, then finds, the nearest chosen first", async () => {
    const window = await opened({ at: "ward" });
    await type(window, "d");
    expect(window.querySelector(".pal")?.textContent).toContain("Type 2 letters or digits");
    expect(lines(window)).toEqual([]);
    await type(window, "av");
    expect(lines(window)).toHaveLength(2);
    expect(chosen(window)).toContain("DAVIES, Margaret (Mrs), bed B1");
  });
  it("warns of two patients of one name and shows what differs", async () => {
    const window = await opened({ at: "ward" });
    await type(window, "davies");
    expect(window.querySelector(".note.warn")?.textContent).toContain("Two patients have this name.");
    expect([...window.querySelectorAll(".pal .diff")].map((one) => one.textContent)).toEqual(["09-Jan-1944", "21-Aug-1946"]);
  });
  it("opens the patient that the arrows chose", async () => {
    const window = await opened({ at: "ward" });
    await type(window, "davies");
    press("ArrowDown");
    await settle();
    expect(chosen(window)).toContain("bed B3");
    press("Enter");
    await settle();
    expect(here.place).toEqual({ at: "patient", patient: "b3" });
    expect(window.querySelector(".pal")).toBeNull();
  });
  it("offers a form for a patient in one go", async () => {
    const window = await opened({ at: "ward" });
    await type(window, "dav obs");
    expect(chosen(window)).toContain("Observations (NEWS2): DAVIES, Margaret (Mrs), bed B1");
    press("Enter");
    await settle();
    expect(here.place).toMatchObject({ at: "form", patient: "b1" });
  });
  it("asks for whom a form is, where no patient is open", async () => {
    const window = await opened({ at: "ward" });
    await type(window, "obs");
    press("Enter");
    await settle();
    expect(window.querySelector(".pal")?.textContent).toContain("for whom?");
    await type(window, "okon");
    press("Enter");
    await settle();
    expect(here.place).toMatchObject({ at: "form", patient: "a1" });
  });
  it("offers the form at once for the patient who is open", async () => {
    const window = await opened({ at: "patient", patient: "b1" });
    await type(window, "obs");
    expect(chosen(window)).toContain("Observations (NEWS2): DAVIES, Margaret (Mrs), bed B1");
  });
  it("keeps its keys to itself over a form", async () => {
    const window = await opened({ at: "form", draft: "d1", patient: "b1" });
    await type(window, "zzz");
    press("Enter", { ctrlKey: true });
    press("Escape");
    await settle();
    expect(window.querySelector(".pal")).toBeNull();
    expect(window.querySelector(".dlg")).toBeNull();
    expect(here.place.at).toBe("form");
    press("Escape");
    await settle();
    expect(here.place.at).toBe("patient");
  });
  it("leads to screens", async () => {
    const window = await opened({ at: "ward" });
    await type(window, "reco");
    expect(chosen(window)).toContain("Recovery");
    press("Enter");
    await settle();
    expect(here.place.at).toBe("recovery");
  });
  it("says plainly that nothing matches", async () => {
    const window = await opened({ at: "ward" });
    await type(window, "zzz");
    expect(window.querySelector(".pal")?.textContent).toContain("Nothing on this PC matches “zzz”.");
    press("Enter");
    await settle();
    expect(here.place.at).toBe("ward");
  });
  it("does not open somebody nobody has seen when Enter comes before the answer", async () => {
    const window = await opened({ at: "ward" });
    const box = window.querySelector<HTMLInputElement>(".pal input")!;
    const quickly = async (text: string): Promise<void> => {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      press("Enter");
      await settle();
    };
    await quickly("davies");
    expect(here.place.at).toBe("ward");
    expect(lines(window)).toHaveLength(2);
    await quickly("9990308241");
    expect(here.place).toEqual({ at: "patient", patient: "b1" });
  });
  it("says what failed in place of an old list", async () => {
    const kept = all.find!;
    const window = await opened({ at: "ward" });
    await type(window, "davies");
    all.find = () => {
      throw { code: "store", words: "The database could not search its patients.", hint: "Use paper and tell IT." };
    };
    try {
      await type(window, "m");
      expect(window.querySelector(".pal")?.textContent).toContain("could not search");
      expect(lines(window)).toEqual([]);
    } finally {
      all.find = kept;
    }
  });
});

describe("what was typed", () => {
  it("is underlined where it begins a word", () => {
    const on = (text: string, typed: string): string[] => pieces(text, typed).filter((piece) => piece.on).map((piece) => piece.text);
    expect(on("DAVIES, Margaret (Mrs)", "dav mar")).toEqual(["DAV", "Mar"]);
    expect(on("DAVIES, Davina", "dav")).toEqual(["DAV", "Dav"]);
    expect(on("NGUYỄN, Thị Hạnh", "nguye")).toEqual(["NGUYỄ"]);
    expect(on("DAVIES", "avi")).toEqual([]);
    expect(pieces("", "dav")).toEqual([]);
  });
  it("must begin a word each", () => {
    expect(allBegin("Recovery: send records back", "rec back")).toBe(true);
    expect(allBegin("Recovery: send records back", "overy")).toBe(false);
    expect(allBegin("Recovery", "")).toBe(false);
  });
});
