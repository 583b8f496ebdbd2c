// Dates as staff write them and as they travel.
import { describe, expect, it } from "vitest";
import { dateSent, dateShown, momentSent, momentShown } from "../src/forms/dates";

describe("dates", () => {
  it.each([
    ["21-Nov-2026", "2026-11-21"],
    ["1 november 2026", "2026-11-01"],
    ["03/04/2026", "2026-04-03"],
    ["2026-11-21", "2026-11-21"],
    ["31-31-2026", "31-31-2026"],
    ["tomorrow", "tomorrow"],
  ])("%s travels as %s", (typed, sent) => expect(dateSent(typed)).toBe(sent));

  it.each([
    ["2026-11-21", "21-Nov-2026"],
    ["tomorrow", "tomorrow"],
    ["", ""],
  ])("%s is shown as %s", (held, shown) => expect(dateShown(held)).toBe(shown));

  it("puts a moment together with its offset and takes it apart again", () => {
    const sent = momentSent("21-Nov-2026", "9:05");
    expect(sent).toMatch(/^2026-11-21T09:05:00[+-]\d{2}:\d{2}$/);
    expect(momentShown(sent)).toEqual({ date: "21-Nov-2026", time: "09:05" });
  });

  it("lets half a moment travel as typed", () => expect(momentSent("21-Nov-2026", "")).toBe("21-Nov-2026"));
});
