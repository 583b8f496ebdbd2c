// The same screens on invented answers, for looking at in a browser. Never part of the window's bundle.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  root: "fixtures",
  base: "./",
  plugins: [svelte()],
  build: { outDir: "../../target/ui-pages", emptyOutDir: true, target: "safari16", modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
});
