// People, passes and emergency access: what is asked, in which order, and what stays shut until it is said.
import { describe, expect, it } from "vitest";
import { all, open, press, saying, settle } from "./window";

async function type(window: HTMLElement, label: string, text: string): Promise<void> {
  // An open dialog is all there is to use.
  const root = window.querySelector<HTMLElement>(".dlg") ?? window;
  const found = [...root.querySelectorAll<HTMLLabelElement>("label")].find((one) => one.textContent?.startsWith(label));
  const field = found?.control as HTMLInputElement | HTMLTextAreaElement | undefined;
  if (!field) throw new Error(`no field is called “${label}”`);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}
async function pin(window: HTMLElement, digits: string): Promise<void> {
  const field = window.querySelector<HTMLInputElement>(".dlg [data-pin]") ?? window.querySelector<HTMLInputElement>("[data-pin]")!;
  field.value = digits;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  await settle();
  press("Enter");
  await settle();
}
const choose = async (window: HTMLElement, words: string): Promise<void> => {
  saying(window, ".seg label", words).querySelector("input")!.click();
  await settle();
};

/** What was sent to one command while `act` ran. */
async function sent(command: string, act: () => Promise<void>): Promise<Record<string, unknown>[]> {
  const calls: Record<string, unknown>[] = [];
  const before = all[command]!;
  all[command] = (args, query) => {
    calls.push(args);
    return before(args, query);
  };
  await act();
  all[command] = before;
  return calls;
}

describe("people", () => {
  it("says how many have a PIN, and who could not sign tonight first", async () => {
    const window = await open({ at: "ready", page: "people" });
    expect(window.textContent).toContain("of 34 have a PIN");
    expect(window.querySelector("tbody tr")?.textContent).toContain("Locked 14:05");
    expect(window.textContent).toContain("Revoked 18-Nov-2026: left the trust");
  });
  it("who may not change people is told why", async () => {
    const window = await open({ at: "ready", page: "people" }, "role=nurse");
    const add = saying(window, "table button", "Reset PIN");
    expect(add.getAttribute("aria-disabled")).toBe("true");
    expect(add.title).toBe("Ask the nurse in charge or IT.");
    expect(window.textContent).not.toContain("1 to review");
  });
  it("a temporary PIN is shown once the supervisor's own PIN is right, then the next person comes", async () => {
    const window = await open({ at: "ready", page: "people" });
    saying(window, ".head button", "Give the next 3 a PIN").click();
    await settle();
    await pin(window, "135792");
    expect(window.querySelector(".dlg")?.textContent).toContain("That is not the PIN");
    await pin(window, "246810");
    expect(window.querySelector("[data-drawn]")?.textContent).toBe("482 913");
    saying(window, ".dlg button", "Next: Carol Fenwick").click();
    await settle();
    expect(window.querySelector(".dlg h2")?.textContent).toBe("A PIN for Carol Fenwick");
    expect(window.querySelector("[data-drawn]")).toBeNull();
  });
  it("a review is off until something is said", async () => {
    const window = await open({ at: "ready", page: "people" });
    saying(window, "aside button", "Look at them").click();
    await settle();
    saying(window, ".dlg button", "Sign off").click();
    await settle();
    const calls = await sent("review_access", async () => {
      expect(window.querySelector<HTMLInputElement>(".dlg [data-pin]")?.disabled).toBe(true);
      await type(window, "What you found", "Right, asked Jo");
      await pin(window, "246810");
    });
    expect(calls).toEqual([{ id: "e2", note: "Right, asked Jo", pin: "246810" }]);
  });
});

describe("ways in", () => {
  it("a temporary PIN opens nothing before an own one is chosen, typed twice alike", async () => {
    const window = await open(null, "gate=sign-in");
    await type(window, "Your name", "boa");
    window.querySelector<HTMLElement>("[role=option]")!.click();
    await settle();
    await pin(window, "482913");
    expect(window.querySelector(".dlg h2")?.textContent).toBe("Choose your own PIN");
    const use = saying(window, ".dlg button", "Use this PIN");
    await type(window, "New PIN", "864209");
    await type(window, "The same PIN again", "864200");
    expect(use.getAttribute("aria-disabled")).toBe("true");
    expect(window.textContent).toContain("The two are not the same.");
    const calls = await sent("change_pin", async () => {
      await type(window, "The same PIN again", "864209");
      use.click();
      await settle();
    });
    expect(calls).toEqual([{ staff: "ama", old: "482913", chosen: "864209" }]);
    expect(window.querySelector("h1")?.textContent).toContain("Patient list for");
  });
  it("a pass needs a name, a role, a number for a nurse, a PIN typed twice and a witness with their own", async () => {
    const window = await open(null, "gate=sign-in");
    saying(window, ".cannot button", "pass with a witness").click();
    await settle();
    await type(window, "Your name", "Petra Novak");
    await type(window, "Who is your witness?", "boa");
    saying(window, ".dlg li button", "Boateng, Ama").click();
    await settle();
    const field = (): HTMLInputElement => window.querySelector<HTMLInputElement>(".dlg [data-pin]")!;
    expect(field().disabled).toBe(true);
    await choose(window, "Nurse");
    await type(window, "New PIN", "864209");
    await type(window, "The same PIN again", "864209");
    expect(field().disabled).toBe(true);
    await type(window, "Professional number", "19A7702E");
    const calls = await sent("admit", () => pin(window, "246810"));
    expect(calls).toEqual([
      { request: { name: "Petra Novak", role: "nurse", number: "19A7702E", until: "2026-11-21T20:00:00+00:00", pin: "864209", witness: "ama", witnessPin: "246810" } },
    ]);
  });
  it("emergency access is never opened by a name alone, and says on every screen what it is", async () => {
    const window = await open(null, "gate=sign-in");
    saying(window, ".cannot button", "Emergency access").click();
    await settle();
    expect(window.querySelector(".dlg [data-pin]")).toBeNull();
    await choose(window, "No: a colleague");
    await type(window, "Your name", "Lee Park");
    await type(window, "Who lets you in?", "boa");
    saying(window, ".dlg li button", "Boateng, Ama").click();
    await settle();
    expect(window.querySelector<HTMLInputElement>(".dlg [data-pin]")?.disabled).toBe(true);
    await type(window, "Why", "Cardiac arrest team");
    const calls = await sent("let_in", () => pin(window, "246810"));
    expect(calls).toEqual([{ name: "Lee Park", reason: "Cardiac arrest team", colleague: "ama", pin: "246810" }]);
    expect(window.querySelector(".strip")?.textContent).toContain("Identity not verified: read only");
  });
  it("where nobody is there the sealed envelope lets somebody in, once its whole code adds up", async () => {
    const window = await open(null, "gate=sign-in");
    saying(window, ".cannot button", "Emergency access").click();
    await settle();
    await choose(window, "No, and nobody is here");
    await settle();
    const go = (): HTMLButtonElement => saying(window, ".dlg .side button", "Open") as HTMLButtonElement;
    expect(go().getAttribute("aria-disabled")).toBe("true");
    await type(window, "Your name", "Lee Park");
    await type(window, "Why", "Cardiac arrest team");
    const first = window.querySelector<HTMLInputElement>(".dlg .parts input")!;
    const whole = "K7QF2M".repeat(window.querySelectorAll(".dlg .parts input").length);
    first.value = whole;
    first.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    expect(go().getAttribute("aria-disabled")).toBeNull();
    const calls = await sent("let_in_by_envelope", async () => {
      go().click();
      await settle();
    });
    expect(calls).toEqual([{ name: "Lee Park", reason: "Cardiac arrest team", code: whole }]);
  });
});
