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
  /** What generating writes, relative to the project: the folder of the client, where it is inside, and the lock. */
  readonly outputs: { readonly folder?: string; readonly lock: string };
}

/** The text of a task runner's settings with the tasks that are missing, and what changed. */
export interface WithTasks {
  readonly old: string;
  readonly text: string;
  readonly added: readonly string[];
  /** The tasks that were there and lacked outputs of this API. */
  readonly extended: readonly string[];
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
  const extended: string[] = [];
  for (const [script, settings] of Object.entries(tasksOf(name, tasks))) {
    const task = name === "turbo" && tasks.isTop ? `//#${script}` : script;
    const put = (path: readonly string[], given: unknown): void => {
      text = applyEdits(text, modify(text, [...path], given, { formattingOptions: formatOf(text) }));
    };
    if (!Object.hasOwn(known, task)) {
      added.push(task);
      put([section, task], settings);
      continue;
    }
    // the task of all packages knows what an API before this one writes
    const there: unknown = isObject(known[task]) ? known[task]["outputs"] : undefined;
    const missing = settings.outputs?.filter((path) => Array.isArray(there) && !there.includes(path)) ?? [];
    if (!Array.isArray(there) || missing.length === 0) continue;
    extended.push(task);
    put([section, task, "outputs"], [...(there as unknown[]), ...missing]);
  }
  return { old, text, added, extended };
}

interface TaskSettings {
  readonly cache?: boolean;
  readonly outputs?: readonly string[];
}

/** A result that is brought back without the lock would have names that nothing holds. */
function tasksOf(
  name: TaskRunner["name"],
  { outputs: { folder, lock } }: Tasks,
): Readonly<Record<string, TaskSettings>> {
  const { generate, check } = scriptNames;
  const folders = folder === undefined ? [] : [folder];
  return name === "nx"
    ? {
        [generate]: { cache: true, outputs: [...folders, lock].map((path) => `{projectRoot}/${path}`) },
        [check]: { cache: true },
      }
    : { [generate]: { outputs: [...folders.map((path) => `${path}/**`), lock] }, [check]: {} };
}
