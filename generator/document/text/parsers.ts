import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The YAML parser. It is loaded when a text is YAML: a run over JSON does without it. */
export function loadYaml(): typeof import("yaml") {
  return require("yaml") as typeof import("yaml");
}

/** The JSON parser that knows where everything stands. It is loaded when `JSON.parse` does not do: for faults, repeated keys, and places. */
export function loadJsonc(): typeof import("jsonc-parser") {
  return require("jsonc-parser") as typeof import("jsonc-parser");
}
