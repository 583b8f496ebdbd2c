// Before each test: a page as the window gives it, without Tauri.
import { cleanup } from "@testing-library/svelte";
import { afterEach } from "vitest";

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
window.matchMedia ??= ((media: string) => ({ media, matches: false, addEventListener() {}, removeEventListener() {} })) as unknown as typeof window.matchMedia;
Element.prototype.scrollIntoView ??= () => {};
afterEach(() => cleanup());
