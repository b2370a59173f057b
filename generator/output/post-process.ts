import { fork, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Settings } from "../settings/settings.ts";
import { close, openLayout } from "./staging.ts";

/** The formatters that have a name: their package, and what they are called with before the folder. */
const formatters = {
  prettier: { package: "prettier", args: ["--write", "--log-level", "warn"] },
  biome: { package: "@biomejs/biome", args: ["format", "--write"] },
} as const;

/** A program with its arguments. */
interface Command {
  readonly program: string;
  /** Whether it is a script for this Node. */
  readonly isScript?: true;
  readonly args: readonly string[];
}

/**
 * The files as the commands of the settings leave them: they run one after the other, without a shell, over a folder
 * that lies beside the output, so that they find the same configuration as there. Where one fails, that is all that
 * comes of it.
 */
export async function postProcess(
  files: ReadonlyMap<string, string>,
  settings: Settings,
): Promise<{ readonly files?: ReadonlyMap<string, string>; readonly diagnostics: readonly Diagnostic[] }> {
  const { postProcess: steps = [], output, folder } = settings;
  if (steps.length === 0 || output === undefined) return { files, diagnostics: [] };
  const layout = openLayout(join(existingFolder(dirname(output)), basename(output)));
  const staging = layout.path;
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(staging, path)), { recursive: true });
      writeFileSync(join(staging, path), withLayout(text));
    }
    for (const step of steps) {
      const command = commandOf(step, { folder, staging });
      const fault = await run(command, folder);
      if (fault !== undefined) return { diagnostics: [diagnosticOf(step, fault, settings)] };
    }
    return { files: filesIn(staging), diagnostics: [] };
  } finally {
    rmSync(staging, { recursive: true, force: true });
    close(layout);
  }
}

/** The text without the words that keep Biome from laying it out, which is wanted now. */
function withLayout(text: string): string {
  return text.replace(
    "\n// biome-ignore-all lint assist format: generated\n",
    "\n// biome-ignore-all lint assist: generated\n",
  );
}

function existingFolder(folder: string): string {
  return existsSync(folder) ? folder : existingFolder(dirname(folder));
}

function filesIn(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function commandOf(step: string, { folder, staging }: { readonly folder: string; readonly staging: string }): Command {
  if (step === "prettier" || step === "biome") {
    const { package: name, args } = formatters[step];
    const script = scriptOf(name, step, folder);
    const own = [...args, staging];
    return script === undefined ? { program: step, args: own } : { program: script, isScript: true, args: own };
  }
  const words = [...step.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
  const [program = "", ...args] = words;
  const isPlaced = args.some((each) => each.includes("{folder}"));
  return { program, args: isPlaced ? args.map((each) => each.replaceAll("{folder}", staging)) : [...args, staging] };
}

/** The script of a program that the project has installed. */
function scriptOf(name: string, program: string, folder: string): string | undefined {
  try {
    const file = createRequire(join(folder, "twinspec.yaml")).resolve(`${name}/package.json`);
    const { bin } = JSON.parse(readFileSync(file, "utf8")) as { bin?: string | { [program: string]: string } };
    const path = typeof bin === "string" ? bin : bin?.[program];
    return path === undefined ? undefined : join(dirname(file), path);
  } catch {
    return undefined;
  }
}

/** Runs a command; what went wrong, if something did. Programs of the project are found before others. */
function run({ program, args, isScript }: Command, folder: string): Promise<string | undefined> {
  const found = isScript || /[\\/]/.test(program) ? program : (installed(program, resolve(folder)) ?? program);
  return new Promise((done) => {
    let said = "";
    const child = isScript
      ? fork(found, [...args], { cwd: folder, execArgv: [], silent: true })
      : spawn(found, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", (error: NodeJS.ErrnoException) =>
      done(error.code === "ENOENT" ? `there is no program "${program}"` : error.message),
    );
    child.on("close", (code, signal) => {
      if (code === 0) return done(undefined);
      const lines = said.split("\n").map((line) => line.trim());
      const told = lines
        .filter((line) => line !== "")
        .slice(0, 6)
        .join("; ");
      done(`it ends with ${code ?? signal}${told === "" ? "" : `: ${told.slice(0, 600)}`}`);
    });
  });
}

/** A program that is installed in a folder, or in one above it. */
function installed(program: string, folder: string): string | undefined {
  const file = join(folder, "node_modules", ".bin", program);
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : installed(program, dirname(folder));
}

function diagnosticOf(step: string, fault: string, { file }: Settings): Diagnostic {
  const known = step === "prettier" || step === "biome" ? formatters[step].package : undefined;
  const isMissing = fault.startsWith("there is no program");
  return {
    code: "post-process-failed",
    severity: "error",
    message: `the command "${step}" of \`postProcess\` fails: ${fault}`,
    ...(file !== undefined && { at: { file: relative(resolve(), file) } }),
    ...(isMissing && { help: known ? `npm install --save-dev ${known}` : "install it, or correct its name" }),
  };
}
