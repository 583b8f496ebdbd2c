// A name that would be drawn backwards is shown with its mark.
import { expect, it } from "vitest";
import { legible } from "../src/ipc/legible";

it("marks that turn the direction of writing are visible in every text, however deep", () => {
  const view = { rows: [{ name: "SMITH\u202eHTIMS", bed: null, count: 3 }], title: "Łukasz O’Neill" };
  expect(legible(view)).toEqual({ rows: [{ name: "SMITH[U+202E]HTIMS", bed: null, count: 3 }], title: "Łukasz O’Neill" });
});
