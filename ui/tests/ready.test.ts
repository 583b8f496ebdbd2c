// Taking a copy in: who may, what is asked, how far it is, what came of it.
import { describe, expect, it, vi } from "vitest";
import { all, open, press, saying, settle } from "./window";

vi.setConfig({ testTimeout: 60_000 });

const main = (window: HTMLElement): HTMLElement => saying(window, ".head button", "Take in a copy");

describe("taking a copy in", () => {
  it("is off for who may not, and says whom to ask", async () => {
    const window = await open({ at: "ready" }, "may=0");
    expect(main(window).getAttribute("aria-disabled")).toBe("true");
    expect(main(window).title).toContain("Ask the nurse in charge or IT.");
    main(window).click();
    await settle();
    expect(window.querySelector(".dlg")).toBeNull();
  });
  it("takes the file that was chosen, of the system that was chosen", async () => {
    const sent: unknown[] = [];
    const answer = all.take_copy!;
    all.take_copy = (args, query) => {
      sent.push(args.request);
      return answer(args, query);
    };
    const window = await open({ at: "ready" });
    main(window).click();
    await settle();
    const take = (): HTMLElement => saying(window, ".dlg footer button", "Take in a copy");
    expect(take().title).toBe("Choose the system first.");
    const list = window.querySelector<HTMLSelectElement>(".dlg select")!;
    list.value = "epr";
    list.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(take().title).toBe("Choose a file or folder, or type where it is.");
    saying(window, ".dlg button", "Choose a folder").click();
    await settle();
    press("Enter", { ctrlKey: true });
    await settle();
    expect(sent).toEqual([{ system: "epr", kind: "files", place: "/media/stick/export-2", ward: "" }]);
    expect(window.querySelector(".dlg")).toBeNull();
    expect(window.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow")).toBe("3");
    expect(main(window).title).toContain("being taken in already");
    saying(window, "section button", "Stop").click();
    await settle();
    expect(window.textContent).toContain("Nothing was taken in: the copy held still serves.");
    all.take_copy = answer;
  });
  it("says what came of it, and what was set aside can be opened", async () => {
    const window = await open({ at: "ready" }, "taking=taken");
    expect(window.textContent).toContain("1,412 read, 16 kept unread, 3 set aside.");
    saying(window, "section button", "Show 3").click();
    await settle();
    expect(window.querySelector(".dlg")?.textContent).toContain("There is no identifier.");
  });
  it("a failure names the file and the place, and is read out", async () => {
    const window = await open({ at: "ready" }, "taking=failed");
    expect(window.querySelector("[role=alert]")?.textContent).toContain("Observation.ndjson, line 1, column 1");
  });
});
