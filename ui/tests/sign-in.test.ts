// The gates: a name and a PIN, a passphrase, no store.
import { render } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import PinPad from "../src/shared/PinPad.svelte";
import { open, press, saying, settle } from "./window";

const words = { label: "PIN", entered: (n: number) => `${n} digits entered`, accept: "Sign in", remove: "Delete" };

function pad(more: object = {}) {
  const onpin = vi.fn();
  const { container, rerender } = render(PinPad, { ...words, onpin, ...more });
  const key = (text: string): HTMLButtonElement => saying(container, ".pinpad button", text) as HTMLButtonElement;
  const field = container.querySelector<HTMLInputElement>("input")!;
  const type = async (text: string): Promise<void> => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
  };
  return { onpin, container, rerender, key, field, type };
}

describe("the PIN pad", () => {
  it("sends six digits pressed on its keys, once", async () => {
    const { key, onpin, field } = pad();
    for (const digit of "246810") key(digit).click();
    await settle();
    expect(field.value).toBe("246810");
    key("Sign in").click();
    await settle();
    expect(onpin.mock.calls).toEqual([["246810"]]);
    expect(field.value).toBe("");
  });
  it("takes the digits of the keyboard and nothing else", async () => {
    const { type, field, onpin } = pad();
    await type("24a6-810");
    expect(field.value).toBe("246810");
    field.focus();
    press("Enter");
    expect(onpin).toHaveBeenCalledWith("246810");
  });
  it("does not send five digits", async () => {
    const { type, key, field, onpin } = pad();
    await type("24681");
    key("Sign in").click();
    field.focus();
    press("Enter");
    expect(onpin).not.toHaveBeenCalled();
    expect(key("Sign in").getAttribute("aria-disabled")).toBe("true");
  });
  it("never shows the digits", async () => {
    const { type, container, field } = pad();
    await type("246810");
    expect(field.type).toBe("password");
    expect(container.textContent?.replace(/[0-9](?=[0-9]|Delete)/g, "")).not.toContain("246810");
    expect(container.querySelectorAll(".pins i.f")).toHaveLength(6);
    expect(container.textContent).toContain("6 digits entered");
  });
  it("is empty again after a wrong one", async () => {
    const { type, field, rerender } = pad();
    await type("111111");
    await rerender({ problem: "That PIN is not right." });
    await settle();
    expect(field.value).toBe("");
  });
  it("deletes the last digit", async () => {
    const { type, key, field } = pad();
    await type("2468");
    key("Delete").click();
    await settle();
    expect(field.value).toBe("246");
  });
});

describe("signing in", () => {
  async function choose(): Promise<HTMLElement> {
    const window = await open(null, "gate=sign-in");
    const name = window.querySelector<HTMLInputElement>("#name")!;
    name.value = "boa";
    name.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    name.focus();
    press("Enter");
    await settle();
    return window;
  }
  async function pin(window: HTMLElement, digits: string): Promise<void> {
    const field = window.querySelector<HTMLInputElement>("[data-pin]")!;
    field.value = digits;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    await settle();
    press("Enter");
    await settle();
  }
  it("part of a name, Enter, six digits, Enter: the ward list", async () => {
    const window = await choose();
    expect(document.activeElement?.hasAttribute("data-pin")).toBe(true);
    expect(window.textContent).toContain("PIN for Boateng, Ama");
    await pin(window, "246810");
    expect(window.querySelector("h1")?.textContent).toBe("Patient list for Ash Ward (Ward 7)");
    expect(window.textContent).toContain("Ama Boateng");
  });
  it("says what is wrong and how many tries are left", async () => {
    const window = await choose();
    await pin(window, "111111");
    expect(window.textContent).toContain("That PIN is not right. 4 tries are left");
    expect(window.textContent).toContain("No one signed in");
  });
  it("shows the systems and no patient before anyone is in", async () => {
    const window = await open(null, "gate=sign-in");
    expect(window.textContent).toContain("6 systems are down. Work here until they return.");
    expect(window.textContent).toContain("Too old");
    expect(window.textContent).not.toContain("DAVIES");
  });
  it("a person without a PIN is told who can set one", async () => {
    const window = await open(null, "gate=sign-in");
    const name = window.querySelector<HTMLInputElement>("#name")!;
    name.value = "ruth";
    name.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    saying(window, "[role=option]", "Boas").click();
    await settle();
    expect(window.textContent).toContain("This person has no PIN on this PC yet.");
  });
  it("with no store it says what to run", async () => {
    const window = await open(null, "gate=no-store");
    expect(window.textContent).toContain("holdfast init --home");
  });
  it("after a restart it asks for the passphrase", async () => {
    const window = await open(null, "gate=store-locked");
    expect(window.querySelector(".right input")).toHaveProperty("type", "password");
    expect(window.textContent).toContain("Locked. No patient data is readable.");
  });
  it("when this PC's own key is gone it asks for the envelope's code, and says why the passphrase does not work", async () => {
    const window = await open(null, "gate=store-locked&secret=lost");
    await settle();
    expect(window.querySelectorAll(".parts input")).toHaveLength(7);
    expect(window.textContent).toContain("It needs this PC's own key too, which is gone. Use the envelope.");
  });
});
