import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits, modify, type ParseError, parse } from "jsonc-parser";
import { isObject } from "../document/json.ts";
import { formatOf, scriptNames } from "./package-scripts.ts";

/** What runs the scripts of all packages of a workspace, and keeps what they gave. */
export interface TaskRunner {
  readonly name: "turbo" | "nx";
  /** The absolute path of its settings. */
  readonly file: string;
}

/** How people call it. */
export const taskRunnerTitles = { turbo: "Turborepo", nx: "Nx" } as const;

/** The task runner whose settings are at the top of a workspace. */
export function taskRunnerIn(folder: string): TaskRunner | undefined {
  for (const [name, fileName] of [
    ["turbo", "turbo.json"],
    ["turbo", "turbo.jsonc"],
    ["nx", "nx.json"],
  ] as const) {
    const file = join(folder, fileName);
    if (existsSync(file)) return { name, file };
  }
  return undefined;
}

/** What a task runner is to know of an API. */
export interface Tasks {
  /** Whether the project is the top of the workspace itself. */
  readonly isTop: boolean;
  /** The folder of the client relative to the project, where it is inside of it. */
  readonly output?: string;
}

/** The text of a task runner's settings with the tasks that are missing, and their names. */
export interface WithTasks {
  readonly old: string;
  readonly text: string;
  readonly added: readonly string[];
}

/**
 * Adds `api:generate` and `api:check` to the settings of a task runner, so that they run again only where something
 * changed. Comments and layout stay. Undefined where the file cannot be read, or has another form than is known.
 */
export function withTasks({ name, file }: TaskRunner, tasks: Tasks): WithTasks | undefined {
  const old = readFileSync(file, "utf8");
  const errors: ParseError[] = [];
  const value: unknown = parse(old, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !isObject(value)) return undefined;
  // before version 2, Turborepo called it so
  const section = name === "nx" ? "targetDefaults" : Object.hasOwn(value, "pipeline") ? "pipeline" : "tasks";
  const known = value[section] ?? {};
  if (!isObject(known)) return undefined;
  let text = old;
  const added: string[] = [];
  for (const [script, settings] of Object.entries(tasksOf(name, tasks))) {
    const task = name === "turbo" && tasks.isTop ? `//#${script}` : script;
    if (Object.hasOwn(known, task)) continue;
    added.push(task);
    text = applyEdits(text, modify(text, [section, task], settings, { formattingOptions: formatOf(text) }));
  }
  return { old, text, added };
}

function tasksOf(name: TaskRunner["name"], { output }: Tasks): Readonly<Record<string, object>> {
  const { generate, check } = scriptNames;
  const outputs = output === undefined ? [] : [output];
  return name === "nx"
    ? {
        [generate]: { cache: true, outputs: outputs.map((path) => `{projectRoot}/${path}`) },
        [check]: { cache: true },
      }
    : { [generate]: { outputs: outputs.map((path) => `${path}/**`) }, [check]: {} };
}
