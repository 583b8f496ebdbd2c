// axe-core on every screen, on invented answers. (Contrast and overflow are looked at in a browser: `npm run look`.)
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import type { Place } from "../src/place.svelte";
import { open, saying, settle } from "./window";

const screens: [string, Place | null, string, ((window: HTMLElement) => void)?][] = [
  ["sign in", null, "gate=sign-in"],
  ["no store", null, "gate=no-store&problem=1"],
  ["open after a restart", null, "gate=store-locked"],
  ["ward list", { at: "ward" }, ""],
  ["ward list, standing by", { at: "ward" }, "mood=calm"],
  ["ward list in an exercise, filtered", { at: "ward" }, "mood=exercise", (window) => saying(window, ".head button", "Filter").click()],
  ["ward list, empty", { at: "ward" }, "empty=1"],
  ["patient", { at: "patient", patient: "b1" }, ""],
  ["observation chart", { at: "chart", patient: "b1" }, ""],
  ["form", { at: "form", draft: "d1", patient: "b1" }, ""],
  ["print", { at: "print", patient: null }, ""],
  ["print, stopped", { at: "print", patient: null }, "pack=stopped"],
  ["print, no printer", { at: "print", patient: null }, "printer=none"],
  ["outage", { at: "outage" }, ""],
  ["change a system", { at: "outage" }, "", (window) => saying(window, ".head button", "Change a system").click()],
  ["declare", { at: "outage", declare: true }, "mood=calm"],
  ["recovery", { at: "recovery" }, ""],
  ["recovery, sending", { at: "recovery" }, "sending=1"],
  ["release", { at: "recovery" }, "", (window) => saying(window, ".head button", "Release").click()],
  ["copies held", { at: "ready" }, ""],
  ["set aside", { at: "ready" }, "", (window) => saying(window, "table button", "Show 3").click()],
  ["people", { at: "people" }, ""],
  ["people, for somebody who may not change them", { at: "people" }, "role=nurse"],
  ["add a person", { at: "people" }, "", (window) => saying(window, ".head button", "Add a person").click()],
  ["change a person", { at: "people" }, "", (window) => saying(window, "tr:nth-child(2) button", "Change").click()],
  ["give a PIN", { at: "people" }, "", (window) => saying(window, "table button", "Give a PIN").click()],
  ["change my PIN", { at: "people" }, "", (window) => saying(window, "table button", "Change my PIN").click()],
  ["take in a list", { at: "people" }, "", (window) => saying(window, ".head button", "Take in a list").click()],
  ["emergency access to review", { at: "people" }, "", (window) => saying(window, "aside button", "Look at them").click()],
  ["a pass for one shift", null, "gate=sign-in", (window) => saying(window, ".cannot button", "pass with a witness").click()],
  ["emergency access", null, "gate=sign-in", (window) => saying(window, ".cannot button", "Emergency access").click()],
  ["help", { at: "help" }, ""],
];

describe("axe finds nothing", () => {
  it.each(screens)("on %s", async (_name, place, query, act) => {
    document.documentElement.lang = "en-GB";
    document.title = "Holdfast";
    const window = await open(place, query);
    act?.(window);
    await settle();
    const found = await axe.run(window.ownerDocument, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } });
    expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`)).toEqual([]);
  }, 20_000);
});
