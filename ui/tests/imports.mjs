// Who may import whom: `shared` nothing of ours, `clinical` not a screen, only `ipc` Tauri, no screen another screen.
// Also: no text is ever put into a page as markup, and no address of the outside is in the sources.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const src = resolve(dirname(fileURLToPath(import.meta.url)), "../src");

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return /\.(ts|svelte)$/.test(name) ? [path] : [];
  });
}

/** `screens/print`, `shared`, `ipc`… */
function place(path) {
  const parts = relative(src, path).split("/");
  return parts[0] === "screens" ? parts.slice(0, 2).join("/") : parts[0];
}

const may = {
  shared: [],
  words: ["ipc"],
  ipc: ["words"],
  // The tabs of a patient go from place to place.
  clinical: ["shared", "words", "ipc", "place.svelte"],
  forms: ["shared", "clinical", "words", "ipc"],
  frame: ["shared", "clinical", "words", "ipc", "place.svelte.ts", "place.svelte"],
};
const wrong = [];

for (const path of files(src)) {
  const text = readFileSync(path, "utf8");
  const from = place(path);
  const name = relative(src, path);
  for (const [, what] of text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
    if (what.startsWith("@tauri-apps") && from !== "ipc") wrong.push(`${name}: only ipc/ may import ${what}`);
    if (!what.startsWith(".")) continue;
    const to = place(resolve(dirname(path), what));
    if (to === from || to.startsWith("..")) continue;
    if (to.startsWith("screens/") && name !== "App.svelte") wrong.push(`${name}: imports the screen ${to}`);
    if (from in may && !may[from].includes(to)) wrong.push(`${name}: ${from} may not import ${to}`);
  }
  if (text.includes("{@html") || /\.innerHTML|\beval\(|new Function\(/.test(text)) wrong.push(`${name}: markup from text, or code from text`);
  if (/https?:\/\//.test(text.replaceAll("http://www.w3.org/", ""))) wrong.push(`${name}: an address of the outside`);
  if (text.split("\n").length > 400 && !name.endsWith("bindings.ts")) wrong.push(`${name}: more than 400 lines`);
}

for (const line of wrong) console.error(line);
if (wrong.length) process.exit(1);
console.log("imports: as the architecture says");
