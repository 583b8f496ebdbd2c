// Choosing a day: days are counted right, and the whole calendar works by the keyboard.
import { fireEvent, render } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { dateSent, dateShown } from "../src/forms/dates";
import { here } from "../src/place.svelte";
import DateBox from "../src/shared/DateBox.svelte";
import { addDays, addMonths, counted, dayName, isDay, monday, monthName, weeks } from "../src/shared/days";
import { dates as words } from "../src/words/dates";
import { open, press, saying, settle } from "./window";

vi.setConfig({ testTimeout: 60_000 });

describe("days", () => {
  it.each([
    [addDays("2026-11-21", 10), "2026-12-01"],
    [addDays("2024-03-01", -1), "2024-02-29"],
    // The night the clocks change is a day like others.
    [addDays("2026-10-24", 1), "2026-10-25"],
    [addDays("2026-10-25", 1), "2026-10-26"],
    [addMonths("2026-01-31", 1), "2026-02-28"],
    [addMonths("2024-01-31", 1), "2024-02-29"],
    [addMonths("2026-11-21", -12), "2025-11-21"],
    [addMonths("2026-12-31", 2), "2027-02-28"],
    [monday("2026-11-21"), "2026-11-16"],
    [monday("2026-11-22"), "2026-11-16"],
    [monday("2026-11-16"), "2026-11-16"],
  ])("%s is %s", (day, expected) => expect(day).toBe(expected));
  it("shows a month in six weeks from a Monday", () => {
    const shown = weeks("2026-11-21");
    expect(shown.map((week) => week[0])).toEqual(["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"]);
    expect(shown.every((week) => week.length === 7)).toBe(true);
  });
  it.each([
    ["-2d", "2026-11-19"],
    ["+3m", "2027-02-21"],
    ["+1w", "2026-11-28"],
    ["-1Y", "2025-11-21"],
    ["-20h", null],
    ["2d", null],
    ["21-Nov-2026", null],
  ])("%s from 21-Nov-2026 is %s", (typed, day) => expect(counted(typed, "2026-11-21")).toBe(day));
  it.each([["2026-11-30", true], ["2026-11-31", false], ["2026-02-29", false], ["tomorrow", false], ["", false]] as const)("whether %s is a day: %s", (text, is) => expect(isDay(text)).toBe(is));
  it("is said in full", () => expect([monthName("2026-11-21"), dayName("2026-11-21")]).toEqual(["November 2026", "Saturday 21 November 2026"]));
});

describe("a box for a day", () => {
  let typed: string[] = [];
  const box = async (value: string) => {
    const page = render(DateBox, { value, read: dateSent, write: dateShown, today: () => Promise.resolve("2026-11-21"), words, link: { id: "day", "aria-label": "Day" }, ontype: (text: string) => void typed.push(text) });
    const button = page.getByRole("button", { name: "Choose a date" });
    return { ...page, button, input: page.container.querySelector("input")! };
  };
  const openIt = async (value: string) => {
    const page = await box(value);
    page.button.focus();
    page.button.click();
    await settle();
    return page;
  };
  const at = (): string | undefined => (document.activeElement as HTMLElement).dataset.day;
  beforeEach(() => {
    typed = [];
  });

  it("is typed into as before", async () => {
    const { input } = await box("");
    await fireEvent.input(input, { target: { value: "19-Nov-2026" } });
    expect(typed).toEqual(["19-Nov-2026"]);
  });
  it("turns what is counted from today into the day it means, when it is left", async () => {
    const { input } = await box("-2d");
    await fireEvent.blur(input);
    await settle();
    expect(typed).toEqual(["19-Nov-2026"]);
  });
  it("opens on the day that is typed, with today marked", async () => {
    const { container } = await openIt("3/12/2026");
    expect(at()).toBe("2026-12-03");
    expect(container.querySelector("[aria-selected=true] button")?.getAttribute("data-day")).toBe("2026-12-03");
    press("PageUp");
    await settle();
    expect(container.querySelector("[aria-current=date] .vh")?.textContent).toBe("Saturday 21 November 2026");
  });
  it("opens on today when nothing is typed, and moves by every key", async () => {
    await openIt("");
    const moves: [string, boolean, string][] = [
      ["ArrowRight", false, "2026-11-22"], ["ArrowDown", false, "2026-11-29"], ["ArrowRight", false, "2026-11-30"], ["ArrowRight", false, "2026-12-01"],
      ["ArrowUp", false, "2026-11-24"], ["ArrowLeft", false, "2026-11-23"], ["End", false, "2026-11-29"], ["Home", false, "2026-11-23"],
      ["PageDown", false, "2026-12-23"], ["PageUp", false, "2026-11-23"], ["PageDown", true, "2027-11-23"], ["PageUp", true, "2026-11-23"],
    ];
    for (const [key, shiftKey, day] of moves) {
      press(key, { shiftKey });
      await settle();
      expect(at(), key).toBe(day);
    }
  });
  it("chooses a day, or today, and gives the focus back", async () => {
    const { container, button } = await openIt("");
    press("ArrowLeft");
    await settle();
    (document.activeElement as HTMLElement).click();
    await settle();
    expect(typed).toEqual(["20-Nov-2026"]);
    expect(document.activeElement).toBe(button);
    button.click();
    await settle();
    saying(container, ".calendar button", "Today, 21-Nov-2026").click();
    await settle();
    expect(typed.at(-1)).toBe("21-Nov-2026");
    expect(container.querySelector(".calendar")).toBeNull();
  });
  it("closes with Esc or a press elsewhere, and nothing is changed", async () => {
    const { container, button } = await openIt("19-Nov-2026");
    press("Escape");
    await settle();
    expect(container.querySelector(".calendar")).toBeNull();
    button.click();
    await settle();
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    await settle();
    expect(container.querySelector(".calendar")).toBeNull();
    expect(typed).toEqual([]);
  });
  it("axe finds nothing", async () => {
    const { container } = await openIt("");
    const found = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(found.violations.map((one) => one.id)).toEqual([]);
  }, 20_000);
});

describe("in the window", () => {
  it("Esc closes the calendar and leaves the form as it is", async () => {
    const window = await open({ at: "form", draft: "d1", patient: "b1" });
    window.querySelector<HTMLElement>(".care input[value=earlier]")!.click();
    await settle();
    await settle();
    window.querySelector<HTMLElement>(".care .pick")!.click();
    await settle();
    expect(window.querySelector(".calendar")).not.toBeNull();
    press("Escape");
    await settle();
    expect(window.querySelector(".calendar")).toBeNull();
    expect(here.place.at).toBe("form");
  });
  it("Esc closes the calendar and leaves the dialog it stands in", async () => {
    const window = await open({ at: "outage" });
    saying(window, ".head button", "Change a system").click();
    await settle();
    window.querySelector<HTMLElement>(".dlg .pick")!.click();
    await settle();
    expect(window.querySelector(".calendar")).not.toBeNull();
    press("Escape");
    await settle();
    expect(window.querySelector(".calendar")).toBeNull();
    expect(window.querySelector(".dlg")).not.toBeNull();
  });
});
