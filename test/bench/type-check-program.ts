import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median, type Program, type Run } from "./measure.ts";
import { tsc } from "./programs.ts";

const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "nodenext",
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** What `twinspec inspect --format json` says of an API, as far as it is used here. */
export interface InspectedApi {
  readonly operations: readonly { readonly name: string; readonly method: string; readonly path: string }[];
}

/** What the compiler took for a program. */
export interface Measured {
  readonly cpu: number;
  /** What it took more than an empty program. */
  readonly above: number;
  readonly instantiations: number;
  readonly lines: number;
}

/** Writes a program of one module into a folder with packages, to be type-checked; `options` win over those of all programs. */
export function writeProgram(folder: string, name: string, text: string, options: object = {}): Program {
  const file = name.replace(/\W+/g, "-");
  writeFileSync(join(folder, `${file}.ts`), text);
  writeFileSync(
    join(folder, `${file}.json`),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, files: [`${file}.ts`] }),
  );
  return { script: tsc, args: ["-p", join(folder, `${file}.json`), "--extendedDiagnostics"] };
}

/** The median of runs; `above` is not known from them. */
export function measure(runs: readonly Run[]): Measured {
  const { output } = runs[0]!;
  const lines = [...output.matchAll(/^Lines of \w+:\s+(\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(output)?.[1]);
  return { cpu: median(runs.map(({ cpu }) => cpu)), above: 0, instantiations, lines };
}
