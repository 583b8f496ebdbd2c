// The status bar: is my work safe, and can the time be trusted?
import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { StatusView } from "../src/ipc/bindings";
import StatusBar from "../src/frame/StatusBar.svelte";

const status: StatusView = { saved: "14:32", clockBehind: null, waitingDrafts: 0, printer: null, printerReady: false, owed: 0, overdue: 0, refused: 0, standby: "no standby copy", standbyLate: false, disk: "enough" };
const words = (change: Partial<StatusView>): string =>
  (render(StatusBar, { status: { ...status, ...change }, exercise: false, failed: false }).container.textContent ?? "").replace(/\s+/g, " ");

describe("the status bar", () => {
  it("says when this PC's clock is behind what it recorded before", () => {
    expect(words({ clockBehind: "1hr 0min" })).toContain("This PC's clock is 1hr 0min behind: check the times you record");
  });
  it("says nothing of a clock that is right", () => {
    expect(words({})).not.toContain("clock");
  });
});
