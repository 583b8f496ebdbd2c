// The strip: what every screen says about the systems.
import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { session, strip } from "../fixtures/session.answers";
import Strip from "../src/frame/Strip.svelte";

const words = (node: Element): string => (node.textContent ?? "").replace(/\s+/g, " ");
const draw = (change: Partial<typeof strip>, exercise = false) =>
  render(Strip, { strip: { ...strip, ...change }, session: { ...session, exercise }, onlock: () => {} }).container;

describe("the strip", () => {
  it("says downtime, how long, and each state in the fixed order", () => {
    const said = words(draw({}));
    const order = ["DOWNTIME", "12hr 18min so far", "6 down", "EPR notes", "1 degraded", "File share", "1 in test", "Ophthalmology", "3 up", "Next update 15:00"];
    const places = order.map((one) => said.indexOf(one));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
  it("is thin and calm when nothing is down", () => {
    const box = draw({ mood: "standing-by", down: [], degraded: [], inTest: [], up: [...strip.up, ...strip.down] });
    expect(words(box)).toContain("STANDING BY");
    expect(words(box)).toContain("All 9 systems are up.");
    expect(words(box)).not.toContain("DOWNTIME");
    expect(box.querySelector(".strip.calm")).not.toBeNull();
  });
  it("says EXERCISE instead of DOWNTIME in an exercise", () => {
    const said = words(draw({}, true));
    expect(said).toContain("EXERCISE");
    expect(said).toContain("Practice, not real");
    expect(said).not.toContain("DOWNTIME");
    expect(said).toContain("6 down");
  });
  it("gives the full date of a loss on an earlier day", () => {
    expect(draw({}).querySelector('[title="20-Nov-2026 23:40"]')?.textContent).toContain("Fri 23:40");
  });
  it("offers no lock when nobody is signed in", () => {
    const { container } = render(Strip, { strip, session: { ...session, gate: "sign-in", who: null }, onlock: () => {} });
    expect(words(container)).toContain("No one signed in");
    expect(container.querySelector("button")).toBeNull();
  });
});
