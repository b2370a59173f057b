import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Builds the inspector, the page that a mock serves at `/__twinspec/`, into the package. */
export default defineConfig({
  root: fileURLToPath(new URL("mocks/inspector/page", import.meta.url)),
  // Below whatever prefix an API has.
  base: "./",
  publicDir: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: fileURLToPath(new URL("dist/inspector", import.meta.url)),
    emptyOutDir: true,
    assetsDir: "page",
    // The Content-Security-Policy allows files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    reportCompressedSize: false,
  },
});
