import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What runs the tests of a project. */
export interface TestRunner {
  readonly name: "vitest" | "jest" | "node";
  /** The script of the package.json that runs them, where there is one. */
  readonly script?: string;
  /** The absolute path of vitest's configuration. */
  readonly configFile?: string;
}

/** How people call a runner. */
export const runnerTitles = { vitest: "vitest", jest: "Jest", node: "node:test" } as const;

/** What a script that runs them has in its line. */
const lines = [
  ["vitest", /\bvitest\b/],
  ["jest", /\bjest\b/],
  ["node", /\s--test\b/],
] as const;

/** A package.json as far as tests are concerned. */
interface Package {
  readonly [field: string]: unknown;
}

/**
 * The test runner of a project: by what its script `test` runs, or else by what is installed or configured in it, or at
 * the top of its workspace. Undefined where there is none that is known.
 */
export function testRunnerOf(
  folders: readonly string[],
  packageIn: (folder: string) => Package | undefined,
): TestRunner | undefined {
  const [own] = folders;
  if (own === undefined) return undefined;
  const scripts = Object(packageIn(own)?.["scripts"]) as { readonly [name: string]: unknown };
  const scriptOf = (line: RegExp) =>
    ["test", ...Object.keys(scripts)].find((name) => typeof scripts[name] === "string" && line.test(scripts[name]));
  const isThere = (name: string) =>
    folders.some((folder) => {
      const read = packageIn(folder) ?? {};
      const dependencies = [read["dependencies"], read["devDependencies"]];
      return (
        dependencies.some((each) => Object.hasOwn(Object(each), name)) ||
        Object.hasOwn(read, name) ||
        configIn(folder, name) !== undefined
      );
    });
  const [name, line] =
    lines.find(([, line]) => typeof scripts["test"] === "string" && line.test(scripts["test"])) ??
    lines.find(([name, line]) => (name === "node" ? scriptOf(line) !== undefined : isThere(name))) ??
    [];
  if (name === undefined || line === undefined) return undefined;
  const script = scriptOf(line);
  const configFile = name === "vitest" ? folders.flatMap((folder) => vitestConfigIn(folder) ?? [])[0] : undefined;
  return { name, ...(script !== undefined && { script }), ...(configFile !== undefined && { configFile }) };
}

/** Vitest reads its own configuration, or that of Vite. */
function vitestConfigIn(folder: string): string | undefined {
  return configIn(folder, "vitest") ?? configIn(folder, "vite");
}

function configIn(folder: string, name: string): string | undefined {
  const file = readdirSync(folder).find((each) => new RegExp(`^${name}\\.config\\.[cm]?[jt]s$`).test(each));
  return file === undefined ? undefined : join(folder, file);
}
