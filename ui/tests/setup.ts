// Before each test: a page as the window gives it, without Tauri.
import { cleanup } from "@testing-library/svelte";
import { afterEach } from "vitest";

Element.prototype.scrollIntoView ??= () => {};
afterEach(() => cleanup());
