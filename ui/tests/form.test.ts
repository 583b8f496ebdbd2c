// What only the screen can get wrong: typing that is overwritten, answers out of order, keys that lose work, a press that is skipped.
import { mockIPC } from "@tauri-apps/api/mocks";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Pretend } from "../fixtures/form.answers";
import type { AnswerRequest, CareRequest } from "../src/ipc/bindings";
import { here } from "../src/place.svelte";
import { said } from "../src/said.svelte";
import Form from "../src/screens/form/Form.svelte";

// axe takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

interface Call {
  command: string;
  args: Record<string, unknown>;
}
let calls: Call[] = [];
let hold: Promise<void> | null = null;
let broken = false;

function stand(query = "", form = "news2"): Pretend {
  const pretend = new Pretend(new URLSearchParams(query), form);
  mockIPC(async (command, raw) => {
    const args = (raw ?? {}) as Record<string, unknown>;
    calls.push({ command, args });
    if (command === "open_draft" || command === "restore_draft") return pretend.view();
    if (command === "strip") return { today: "2026-11-21" };
    if (broken) throw { code: "store", words: "The disk is full.", hint: "Nothing signed is lost." };
    if (hold) await hold;
    if (command === "answer") return pretend.answer(args.request as AnswerRequest);
    if (command === "set_care") return pretend.setCare(args.request as CareRequest);
    if (command === "add_row") {
      pretend.rows += 1;
      return pretend.view();
    }
    if (command === "discard_draft") return "b1";
    if (command === "staff_choices") return [{ id: "jo", name: "Marsh, Jo", role: "Staff nurse", pinSet: true }];
    if (command === "sign") {
      const second = args.second as { pin: string } | null;
      if (second !== null && second.pin !== "135791") throw { code: "wrong-pin", words: "That is not the PIN of Marsh, Jo; 4 more tries.", hint: "" };
      if (args.pin !== "246810") throw { code: "wrong-pin", words: "That PIN is not right.", hint: "4 tries are left." };
      return { record: "r1", patient: "b1", words: "Saved on this PC 14:33. It waits for EPR." };
    }
    throw { code: "not-found", words: command, hint: "" };
  });
  return pretend;
}

const answers = () => calls.filter((call) => call.command === "answer").map((call) => call.args.request as AnswerRequest);
const field = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label, { selector: "input" });
async function open(query = "", form = "news2") {
  const pretend = stand(query, form);
  const page = render(Form, { draft: "d1" });
  await screen.findByRole("heading", { level: 1 });
  return { pretend, page };
}
async function type(input: HTMLInputElement, text: string) {
  input.focus();
  await fireEvent.input(input, { target: { value: text } });
}

beforeEach(() => {
  calls = [];
  hold = null;
  broken = false;
  here.reset();
  said.end();
});

describe("a form being filled in", () => {
  it("has nothing chosen at first", async () => {
    await open();
    for (const radio of screen.getAllByRole<HTMLInputElement>("radio")) expect(radio.checked).toBe(false);
  });

  it("opens where two sets were recorded in one minute", async () => {
    await open("twice");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Observations (NEWS2)");
    expect(screen.getAllByText("12:45").length).toBeGreaterThan(1);
    expect(field(/^Respirations/)).toBeTruthy();
  });
  it("never overwrites what is being typed with an older answer", async () => {
    let release = (): void => {};
    await open();
    hold = new Promise((done) => (release = done));
    const rr = field(/^Respirations/);
    await type(rr, "2");
    await waitFor(() => expect(answers()).toHaveLength(1), { timeout: 1000 });
    await type(rr, "22");
    hold = null;
    release();
    await new Promise((done) => setTimeout(done, 20));
    expect(rr.value).toBe("22");
    await waitFor(() => expect(answers().at(-1)?.value).toEqual({ number: "22" }), { timeout: 1000 });
    expect(rr.value).toBe("22");
  });

  it("sends what is in a field when the focus leaves it", async () => {
    await open();
    const rr = field(/^Respirations/);
    await type(rr, "22");
    rr.blur();
    await waitFor(() => expect(answers()).toHaveLength(1), { timeout: 150 });
  });

  it("sends answers in the order they were given", async () => {
    await open();
    await type(field(/^Respirations/), "22");
    await type(field(/^Saturation/), "93");
    await fireEvent.click(screen.getByRole("radio", { name: "Air" }));
    await waitFor(() => expect(answers().map((one) => one.node)).toEqual(["rr", "spo2", "o2"]));
  });

  it("puts what was typed on the disk when the screen goes away", async () => {
    const { page } = await open();
    await type(field(/^Pulse/), "104");
    page.unmount();
    await waitFor(() => expect(answers().at(-1)).toMatchObject({ node: "hr", value: { number: "104" } }), { timeout: 150 });
  });

  it("keeps on screen what could not be saved, and says so", async () => {
    await open();
    broken = true;
    const rr = field(/^Respirations/);
    await type(rr, "22");
    rr.blur();
    expect(await screen.findByText("The disk is full.")).toBeTruthy();
    expect(rr.value).toBe("22");
    broken = false;
    await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.queryByText("The disk is full.")).toBeNull());
    expect(answers().at(-1)?.value).toEqual({ number: "22" });
  });

  it("links a wrong answer to its field in words", async () => {
    await open();
    const spo2 = field(/^Saturation/);
    await type(spo2, "930");
    spo2.blur();
    await waitFor(() => expect(spo2.getAttribute("aria-invalid")).toBe("true"));
    const told = (spo2.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    expect(told.join(" ")).toContain("930 cannot be");
  });

  it("leads from what is missing to its field", async () => {
    await open("filled=8");
    const foot = document.querySelector<HTMLElement>(".foot");
    await fireEvent.click(within(foot as HTMLElement).getByRole("button", { name: "Temperature" }));
    expect(document.activeElement).toBe(field(/^Temperature/));
  });

  it("asks why when nothing was measured, with the focus on the reason", async () => {
    await open("filled=8");
    await fireEvent.click(screen.getByRole("button", { name: "Temperature: Not measured" }));
    const reason = await screen.findByLabelText<HTMLInputElement>("Temperature: Not measured. Why?");
    await waitFor(() => expect(document.activeElement).toBe(reason));
    await type(reason, "asleep");
    reason.blur();
    await waitFor(() => expect(answers().at(-1)?.value).toEqual({ notMeasured: "asleep" }));
  });

  it("leads on to the next question as soon as something is typed", async () => {
    await open();
    expect(screen.queryByRole("button", { name: "Saturation: Not measured" })).toBeTruthy();
    await type(field(/^Saturation/), "9");
    expect(screen.queryByRole("button", { name: "Saturation: Not measured" })).toBeNull();
  });

  it("gives both numbers of a pressure the same reason", async () => {
    await open();
    await fireEvent.click(screen.getByRole("button", { name: "Blood pressure: Cannot be recorded" }));
    await waitFor(() => expect(answers().map((one) => one.node)).toEqual(["sbp", "dbp"]));
  });

  it("adds a row only after what was typed is on the disk", async () => {
    await open("", "telephoned-result");
    await type(field(/^Test/), "Haemoglobin");
    await fireEvent.click(screen.getByRole("button", { name: "Add result" }));
    await waitFor(() => expect(calls.some((call) => call.command === "add_row")).toBe(true));
    expect(calls.filter((call) => ["answer", "add_row"].includes(call.command)).map((call) => call.command)).toEqual(["answer", "add_row"]);
  });

  it("shows the words to read back right before the question about them", async () => {
    await open("", "telephoned-result");
    const script = screen.getByText(/seventy-one/);
    const section = script.closest("section");
    expect(within(section as HTMLElement).getByRole("radio", { name: "Read back and agreed" })).toBeTruthy();
  });
});

describe("the keys of a form", () => {
  it("Escape keeps the draft and goes to the patient", async () => {
    await open();
    await type(field(/^Respirations/), "22");
    await fireEvent.keyDown(window, { key: "Escape" });
    await waitFor(() => expect(here.place).toEqual({ at: "patient", patient: "b1" }));
    expect(answers().at(-1)?.value).toEqual({ number: "22" });
    expect(calls.some((call) => call.command === "discard_draft")).toBe(false);
    expect(said.now?.words).toContain("Draft kept");
  });

  it("a draft that is slow to be kept does not take back somebody who has gone elsewhere", async () => {
    await open();
    here.go({ at: "form", draft: "d1", patient: "b1" });
    let go = () => {};
    hold = new Promise((done) => (go = done));
    await type(field(/^Respirations/), "22");
    await fireEvent.keyDown(window, { key: "Escape" });
    here.go({ at: "print", patient: null });
    go();
    await waitFor(() => expect(said.now?.words).toContain("Draft kept"));
    expect(here.place).toEqual({ at: "print", patient: null });
  });

  it("Escape stays when the last answer could not be saved", async () => {
    await open();
    here.go({ at: "form", draft: "d1", patient: "b1" });
    broken = true;
    await type(field(/^Respirations/), "22");
    await fireEvent.keyDown(window, { key: "Escape" });
    await screen.findByText("The disk is full.");
    expect(here.place.at).toBe("form");
  });

  it("Ctrl+Enter leads to the first thing missing when it cannot be signed", async () => {
    await open("filled=8");
    await fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(document.activeElement).toBe(field(/^Temperature/)));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("a discarded draft can be brought back", async () => {
    await open();
    await fireEvent.click(screen.getByRole("button", { name: "Discard draft" }));
    await waitFor(() => expect(said.now?.undo).toBeTruthy());
    said.now?.undo?.act();
    await waitFor(() => expect(here.place).toEqual({ at: "form", draft: "d1", patient: "b1" }));
  });
});

describe("signing", () => {
  const sign = () => calls.filter((call) => call.command === "sign");
  async function dialog(query = "filled=9") {
    await open(query);
    await fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });
    return screen.findByRole("dialog");
  }

  it("never starts with the focus on Sign", async () => {
    const box = await dialog();
    expect(box.contains(document.activeElement)).toBe(true);
    expect(document.activeElement?.textContent).not.toContain("Sign");
  });

  it("asks which of two people of one name this is before it takes a PIN", async () => {
    const box = await dialog();
    const pin = box.querySelector<HTMLInputElement>("[data-pin]");
    expect(pin?.disabled).toBe(true);
    const tick = within(box).getByRole<HTMLInputElement>("checkbox");
    expect(tick.checked).toBe(false);
    await fireEvent.click(within(box).getByRole("button", { name: "Sign" }));
    expect(sign()).toHaveLength(0);
    await fireEvent.click(tick);
    await waitFor(() => expect(pin?.disabled).toBe(false));
  });

  async function give(box: HTMLElement, pin: string) {
    const input = box.querySelector<HTMLInputElement>("[data-pin]") as HTMLInputElement;
    await fireEvent.input(input, { target: { value: pin } });
    await fireEvent.keyDown(input, { key: "Enter" });
  }

  it("says in place that a PIN is wrong, and how many tries are left", async () => {
    const box = await dialog();
    await fireEvent.click(within(box).getByRole("checkbox"));
    await give(box, "111111");
    expect(await within(box).findByText(/4 tries are left/)).toBeTruthy();
    expect(here.place.at).not.toBe("patient");
  });

  it("goes back to the patient and says where the record is", async () => {
    const box = await dialog();
    await fireEvent.click(within(box).getByRole("checkbox"));
    await give(box, "246810");
    await waitFor(() => expect(here.place).toEqual({ at: "patient", patient: "b1" }));
    expect(said.now?.words).toContain("It waits for EPR");
    expect(sign()[0]?.args).toMatchObject({ staff: null, sameNameConfirmed: true });
  });

  it("lets a colleague sign their own entry", async () => {
    const box = await dialog();
    await fireEvent.click(within(box).getByRole("checkbox"));
    await fireEvent.click(within(box).getByRole("button", { name: /^Not me/ }));
    await fireEvent.input(within(box).getByLabelText("Who is signing?"), { target: { value: "mar" } });
    await fireEvent.click(await within(box).findByRole("button", { name: /Marsh, Jo/ }));
    await give(box, "246810");
    await waitFor(() => expect(sign()[0]?.args).toMatchObject({ staff: "jo" }));
  });

  it("asks a second person for their own PIN where two sign, and neither PIN goes out alone", async () => {
    const box = await dialog("filled=9&two=1");
    await fireEvent.click(within(box).getByRole("checkbox"));
    await give(box, "246810");
    expect(sign()).toHaveLength(0);
    await fireEvent.input(within(box).getByLabelText("Who is the second person?"), { target: { value: "mar" } });
    await fireEvent.click(await within(box).findByRole("button", { name: /Marsh, Jo/ }));
    await give(box, "000000");
    expect(await within(box).findByText(/not the PIN of Marsh, Jo/)).toBeTruthy();
    await give(box, "135791");
    await waitFor(() => expect(here.place.at).toBe("patient"));
    expect(sign().at(-1)?.args).toMatchObject({ pin: "246810", second: { staff: "jo", pin: "135791" } });
  });

  it("begins again with the first person when it was theirs that was wrong", async () => {
    const box = await dialog("filled=9&two=1");
    await fireEvent.click(within(box).getByRole("checkbox"));
    await give(box, "111111");
    await fireEvent.input(within(box).getByLabelText("Who is the second person?"), { target: { value: "mar" } });
    await fireEvent.click(await within(box).findByRole("button", { name: /Marsh, Jo/ }));
    await give(box, "135791");
    expect(await within(box).findByText(/4 tries are left/)).toBeTruthy();
    expect(within(box).getByText(/PIN for Ama Boateng/)).toBeTruthy();
  });

  it("Escape in the dialog goes back to the form and not further", async () => {
    const box = await dialog();
    await fireEvent.keyDown(box, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(here.place.at).not.toBe("patient");
    expect(screen.getByRole("heading", { level: 1 })).toBeTruthy();
  });
});

describe("for a screen reader", () => {
  const rules = { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } };
  it.each([["news2", "filled=8"], ["news2", ""], ["vital-signs", ""], ["telephoned-result", ""]])("%s has nothing for axe to find (%s)", async (form, query) => {
    const { page } = await open(query, form);
    const found = await axe.run(page.container, rules);
    expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
  });
  it("the sign dialog has nothing for axe to find", async () => {
    const { page } = await open("filled=9");
    await fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });
    await screen.findByRole("dialog");
    const found = await axe.run(page.container, rules);
    expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
  });
});
