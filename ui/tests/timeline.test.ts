// A signed record put right: read with its versions, amended with a reason, voided with a second person.
import { fireEvent } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { here } from "../src/place.svelte";
import { said } from "../src/said.svelte";
import { all, open, press, saying, settle } from "./window";

/** What an element says, with a space after each cell, heading and line, as it is seen. */
function words(one: Element | null | undefined): string {
  const copy = one?.cloneNode(true) as Element | undefined;
  for (const part of copy?.querySelectorAll("th, td, h3, .note b") ?? []) part.after(" ");
  return (copy?.textContent ?? "").replace(/\s+/g, " ").trim();
}
const line = (window: HTMLElement, record: string): HTMLElement => {
  const one = window.querySelector<HTMLElement>(`.tl [data-record="${record}"]`);
  if (!one) throw new Error(`no line of record ${record}`);
  return one;
};
const button = (root: HTMLElement, record: string): HTMLElement => line(root, record).querySelector<HTMLElement>("button")!;
const timeline = (record?: string, query = ""): Promise<HTMLElement> => open({ at: "timeline", patient: "b1", record }, query);
async function press1(one: HTMLElement): Promise<void> {
  one.click();
  await settle();
}
async function choose(window: HTMLElement, label: string): Promise<void> {
  await press1(saying(window, ".dlg .seg label", label).querySelector<HTMLElement>("input")!);
}
async function fill(field: HTMLElement | null | undefined, value: string): Promise<void> {
  if (!field) throw new Error("no such field");
  await fireEvent.input(field, { target: { value } });
  await settle();
}

beforeEach(() => {
  here.reset();
  said.end();
});

describe("the timeline", () => {
  it("opens from a line of the summary, with that record chosen, and Esc goes back to the patient", async () => {
    const window = await open({ at: "patient", patient: "b1" });
    await press1(button(window, "4"));
    expect(here.place).toEqual({ at: "timeline", patient: "b1", record: "4" });
    expect(words(window.querySelector("aside h2"))).toBe("Observations (NEWS2), care given 21-Nov-2026 08:50");
    expect(document.activeElement).toBe(button(window, "4"));
    press("Escape");
    await settle();
    expect(here.place).toEqual({ at: "patient", patient: "b1" });
  });

  it("shows no record before one is chosen", async () => {
    const window = await timeline();
    expect(words(window.querySelector("aside"))).toContain("Choose a record");
    expect(window.querySelector("[aria-current=true]")).toBeNull();
  });

  it("opens the history of the line that an arrow key comes to", async () => {
    const window = await timeline("1");
    button(window, "1").focus();
    press("ArrowDown");
    await settle();
    expect(here.place).toEqual({ at: "timeline", patient: "b1", record: "2" });
    expect(document.activeElement).toBe(button(window, "2"));
    expect(button(window, "2").getAttribute("aria-current")).toBe("true");
    expect(words(window.querySelector("aside h2"))).toContain("Telephoned result");
    press("ArrowUp");
    await settle();
    expect(words(window.querySelector("aside h2"))).toContain("care given 21-Nov-2026 12:45");
  });

  it("is one stop for Tab, at the chosen line", async () => {
    const window = await timeline("2");
    const stops = [...window.querySelectorAll<HTMLElement>(".tl button")].filter((one) => one.tabIndex === 0);
    expect(stops).toEqual([button(window, "2")]);
  });

  it("tells what is amended and voided in words", async () => {
    const window = await timeline();
    expect(words(line(window, "4"))).toMatch(/Amended 09:05/);
    expect(words(line(window, "4"))).toMatch(/Respirations 20.*Before: NEWS2 0\. Respirations 12.*Version 2\. Reason: typing slip/);
    expect(words(line(window, "4").querySelector("s"))).toContain("Respirations 12");
    const voided = words(line(window, "v"));
    expect(voided).toMatch(/^11:05 Voided, counts for nothing: Telephoned result/);
    expect(voided).toMatch(/Wrong patient: it belongs to DAVIES, Margaret in bed B3.*Voided 11:31/);
    expect([...line(window, "v").querySelectorAll("s")].map(words)).toEqual(["Telephoned result", "Potassium 6.3 mmol/L"]);
  });

  it("shows the changed ones only, and says how many of how many", async () => {
    const window = await timeline();
    await press1(saying(window, ".top .seg label", "Changed only").querySelector<HTMLElement>("input")!);
    expect([...window.querySelectorAll<HTMLElement>(".tl [data-record]")].map((one) => one.dataset.record)).toEqual(["v", "4"]);
    expect(words(window.querySelector(".top .meta"))).toBe("2 of 10 lines shown");
    expect(window.querySelector(".tl .break")).toBeNull();
    await press1(saying(window, ".top .seg label", "Drafts").querySelector<HTMLElement>("input")!);
    expect(words(window.querySelector(".tl"))).toContain("Observations started");
    expect(words(window.querySelector(".top .meta"))).toBe("1 of 10 lines shown");
  });

  it("draws an amendment that is begun beside the record it changes, and offers to finish it", async () => {
    const window = await timeline("4", "begun=4");
    expect(words(window.querySelector(".tl"))).toContain("Observations (NEWS2) started");
    expect([...window.querySelectorAll("aside .btn")].map(words)).not.toContain("Amend, with a reason");
    await press1(saying(window, "aside .btn", "Finish the amendment"));
    expect(here.place).toEqual({ at: "form", draft: "4", patient: "b1" });
  });
});

describe("a record", () => {
  it("shows its versions, newest first, with what changed", async () => {
    const window = await timeline("4");
    const [now, before] = [...window.querySelectorAll<HTMLElement>("aside .chain")];
    expect(words(now)).toMatch(/^Version 2, current Waiting: EPR down.*Amended 21-Nov-2026 09:05 by Jo Marsh\. Reason: typing slip/);
    expect([...now!.querySelectorAll("table tr")].map(words)).toEqual([
      "Respirations 20 per minute was 12 per minute",
      "NEWS2 2 was 0",
      "Note Taken away was Counted while asleep",
      "The other 7 answers unchanged",
    ]);
    expect([...now!.querySelectorAll("s")].map(words)).toEqual(["12 per minute", "0", "Counted while asleep"]);
    expect(words(before)).toMatch(/^Version 1, replaced Signed 21-Nov-2026 08:53 by Jo Marsh/);
    expect(words(saying(window, "aside .card", "Times"))).toContain("Amended 21-Nov-2026 09:05");
  });

  it("opens all answers of any version", async () => {
    const window = await timeline("4");
    const read = [...window.querySelectorAll<HTMLElement>("aside .chain .btn")];
    expect(read.map((one) => one.getAttribute("aria-label"))).toEqual(["Read it: version 2", "Read it: version 1"]);
    await press1(read[1]!);
    expect(read[1]?.getAttribute("aria-expanded")).toBe("true");
    expect(words(window.querySelector("table.all"))).toContain("Respirations 12 per minute");
    expect(words(window.querySelector("table.all"))).toContain("Temperature 37.6 °C");
  });

  it("that was accepted can be neither amended nor voided, and says why", async () => {
    const window = await timeline("7a");
    for (const act of ["Amend, with a reason", "Void, with a reason"]) {
      const one = saying(window, "aside .btn", act);
      expect(one.getAttribute("aria-disabled")).toBe("true");
      await press1(one);
      expect(window.querySelector(".dlg")).toBeNull();
    }
    expect([...window.querySelectorAll("aside p.why")].map(words)).toEqual(Array(2).fill("EPR has it. Put it right there: Holdfast does not change what was accepted."));
  });

  it("that was voided says so on top, with the reason and that it need not be sent", async () => {
    const window = await timeline("v");
    expect(words(window.querySelector("aside .note.err"))).toMatch(/^Voided 21-Nov-2026 11:31 by Ama Boateng, with Jo Marsh Wrong patient: it belongs to/);
    expect(words(window.querySelector("aside .chain"))).toContain("Version 1, voided Not needed: voided");
  });
});

describe("amending", () => {
  async function amending(): Promise<HTMLElement> {
    const window = await timeline("1");
    await press1(saying(window, "aside .btn", "Amend, with a reason"));
    return window;
  }
  const go = (window: HTMLElement): HTMLElement => saying(window, ".dlg footer .btn", "Open the form");

  it("needs a reason, then goes to the form, which says what it amends", async () => {
    const amend = vi.spyOn(all, "amend_record");
    const window = await amending();
    expect(window.querySelectorAll(".dlg input:checked")).toHaveLength(0);
    await press1(go(window));
    expect(amend).not.toHaveBeenCalled();
    expect(words(window.querySelector(".dlg footer .meta"))).toBe("Choose why first.");
    await choose(window, "Typing slip");
    await press1(go(window));
    expect(amend.mock.calls[0]?.[0]).toEqual({ record: "1", reason: "typing slip" });
    expect(here.place).toEqual({ at: "form", draft: "d1", patient: "b1" });
    expect(words(window.querySelector(".amends"))).toBe("Amends version 1, which stays readable. Reason: typing slip");
    const sign = saying(window, ".foot .btn", "Sign the amendment");
    await press1(sign);
    expect(words(window.querySelector(".dlg h2"))).toBe("Sign the amendment: Observations (NEWS2)");
    amend.mockRestore();
  });

  it("asks for words where the reason is another", async () => {
    const amend = vi.spyOn(all, "amend_record");
    const window = await amending();
    await choose(window, "Other");
    await press1(go(window));
    expect(amend).not.toHaveBeenCalled();
    await fill(window.querySelector<HTMLElement>(".dlg textarea"), "The cuff was too small. ");
    await press1(go(window));
    expect(amend.mock.calls[0]?.[0]).toEqual({ record: "1", reason: "The cuff was too small" });
    amend.mockRestore();
  });

  it("keeps what was typed when it is refused", async () => {
    const amend = vi.spyOn(all, "amend_record").mockImplementation(() => {
      throw { code: "not-allowed", words: "Your role does not allow you to amend this record.", hint: "Ask somebody whose role allows it. Nothing was changed." };
    });
    const window = await amending();
    await choose(window, "Wrong time");
    await fill(window.querySelector<HTMLElement>(".dlg textarea"), "it was 12:15");
    await press1(go(window));
    expect(amend.mock.calls[0]?.[0]).toEqual({ record: "1", reason: "wrong time: it was 12:15" });
    expect(words(window.querySelector(".dlg [role=alert]"))).toContain("Your role does not allow");
    expect(window.querySelector<HTMLTextAreaElement>(".dlg textarea")?.value).toBe("it was 12:15");
    amend.mockRestore();
  });
});

describe("voiding", () => {
  async function voiding(): Promise<HTMLElement> {
    const window = await timeline("2");
    await press1(saying(window, "aside .btn", "Void, with a reason"));
    return window;
  }
  const go = (window: HTMLElement): HTMLElement => saying(window, ".dlg footer .btn", "Void this record");
  const why = (window: HTMLElement): string => words(window.querySelector(".dlg footer .meta"));
  const pins = (window: HTMLElement): HTMLInputElement[] => [...window.querySelectorAll<HTMLInputElement>(".dlg [data-pin]")];
  async function second(window: HTMLElement, name: string): Promise<void> {
    await fill(window.querySelector<HTMLElement>(".dlg [data-second] input"), name);
    await press1(saying(window, ".dlg [data-second] li button", name));
  }
  async function reason(window: HTMLElement): Promise<void> {
    await choose(window, "Wrong patient");
    await fill(window.querySelector<HTMLElement>(".dlg textarea"), "DAVIES, Margaret in bed B3.");
  }

  it("says what is voided and whose it is", async () => {
    const window = await voiding();
    expect(words(window.querySelector(".dlg .idstrip"))).toMatch(/DAVIES, Margaret \(Mrs\).*bed B1/);
    expect(words(window.querySelector(".dlg table"))).toMatch(/Telephoned result, care given 21-Nov-2026 11:20.*Haemoglobin 71 g\/L/);
    expect(window.querySelectorAll(".dlg input:checked")).toHaveLength(0);
  });

  it("needs why, one's own PIN, the second person and theirs, and says each in turn", async () => {
    const send = vi.spyOn(all, "void_record");
    const window = await voiding();
    expect(why(window)).toBe("Choose why first.");
    await choose(window, "Wrong patient");
    expect(why(window)).toBe("Say where it belongs, or what happened, first.");
    await reason(window);
    expect(words(window.querySelector(".dlg"))).toContain("Kept as: Wrong patient: it belongs to DAVIES, Margaret in bed B3.");
    expect(why(window)).toBe("Type your PIN first.");
    await fill(pins(window)[0], "246810");
    expect(why(window)).toBe("Choose the second person first.");
    await second(window, "Boardman");
    expect(why(window)).toBe("The second person types their PIN first.");
    await press1(go(window));
    expect(send).not.toHaveBeenCalled();
    await fill(pins(window)[1], "864209");
    await press1(go(window));
    expect(send.mock.calls[0]?.[0]).toEqual({ record: "2", reason: "Wrong patient: it belongs to DAVIES, Margaret in bed B3", pin: "246810", second: "chris", secondPin: "864209" });
    expect(window.querySelector(".dlg")).toBeNull();
    expect(words(window.querySelector(".toast"))).toContain("Voided: Telephoned result.");
    expect(words(line(window, "2"))).toMatch(/Voided, counts for nothing: Telephoned result.*Wrong patient: it belongs to.*Voided 14:33/);
    expect(words(window.querySelector("aside .note.err"))).toContain("with Chris Boardman");
    send.mockRestore();
  });

  it("shows that a PIN was not taken, and loses nothing but the PINs", async () => {
    const window = await voiding();
    await reason(window);
    await fill(pins(window)[0], "111111");
    await second(window, "Boardman");
    await fill(pins(window)[1], "864209");
    await press1(go(window));
    expect(words(window.querySelector(".dlg .side [role=alert]"))).toContain("One of the two PINs was not taken. That is not the PIN; 4 more tries before a wait.");
    expect(pins(window).map((one) => one.value)).toEqual(["", ""]);
    expect(pins(window).map((one) => one.getAttribute("aria-invalid"))).toEqual(["true", "true"]);
    expect(document.activeElement).toBe(pins(window)[0]);
    expect(window.querySelector<HTMLTextAreaElement>(".dlg textarea")?.value).toBe("DAVIES, Margaret in bed B3.");
    expect(words(window.querySelector(".dlg .seg .on"))).toBe("Wrong patient");
    expect(words(window.querySelector(".dlg [data-second]"))).toContain("Boardman, Chris");
  });

  it("shows a refusal of the second person beside them", async () => {
    const window = await voiding();
    await choose(window, "Recorded twice");
    await fill(pins(window)[0], "246810");
    await second(window, "Boateng");
    await fill(pins(window)[1], "864209");
    await press1(go(window));
    expect(words(window.querySelector(".dlg [data-second] [role=alert]"))).toContain("The second person must be somebody else.");
    expect(words(window.querySelector(".dlg .seg .on"))).toBe("Recorded twice");
  });

  it("does not say twice that it belongs to somebody", async () => {
    const window = await voiding();
    await choose(window, "Wrong patient");
    await fill(window.querySelector<HTMLElement>(".dlg textarea"), "It belongs to PATEL, Meera in bed A4");
    expect(words(window.querySelector(".dlg"))).toContain("Kept as: Wrong patient: it belongs to PATEL, Meera in bed A4.");
  });
});
