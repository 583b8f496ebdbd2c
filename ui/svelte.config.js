// Svelte: runes everywhere, and a warning about accessibility is an error (svelte-check --fail-on-warnings).
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true } };
