import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** The first browser of Chromium's family on the PATH; undefined where there is none. */
export const chromium: string | undefined = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** Why tests that need `chromium` are skipped; empty where they are not. */
export const chromiumMissing: string =
  chromium === undefined ? ` (skipped: none of ${names.join(", ")} is on the PATH)` : "";

/** Neither the graphics of this machine nor anything of the network but what a page asks for. */
export const chromiumFlags: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
