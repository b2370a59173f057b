import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import type { TypeFaults } from "./record.ts";

const run = promisify(execFile);

/** Clients whose declarations are checked in one program: `folders` below `root`. */
export interface TypeCheckTask {
  readonly root: string;
  readonly folders: readonly string[];
  /** The command line of TypeScript 7. */
  readonly compiler: string;
}

/** What the compiler says. */
export interface TypeCheck {
  /** By folder. */
  readonly faults: Readonly<Record<string, TypeFaults>>;
  /** CPU seconds of the compiler. */
  readonly cpu: number;
  /** Megabytes that it held. */
  readonly memory: number;
}

const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "nodenext",
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipDefaultLibCheck: true,
};

/** Checks all declarations of some clients, and the examples of their READMEs. Rejects when the compiler says nothing that can be read. */
export async function typeCheck({ root, folders, compiler }: TypeCheckTask): Promise<TypeCheck> {
  const project = join(root, `tsconfig.${folders[0]}.json`);
  const checked = ["esm/**/*.d.ts", "readme-*.ts", "node.d.ts"];
  const include = folders.flatMap((folder) => checked.map((files) => `${folder}/${files}`));
  writeFileSync(project, JSON.stringify({ compilerOptions, include }));
  const before = childSeconds();
  const args = [compiler, "--project", project, "--pretty", "false", "--singleThreaded", "--extendedDiagnostics"];
  const printed = await run(process.execPath, args, { cwd: root, maxBuffer: 2 ** 28 }).then(
    ({ stdout }) => stdout,
    (error: Error & { stdout?: string; stderr?: string }) => {
      if (!/^Total time:/m.test(error.stdout ?? ""))
        throw new Error(`${error.message}\n${error.stderr}\n${error.stdout}`.slice(0, 2_000));
      return error.stdout ?? "";
    },
  );
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, "m").exec(printed)?.[1] ?? 0);
  const after = childSeconds();
  return {
    faults: Object.fromEntries(folders.map((folder) => [folder, faultsIn(printed, `${folder}/`)])),
    cpu: before === undefined || after === undefined ? figure("Total time") : after - before,
    memory: figure("Memory used") / 1024,
  };
}

/** How many bytes of declarations a client has. */
export function declarationBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".d.ts"))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function faultsIn(printed: string, folder: string): TypeFaults {
  const lines = printed.split("\n").filter((line) => line.startsWith(folder) && /\berror TS\d+/.test(line));
  return { count: lines.length, first: lines.slice(0, 5).map((line) => relative(folder, line).slice(0, 400)) };
}

/** The CPU seconds of all processes that this one has started and that are over; undefined where nobody tells. */
function childSeconds(): number | undefined {
  try {
    // after the name of the program, which may have blanks; user and system time of children, in hundredths
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return undefined;
  }
}
