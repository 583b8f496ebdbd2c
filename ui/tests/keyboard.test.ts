// The keys: rows, the blue button, places, back to the same row.
import { afterEach, describe, expect, it, vi } from "vitest";
import { watchIdle } from "../src/frame/idle";
import { here } from "../src/place.svelte";
import { open, press, saying, settle } from "./window";

const focused = (): string => document.activeElement?.closest("tr")?.getAttribute("data-row") ?? "";

describe("the ward list by keyboard", () => {
  it("starts on the first patient and moves over empty beds", async () => {
    await open({ at: "ward" });
    expect(focused()).toBe("a1");
    press("ArrowDown");
    press("ArrowDown");
    expect(focused()).toBe("a4");
    press("ArrowUp");
    expect(focused()).toBe("a2");
    press("End");
    expect(focused()).toBe("c3");
    press("Home");
    expect(focused()).toBe("a1");
  });
  it("marks the row and its column heading", async () => {
    const window = await open({ at: "ward" });
    press("ArrowDown");
    press("ArrowRight");
    expect(window.querySelector("tr.is-row")?.getAttribute("data-row")).toBe("a2");
    expect(window.querySelector("th.is-col")?.textContent?.trim()).toBe("Observations");
  });
  it("is one stop for the Tab key", async () => {
    const window = await open({ at: "ward" });
    const stops = [...window.querySelectorAll<HTMLElement>("tbody button")].filter((one) => one.tabIndex === 0);
    expect(new Set(stops.map((one) => one.closest("tr")?.dataset.row))).toEqual(new Set(["a1"]));
  });
  it("opens a patient and comes back to the same row", async () => {
    await open({ at: "ward" });
    press("ArrowDown");
    (document.activeElement as HTMLElement).click();
    await settle();
    expect(here.place).toEqual({ at: "patient", patient: "a2" });
    here.back();
    await settle();
    expect(here.place.at).toBe("ward");
    expect(focused()).toBe("a2");
  });
  it("N presses the blue button, but not while typing", async () => {
    const window = await open({ at: "outage" });
    expect(window.querySelector(".dlg")).toBeNull();
    press("n");
    await settle();
    expect(window.querySelector(".dlg")?.textContent).toContain("Change which systems are affected");
    window.querySelector<HTMLElement>(".dlg textarea")?.focus();
    press("n");
    press("Escape");
    await settle();
    expect(window.querySelector(".dlg")).toBeNull();
    expect(here.place.at).toBe("outage");
  });
  it("Alt and a digit go to the places, F1 to help, Esc back", async () => {
    await open({ at: "ward" });
    for (const [key, at] of [["3", "print"], ["5", "outage"], ["6", "recovery"], ["7", "ready"], ["2", "ward"]] as const) {
      press(key, { altKey: true });
      await settle();
      expect(here.place.at).toBe(at);
    }
    press("F1");
    expect(here.place.at).toBe("help");
    press("Escape");
    expect(here.place.at).toBe("ward");
  });
  it("a list and one patient's record are never on the screen together", async () => {
    const window = await open({ at: "ward" });
    expect(window.querySelectorAll("main")).toHaveLength(1);
    expect(window.querySelector(".banner")).toBeNull();
    here.go({ at: "patient", patient: "b1" });
    await settle();
    expect(window.querySelectorAll("main")).toHaveLength(1);
    expect(window.querySelector(".board")).toBeNull();
  });
});

describe("a dialog", () => {
  it("keeps the focus in and gives it back", async () => {
    const window = await open({ at: "recovery" });
    const button = saying(window, ".head button", "Release");
    button.focus();
    button.click();
    await settle();
    const box = window.querySelector<HTMLElement>(".dlg")!;
    expect(box.contains(document.activeElement)).toBe(true);
    const inside = [...box.querySelectorAll<HTMLElement>("button")];
    inside.at(-1)?.focus();
    press("Tab");
    expect(document.activeElement).toBe(inside[0]);
    press("Tab", { shiftKey: true });
    expect(document.activeElement).toBe(inside.at(-1));
    press("Escape");
    await settle();
    expect(document.activeElement).toBe(button);
  });
});

describe("the lock by time", () => {
  afterEach(() => vi.useRealTimers());
  it("locks after the time without a key or touch, and a key starts it again", () => {
    vi.useFakeTimers();
    const lock = vi.fn();
    const touched = vi.fn();
    const stop = watchIdle(180, { lock, touched });
    vi.advanceTimersByTime(170_000);
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "b" }));
    expect(touched).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(170_000);
    expect(lock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(11_000);
    expect(lock).toHaveBeenCalledTimes(1);
    stop();
  });
});
