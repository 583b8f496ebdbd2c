// Audit: nothing is looked up before somebody says so, and it is plain whose entries stand there.
import { describe, expect, it } from "vitest";
import { here } from "../src/place.svelte";
import { all, open, press, saying, settle } from "./window";

const audit = { at: "ready", page: "audit" } as const;
const everything = { patient: null, person: null, from: "", to: "", unusual: false };
const text = (root: ParentNode, selector: string): string => (root.querySelector(selector)?.textContent ?? "").replace(/\s+/g, " ").trim();
const rows = (window: HTMLElement): string[] => [...window.querySelectorAll("tbody tr")].map((one) => (one.textContent ?? "").replace(/\s+/g, " ").trim());
const box = (window: HTMLElement): HTMLInputElement => window.querySelector<HTMLInputElement>(".pt input")!;

async function type(window: HTMLElement, label: string, words: string): Promise<HTMLInputElement> {
  const root = window.querySelector<HTMLElement>(".dlg") ?? window;
  const field = [...root.querySelectorAll<HTMLLabelElement>("label")].find((one) => one.textContent === label)?.control as HTMLInputElement;
  field.focus();
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  return field;
}
async function click(window: HTMLElement, selector: string, words: string): Promise<void> {
  saying(window, selector, words).click();
  await settle();
}
const search = (window: HTMLElement): Promise<void> => click(window, ".head button", "Search");
const taken = async (window: HTMLElement, words: string): Promise<void> => {
  await type(window, "Patient", words);
  press("ArrowDown");
  press("Enter");
  await settle();
};

/** What was sent to one command while `act` ran. */
async function sent(command: string, act: () => Promise<void>): Promise<unknown[]> {
  const calls: unknown[] = [];
  const before = all[command]!;
  all[command] = (args, query) => {
    calls.push(args.request ?? args);
    return before(args, query);
  };
  await act().finally(() => (all[command] = before));
  return calls;
}

describe("audit", () => {
  it("looks nothing up while somebody types, and once when they say Search", async () => {
    const window = await open(audit);
    const calls = await sent("search_audit", async () => {
      await taken(window, "dav");
      await type(window, "From", "21-Nov-2026");
      await click(window, ".seg label", "Unusual only");
      expect(window.textContent).toContain("Choose what to look for, then Search");
      expect(window.querySelector("table")).toBeNull();
      await search(window);
    });
    expect(calls).toEqual([{ patient: "b1", person: null, from: "2026-11-21", to: "", unusual: true }]);
    expect(text(window, ".asat")).toBe("About DAVIES, Margaret (Mrs), born 09-Jan-1944, by anybody, from 21-Nov-2026 on, unusual only.");
  });
  it("sends what was chosen, and Enter in a box searches too", async () => {
    const window = await open(audit);
    const calls = await sent("search_audit", async () => {
      const person = window.querySelector<HTMLSelectElement>("select")!;
      person.value = "ama";
      person.dispatchEvent(new Event("change", { bubbles: true }));
      await type(window, "From", "20 11 2026");
      await type(window, "To", "-1d");
      press("Enter");
      await settle();
    });
    expect(calls).toEqual([{ ...everything, person: "ama", from: "2026-11-20", to: "2026-11-20" }]);
    expect(rows(window).every((row) => row.includes("Ama Boateng") || /^\d\d-...-\d{4}$/.test(row))).toBe(true);
    expect(text(window, ".asat")).toContain("by Boateng, Ama, on 20-Nov-2026.");
  });
  it("N searches, and everything empty is everything", async () => {
    const window = await open(audit);
    const calls = await sent("search_audit", async () => {
      (document.activeElement as HTMLElement | null)?.blur();
      press("n");
      await settle();
    });
    expect(calls).toEqual([everything]);
  });
  it("puts each day over its entries, and marks what is out of the ordinary", async () => {
    const window = await open(audit);
    await search(window);
    expect([...window.querySelectorAll(".day")].map((one) => one.textContent)).toEqual(["21-Nov-2026", "20-Nov-2026"]);
    const tags = Object.fromEntries([...window.querySelectorAll("td .tag")].map((one) => [one.textContent, one.className]));
    expect(tags["Refused"]).toContain("red");
    expect(tags["Break glass"]).toContain("redline");
    expect(tags["Searched"]).toContain("amberline");
    expect(tags["Viewed"]).toBeUndefined();
    expect(text(window, ".endlist")).toBe("12 entries, newest on top");
  });
  it("says when what is asked for is no longer what stands there", async () => {
    const window = await open(audit);
    await search(window);
    expect(window.textContent).not.toContain("You have changed what to look for");
    await taken(window, "dav");
    expect(window.textContent).toContain("You have changed what to look for since. Search again.");
    expect(text(window, ".asat")).toContain("About anybody and anything");
    await search(window);
    expect(window.textContent).not.toContain("You have changed what to look for");
    expect(text(window, ".asat")).toContain("About DAVIES, Margaret (Mrs), born 09-Jan-1944");
  });
  it("says that nothing was found, and what cannot be taken as a day", async () => {
    const window = await open(audit, "found=none");
    await search(window);
    expect(text(window, ".empty")).toContain("No entry fits.");
    await type(window, "From", "yesterday");
    await search(window);
    expect(text(window, "[role=alert]")).toContain("“From” is not a day: yesterday.");
  });
});

describe("the patient looked for", () => {
  it("is chosen with the keyboard; the first of two of one name is not taken unseen", async () => {
    const window = await open(audit);
    await type(window, "Patient", "dav");
    expect(box(window).getAttribute("aria-expanded")).toBe("true");
    expect(window.querySelectorAll(".pt [role=option]")).toHaveLength(2);
    expect(text(window, ".pt [role=option]")).toMatch(/DAVIES, Margaret \(Mrs\) Born 09-Jan-1944 .*999 030 8241 bed B1/);
    press("Enter");
    await settle();
    expect(window.querySelector(".token")).toBeNull();
    press("ArrowDown");
    press("ArrowDown");
    await settle();
    expect(document.getElementById(box(window).getAttribute("aria-activedescendant")!)?.textContent).toContain("bed B3");
    press("Enter");
    await settle();
    expect(text(window, ".token")).toBe("DAVIES, Margaret (Mrs) born 21-Aug-1946");
    expect(document.activeElement).toBe(box(window));
    await click(window, ".pt .clear", "");
    expect(window.querySelector(".token")).toBeNull();
  });
  it("Esc closes the list, then empties the box, and only then leaves the page", async () => {
    const window = await open(audit);
    await type(window, "Patient", "dav");
    press("Escape");
    await settle();
    expect(window.querySelector(".pt .list")).toBeNull();
    expect(here.place).toEqual(audit);
    press("Escape");
    await settle();
    expect(box(window).value).toBe("");
    expect(here.place).toEqual(audit);
    press("Escape");
    await settle();
    expect(here.place.at).toBe("ward");
  });
  it("half a name is not silently everybody", async () => {
    const window = await open(audit);
    const calls = await sent("search_audit", async () => {
      await type(window, "Patient", "dav");
      press("Escape");
      await search(window);
    });
    expect(calls).toEqual([]);
    expect(saying(window, ".head button", "Search").title).toBe("Choose the patient from the list, or empty the box.");
    expect(text(window, ".pt .problem")).toBe("Choose the patient from the list, or empty the box.");
  });
  it("a patient whose name another has is told apart", async () => {
    const window = await open(audit);
    await taken(window, "dav");
    expect(text(window, ".twin")).toBe("Only born 09-Jan-1944, bed B1. Another DAVIES, Margaret is in bed B3, born 21-Aug-1946.");
    await taken(window, "patel");
    expect(window.querySelector(".twin")).toBeNull();
  });
});

describe("export, review and check", () => {
  it("who may not search is told whom to ask, and can change nothing", async () => {
    const window = await open(audit, "role=hca");
    for (const name of ["Search", "Export"]) {
      const button = saying(window, ".head button", name);
      expect(button.getAttribute("aria-disabled")).toBe("true");
      expect(button.title).toBe("Ask the nurse in charge.");
    }
    expect(text(window, ".empty")).toContain("Ask the nurse in charge.");
    expect(saying(window, "aside button", "Check everything now").getAttribute("aria-disabled")).toBe("true");
    expect(window.querySelector<HTMLFieldSetElement>(".filters")?.disabled).toBe(true);
    expect(window.textContent).not.toContain("Emergency access to review");
    expect(await sent("search_audit", () => search(window))).toEqual([]);
  });
  it("an export says beforehand what goes into it and that it is open, and afterwards what it did", async () => {
    const window = await open(audit);
    await taken(window, "dav");
    await click(window, ".head button", "Export");
    expect(text(window, ".dlg")).toContain("About DAVIES, Margaret (Mrs), born 09-Jan-1944, by anybody, on any day.");
    expect(text(window, ".dlg")).toContain("The file is not encrypted.");
    await type(window, "Folder", "E:\\");
    const calls = await sent("export_audit", () => click(window, ".dlg button", "Save the file"));
    expect(calls).toEqual([{ ...everything, patient: "b1" }]);
    expect(window.querySelector(".dlg")).toBeNull();
    expect(text(window, ".toast")).toBe("12 entries saved to E:\\\\Audit 2026-11-21 1432.csv. The file is not encrypted.");
  });
  it("an export that fails stays open and says why", async () => {
    const window = await open(audit);
    const before = all.export_audit!;
    all.export_audit = () => {
      throw { code: "not-taken", words: "There is no folder E:\\x.", hint: "Type another." };
    };
    await click(window, ".head button", "Export");
    await type(window, "Folder", "E:\\x");
    press("Enter");
    await settle();
    all.export_audit = before;
    expect(text(window, ".dlg [role=alert]")).toContain("There is no folder E:\\x.");
  });
  it("leads to the emergency accesses that wait", async () => {
    const window = await open(audit, "review=2");
    expect(window.textContent).toContain("2 wait for a review");
    await click(window, "aside button", "Open People");
    expect(here.place).toEqual({ at: "ready", page: "people" });
  });
  it("says what it is doing while it checks, then that the record is whole", async () => {
    const window = await open(audit);
    const before = all.check_chain!;
    let answer: () => void = () => {};
    all.check_chain = (args, query) => new Promise((done) => (answer = () => done(before(args, query))));
    await click(window, "aside button", "Check everything now");
    const button = saying(window, "aside button", "Checking…");
    expect(button.getAttribute("aria-disabled")).toBe("true");
    answer();
    await settle();
    all.check_chain = before;
    expect(text(window, "aside .whole")).toContain("none changed or missing. Checked 14:32");
    expect(saying(window, "aside button", "Check everything now").getAttribute("aria-disabled")).toBeNull();
  });
  it("says each thing that is wrong with the record", async () => {
    const window = await open(audit, "chain=wrong");
    await click(window, "aside button", "Check everything now");
    expect(text(window, "aside [role=alert]")).toContain("Tell IT, and change nothing on this PC.");
    expect([...window.querySelectorAll("aside [role=alert] li")].map((one) => one.textContent)).toEqual(["Entry 48195 is not what was written.", "The copy of LIMS as at 20-Nov-2026 22:10 cannot be read."]);
    expect(window.querySelector("aside .whole")).toBeNull();
  });
});
