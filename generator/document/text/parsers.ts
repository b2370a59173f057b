import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The YAML parser, loaded on first use: a run over JSON does not need it. */
export function loadYaml(): typeof import("yaml") {
  return require("yaml") as typeof import("yaml");
}

/** The JSON parser with positions, loaded where `JSON.parse` is not enough: for faults, repeated keys and places. */
export function loadJsonc(): typeof import("jsonc-parser") {
  return require("jsonc-parser") as typeof import("jsonc-parser");
}
