// Answers on their way to the disk.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Line } from "../src/forms/line";

/** A line whose sendings are released by hand. */
function bench() {
  const log: string[] = [];
  const arrived: string[] = [];
  const failed: string[] = [];
  const line = new Line<string>((view) => arrived.push(view), (_, key) => failed.push(key));
  const put = (key: string, word: string, delay: number, answer: () => Promise<string> = () => Promise.resolve(word)) =>
    line.put(key, () => {
      log.push(`${key}=${word}`);
      return answer();
    }, delay);
  return { line, log, arrived, failed, put };
}

describe("the line of answers", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("sends typing once it rests, and only its last word", async () => {
    const { log, put } = bench();
    put("rr", "2", 250);
    put("rr", "22", 250);
    await vi.advanceTimersByTimeAsync(240);
    expect(log).toEqual([]);
    await vi.advanceTimersByTimeAsync(20);
    expect(log).toEqual(["rr=22"]);
  });

  it("sends what was typed before a choice, before the choice", async () => {
    const { log, put } = bench();
    put("rr", "22", 250);
    put("o2", "air", 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(["rr=22", "o2=air"]);
  });

  it("never has two answers on their way at once", async () => {
    const { log, put } = bench();
    let release: (word: string) => void = () => {};
    put("rr", "22", 0, () => new Promise((done) => (release = done)));
    put("hr", "104", 0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toEqual(["rr=22"]);
    release("ok");
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(["rr=22", "hr=104"]);
  });

  it("has everything on the disk when a flush resolves", async () => {
    const { line, log, put } = bench();
    put("rr", "22", 250);
    put("hr", "104", 250);
    expect(await line.flush()).toBe(true);
    expect(log).toEqual(["rr=22", "hr=104"]);
  });

  it("keeps what could not be saved, says so, and sends it first next time", async () => {
    const { line, log, failed, put } = bench();
    let works = false;
    put("rr", "22", 0, () => (works ? Promise.resolve("ok") : Promise.reject(new Error("disk"))));
    expect(await line.flush()).toBe(false);
    expect(failed).toEqual(["rr"]);
    works = true;
    put("hr", "104", 0);
    expect(await line.flush()).toBe(true);
    expect(log).toEqual(["rr=22", "rr=22", "hr=104"]);
  });

  it("does not send an older word after a newer one", async () => {
    const { line, log, put } = bench();
    let release: (reason: Error) => void = () => {};
    put("rr", "2", 0, () => new Promise((_, refuse) => (release = refuse)));
    await vi.advanceTimersByTimeAsync(0);
    put("rr", "22", 0);
    release(new Error("disk"));
    await vi.advanceTimersByTimeAsync(0);
    expect(await line.flush()).toBe(true);
    expect(log).toEqual(["rr=2", "rr=22"]);
  });
});
