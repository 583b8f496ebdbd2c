// Another server answers where records went: who may accept it, and by what.
import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { all, open, saying, settle } from "./window";

const PIN = "246810";

async function dialog(window: HTMLElement): Promise<HTMLElement> {
  saying(window, ".go button", "Look at this server").click();
  await settle();
  return saying(window, ".dlg", "Another server answers for EPR");
}

describe("the counts", () => {
  it("say what was voided before it was sent, where there is any, and count it nowhere", async () => {
    const window = await open({ at: "recovery" });
    const rows = [...window.querySelectorAll(".rc tbody tr")];
    expect(rows.map((row) => row.querySelector(".void")?.textContent ?? null)).toEqual(["2 voided, not needed", null, null, null, null]);
    expect(rows[0]?.querySelectorAll("td")[2]?.textContent).toBe("634");
  });
});

describe("another server", () => {
  it("is shown beside the known one and accepted by PIN", async () => {
    const accept = vi.spyOn(all, "accept_server");
    const window = await open({ at: "recovery" }, "sending=other");
    expect(saying(window, ".go h2", "Nothing was sent to EPR")).toBeTruthy();
    const asked = await dialog(window);
    expect(asked.textContent).toContain("Meridian EPR, live");
    expect(asked.textContent).toContain("Meridian EPR, training");
    const field = asked.querySelector<HTMLInputElement>("[data-pin]");
    if (!field) throw new Error("no PIN is asked for");
    await fireEvent.input(field, { target: { value: PIN } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await settle();
    expect(accept.mock.calls[0]?.[0]).toEqual({ pin: PIN });
    expect(window.querySelector(".dlg")).toBeNull();
    expect(saying(window, ".go h2", "Sending records to EPR")).toBeTruthy();
    accept.mockRestore();
  });

  it("stays open and says so when the PIN is wrong", async () => {
    const accept = vi.spyOn(all, "accept_server").mockImplementation(() => {
      throw { code: "wrong-pin", words: "That is not the PIN.", hint: "" };
    });
    const window = await open({ at: "recovery" }, "sending=other");
    const asked = await dialog(window);
    const field = asked.querySelector<HTMLInputElement>("[data-pin]");
    if (!field) throw new Error("no PIN is asked for");
    await fireEvent.input(field, { target: { value: PIN } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await settle();
    expect(saying(window, ".dlg", "That is not the PIN.")).toBeTruthy();
    accept.mockRestore();
  });

  it("cannot be opened by a role that may not, and says whom to ask", async () => {
    const window = await open({ at: "recovery" }, "sending=other&may=no");
    const button = saying(window, ".go button", "Look at this server");
    expect(button.getAttribute("aria-disabled")).toBe("true");
    button.click();
    await settle();
    expect(window.querySelector(".dlg")).toBeNull();
    expect(saying(window, ".go .meta", "Ask the nurse in charge or IT")).toBeTruthy();
  });
});
