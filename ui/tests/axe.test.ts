// axe-core on every screen, on invented answers. (Contrast and overflow are looked at in a browser: `npm run look`.)
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import type { Place } from "../src/place.svelte";
import { open, press, saying, settle, type } from "./window";

const screens: [string, Place | null, string, ((window: HTMLElement) => void)?, string?][] = [
  ["sign in", null, "gate=sign-in"],
  ["no store", null, "gate=no-store&problem=1"],
  ["open after a restart", null, "gate=store-locked"],
  ["ward list", { at: "ward" }, ""],
  ["ward list, standing by", { at: "ward" }, "mood=calm"],
  ["ward list in an exercise, filtering", { at: "ward" }, "mood=exercise", (window) => saying(window, ".head button", "Filter").click()],
  ["ward list, sorting", { at: "ward" }, "", (window) => saying(window, ".head button", "Sort").click()],
  ["ward list, grouping", { at: "ward" }, "", (window) => saying(window, ".head button", "Group by").click()],
  ["ward list, columns", { at: "ward" }, "", (window) => saying(window, ".asat button", "Columns").click()],
  ["ward list, sorted", { at: "ward" }, "", (window) => saying(window, "thead button", "NEWS2").click()],
  ["ward list, empty", { at: "ward" }, "empty=1"],
  ["patient", { at: "patient", patient: "b1" }, ""],
  ["observation chart", { at: "chart", patient: "b1" }, ""],
  ["timeline", { at: "timeline", patient: "b1" }, ""],
  ["timeline, an amended record", { at: "timeline", patient: "b1", record: "4" }, "", (window) => saying(window, "aside .chain button", "Read it").click()],
  ["timeline, a voided record", { at: "timeline", patient: "b1", record: "v" }, ""],
  ["timeline, what cannot be amended", { at: "timeline", patient: "b1", record: "7a" }, ""],
  ["amend a record", { at: "timeline", patient: "b1", record: "1" }, "", (window) => saying(window, "aside button", "Amend, with a reason").click()],
  ["void a record", { at: "timeline", patient: "b1", record: "1" }, "", (window) => saying(window, "aside button", "Void, with a reason").click()],
  ["a form that amends", { at: "form", draft: "d1", patient: "b1" }, "amends=Amends version 1, which stays readable. Reason: typing slip"],
  ["form", { at: "form", draft: "d1", patient: "b1" }, ""],
  ["print", { at: "print", patient: null }, ""],
  ["print, stopped", { at: "print", patient: null }, "pack=stopped"],
  ["print, no printer", { at: "print", patient: null }, "printer=none"],
  ["outage", { at: "outage" }, ""],
  ["change a system", { at: "outage" }, "", (window) => saying(window, ".head button", "Change a system").click()],
  ["declare", { at: "outage", declare: true }, "mood=calm"],
  ["recovery", { at: "recovery" }, ""],
  ["recovery, sending", { at: "recovery" }, "sending=1"],
  ["another server", { at: "recovery" }, "sending=other", (window) => saying(window, ".go button", "Look at this server").click()],
  ["release", { at: "recovery" }, "", (window) => saying(window, ".head button", "Release").click()],
  ["copies held", { at: "ready" }, ""],
  ["set aside", { at: "ready" }, "", (window) => saying(window, "table button", "Show 3").click()],
  ["open with the envelope", null, "gate=store-locked&secret=lost"],
  ["keys and envelope", { at: "ready", page: "keys" }, ""],
  ["the page of an envelope", { at: "ready", page: "keys" }, "page=1"],
  ["taking a copy in", { at: "ready" }, "", (window) => saying(window, ".head button", "Take in a copy").click()],
  ["a copy being taken in", { at: "ready" }, "taking=reading"],
  ["a copy taken in", { at: "ready" }, "taking=taken"],
  ["a copy that could not be taken in", { at: "ready" }, "taking=failed"],
  ["open a standby copy", null, "gate=no-store", (window) => saying(window, ".offer button", "Open a standby copy").click()],
  ["standby copy", { at: "ready", page: "standby" }, ""],
  ["standby copy, disk full, copying", { at: "ready", page: "standby" }, "disk=full&copying=1"],
  ["standby copy, no places", { at: "ready", page: "standby" }, "empty=1"],
  ["back this PC up", { at: "ready", page: "standby" }, "", (window) => saying(window, "section button", "Whole-PC backup").click()],
  ["reset this PC", { at: "ready", page: "standby" }, "", (window) => saying(window, "section button", "Reset this PC").click()],
  ["people", { at: "ready", page: "people" }, ""],
  ["people, for somebody who may not change them", { at: "ready", page: "people" }, "role=nurse"],
  ["add a person", { at: "ready", page: "people" }, "", (window) => saying(window, ".head button", "Add a person").click()],
  ["change a person", { at: "ready", page: "people" }, "", (window) => saying(window, "tr:nth-child(2) button", "Change").click()],
  ["give a PIN", { at: "ready", page: "people" }, "", (window) => saying(window, "table button", "Give a PIN").click()],
  ["change my PIN", { at: "ready", page: "people" }, "", (window) => saying(window, "table button", "Change my PIN").click()],
  ["take in a list", { at: "ready", page: "people" }, "", (window) => saying(window, ".head button", "Take in a list").click()],
  ["emergency access to review", { at: "ready", page: "people" }, "", (window) => saying(window, "aside button", "Look at them").click()],
  ["audit", { at: "ready", page: "audit" }, ""],
  ["audit, found", { at: "ready", page: "audit" }, "", (window) => saying(window, ".head button", "Search").click()],
  ["audit, nothing found, something wrong", { at: "ready", page: "audit" }, "found=none&chain=wrong", (window) => {
    saying(window, ".head button", "Search").click();
    saying(window, "aside button", "Check everything now").click();
  }],
  ["audit, choosing one of two of one name", { at: "ready", page: "audit" }, "", (window) => {
    const box = window.querySelector<HTMLInputElement>(".pt input")!;
    box.value = "dav";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    press("ArrowDown");
  }],
  ["audit, for somebody who may not search", { at: "ready", page: "audit" }, "role=hca"],
  ["export the audit", { at: "ready", page: "audit" }, "", (window) => saying(window, ".head button", "Export").click()],
  ["a pass for one shift", null, "gate=sign-in", (window) => saying(window, ".cannot button", "pass with a witness").click()],
  ["emergency access", null, "gate=sign-in", (window) => saying(window, ".cannot button", "Emergency access").click()],
  ["help", { at: "help" }, ""],
  ["find", { at: "ward" }, "", () => press("k", { ctrlKey: true })],
  ["find, two of one name", { at: "ward" }, "", () => press("k", { ctrlKey: true }), "dav obs"],
  ["find, nothing", { at: "patient", patient: "b1" }, "", () => press("k", { ctrlKey: true }), "zzz"],
];

describe("axe finds nothing", () => {
  it.each(screens)("on %s", async (_name, place, query, act, typed) => {
    document.documentElement.lang = "en-GB";
    document.title = "Holdfast";
    const window = await open(place, query);
    act?.(window);
    await settle();
    if (typed !== undefined) await type(window, typed);
    const found = await axe.run(window.ownerDocument, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } });
    expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`)).toEqual([]);
  }, 90_000);
});
