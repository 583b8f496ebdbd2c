// The lock by itself: after a while without a key or touch, and when the PC has slept.
import { afterEach, describe, expect, it, vi } from "vitest";
import { watchIdle } from "../src/frame/idle";
import { press } from "./window";

afterEach(() => vi.useRealTimers());

function watched() {
  vi.useFakeTimers();
  const acts = { lock: vi.fn(), touched: vi.fn() };
  return { ...acts, stop: watchIdle(180, acts) };
}

describe("the lock by itself", () => {
  it("comes after the site's time without a key, and a key puts it off", () => {
    const { lock, touched, stop } = watched();
    vi.advanceTimersByTime(179_000);
    press("a");
    expect(touched).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(179_000);
    expect(lock).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(lock).toHaveBeenCalledTimes(1);
    stop();
  });
  it("comes at once when the PC has slept, and not when it only ran", () => {
    const { lock, stop } = watched();
    vi.advanceTimersByTime(60_000);
    expect(lock).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(2_000);
    expect(lock).toHaveBeenCalledTimes(1);
    stop();
  });
});
