// The patient's pages: identity, what is not held, the line where systems were lost, the form finder, the time line of the chart.
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { pretend } from "../fixtures/pretend";
import { here } from "../src/place.svelte";
import Chart from "../src/screens/chart/Chart.svelte";
import Patient from "../src/screens/patient/Patient.svelte";

// axe takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const rules = { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } };
const problems = async (page: Element) => (await axe.run(page, rules)).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);

async function patient(query = "", width = 1366) {
  window.innerWidth = width;
  window.dispatchEvent(new Event("resize"));
  pretend(new URLSearchParams(query));
  const page = render(Patient, { patient: "b1" });
  await screen.findByRole("heading", { name: "Timeline" });
  return page;
}
const banner = () => screen.getByRole("region", { name: "Patient" });

beforeEach(() => here.reset());

describe("the banner", () => {
  it("reads name, born, gender, NHS number, in that order and without a colon", async () => {
    await patient();
    const words = (banner().querySelector(".z1")?.textContent ?? "").replace(/\s+/g, " ");
    expect(words).toMatch(/DAVIES, Margaret \(Mrs\).*Born ?09-Jan-1944 \(82y\).*Gender ?Female.*NHS No\. ?999 030 8241/);
    expect(words).not.toContain(":");
  });
  it("ends with the allergies, which open", async () => {
    await patient();
    const last = [...banner().querySelectorAll<HTMLElement>(".z2 > *")].at(-1);
    expect(last?.textContent).toContain("Known allergies: penicillin, latex");
    await fireEvent.click(last as HTMLElement);
    expect(within(banner()).getByText("penicillin")).toBeTruthy();
    expect(last?.getAttribute("aria-expanded")).toBe("true");
  });
  it("shows a death by words under the birth", async () => {
    await patient("who=died");
    expect(banner().textContent).toMatch(/Born\s*03-Oct-1940\s*Died\s*21-Nov-2026\s*Age at Death\s*86y/);
  });
  it("marks an unknown patient and shows the temporary number", async () => {
    await patient("who=unknown");
    expect(banner().textContent).toMatch(/Unknown patient/);
    expect(banner().textContent).toMatch(/RZZ 4820316 U/);
  });
});

describe("the summary", () => {
  it("says not held in words", async () => {
    await patient();
    expect(screen.getByText("Not held. Ask the laboratory.")).toBeTruthy();
  });
  it("keeps the lost line between what was recorded here and the copy", async () => {
    await patient();
    const lines = [...document.querySelectorAll(".tl > li:not(.day)")];
    const cut = lines.findIndex((line) => line.classList.contains("break"));
    expect(cut).toBeGreaterThan(0);
    expect(lines.slice(0, cut).some((line) => line.classList.contains("hist"))).toBe(false);
    expect(lines.slice(cut + 1).every((line) => line.classList.contains("hist"))).toBe(true);
  });
  it("finishes a draft from the timeline", async () => {
    await patient();
    await fireEvent.click(screen.getByRole("button", { name: /^Finish/ }));
    expect(here.place).toEqual({ at: "form", draft: "d1", patient: "b1" });
  });
  it("finds a form by the start of a word of its title or synonyms", async () => {
    await patient();
    const box = screen.getByLabelText("Find a form");
    await fireEvent.input(box, { target: { value: "path" } });
    expect(within(screen.getByRole("region", { name: "Start a form" })).getByRole("button", { name: /Telephoned result/ })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Vital signs/ })).toBeNull();
    await fireEvent.input(box, { target: { value: "ath" } });
    expect(screen.getByText(/No form matches/)).toBeTruthy();
  });
  it("does not start a form of a system that is up", async () => {
    await patient();
    await fireEvent.click(screen.getByRole("button", { name: /Move or discharge/ }));
    expect(here.place.at).toBe("ward");
  });
  it("puts the finder behind a button in a narrow window", async () => {
    await patient("", 1024);
    expect(screen.queryByLabelText("Find a form")).toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: /Start a form/ }));
    await fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: /Observations/ }));
    await waitFor(() => expect(here.place.at).toBe("form"));
  });
  it.each([["", 1366], ["who=unknown", 1366], ["who=died", 1366], ["who=long", 1024]])("has nothing for axe to find (%s, %i)", async (query, width) => {
    const page = await patient(query, width);
    expect(await problems(page.container)).toEqual([]);
  });
});

describe("the observation chart", () => {
  async function chart(query = "") {
    pretend(new URLSearchParams(query));
    const page = render(Chart, { patient: "b1" });
    await screen.findByRole("slider");
    return page;
  }
  it("reads one set at a time by the arrow keys", async () => {
    await chart();
    const line = screen.getByRole("slider");
    await fireEvent.keyDown(line, { key: "ArrowLeft" });
    expect(line.getAttribute("aria-valuetext")).toMatch(/^14:25 21-Nov-2026, Ama Boateng: Respirations 22/);
    await fireEvent.keyDown(line, { key: "ArrowLeft" });
    expect(line.getAttribute("aria-valuetext")).toMatch(/^12:45/);
    await fireEvent.keyDown(line, { key: "Home" });
    expect(line.getAttribute("aria-valuetext")).toMatch(/^15:10 20-Nov-2026/);
  });
  it("does not draw a join where Rust says there is none", async () => {
    const page = await chart();
    expect(page.container.querySelectorAll("polyline")).toHaveLength(8);
  });
  it("never shows a bare total for an incomplete set", async () => {
    const page = await chart("chart=edge");
    expect([...page.container.querySelectorAll("svg .total text")].map((one) => one.textContent)).not.toContain("6");
  });
  it("holds the same numbers as a table, newest on top", async () => {
    await chart();
    await fireEvent.click(screen.getByRole("button", { name: "Table" }));
    const rows = screen.getAllByRole("row");
    expect(rows[1]?.textContent).toMatch(/14:25.*22.*93.*108\/60.*104.*38\.4/);
  });
  it("says when a window is empty", async () => {
    await chart();
    for (let back = 0; back < 4; back++) await fireEvent.click(screen.getByRole("button", { name: "Earlier" }));
    expect(await screen.findByText(/No observations in this window/)).toBeTruthy();
  });
  it.each([[""], ["chart=edge"]])("has nothing for axe to find (%s)", async (query) => {
    const page = await chart(query);
    expect(await problems(page.container)).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Table" }));
    expect(await problems(page.container)).toEqual([]);
  });
});
