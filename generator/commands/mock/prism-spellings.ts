import { existsSync } from "node:fs";
import { UsageError } from "../command.ts";
import { isServerProcess } from "./process.ts";

/** The switches of Prism's command line, by Prism's names. */
const switches = new Map<string, { readonly on: readonly string[]; readonly off: readonly string[] }>([
  ["cors", { on: [], off: ["--no-cors"] }],
  ["dynamic", { on: ["--dynamic"], off: [] }],
  ["errors", { on: ["--errors"], off: [] }],
  ["ignoreExamples", { on: ["--ignore-examples"], off: [] }],
  ["ignore-examples", { on: ["--ignore-examples"], off: [] }],
  ["validate-request", { on: [], off: ["--invalid-request", "ignore"] }],
  ["validateRequest", { on: [], off: ["--invalid-request", "ignore"] }],
  ["multiprocess", { on: ["--multiprocess"], off: [] }],
]);

const levels = new Map<string, readonly string[]>([
  ["trace", ["--verbose"]],
  ["debug", ["--verbose"]],
  ["info", []],
  ["warn", ["--log", "none"]],
  ["error", ["--log", "none"]],
  ["fatal", ["--log", "none"]],
  ["silent", ["--log", "none"]],
]);

/**
 * Prism's spellings in ours: `-h 0.0.0.0` for the host (alone it asks for help), `-v` and `--verboseLevel`,
 * `--ignoreExamples`, `--cors`, and switches with a value or `no-` before them, as yargs takes them.
 */
export function fromPrism(args: readonly string[]): string[] {
  const result: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index]!;
    const next = args[index + 1];
    if (argument === "--") return [...result, ...args.slice(index)];
    const [, negation = "", name = "", value] = /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    const known = switches.get(name);
    if (argument === "-h" && next !== undefined && isHost(next)) {
      result.push("--host", next);
      index += 1;
    } else if (argument === "-v" || name === "verboseLevel" || name === "verbose-level") {
      result.push(...levelOf(value ?? next ?? ""));
      if (value === undefined) index += 1;
    } else if (name === "json-schema-faker-fillProperties") {
      if (!isServerProcess()) process.stderr.write(`note: --${name} has no effect here\n`);
      if (value === undefined && (next === "true" || next === "false")) index += 1;
    } else if (known !== undefined && (value === undefined || value === "true" || value === "false")) {
      const follows = value === undefined && (next === "true" || next === "false");
      const isOn = (value ?? (follows ? next : "true")) === "true";
      result.push(...(isOn === (negation === "") ? known.on : known.off));
      if (follows) index += 1;
    } else {
      result.push(argument);
    }
  }
  return result;
}

function isHost(text: string): boolean {
  return !text.startsWith("-") && /^[\w.:-]+$/.test(text) && !existsSync(text);
}

function levelOf(level: string): readonly string[] {
  const translated = levels.get(level);
  if (translated === undefined)
    throw new UsageError(`"--verboseLevel" must be one of ${[...levels.keys()].join(", ")}, not "${level}"`);
  return translated;
}
