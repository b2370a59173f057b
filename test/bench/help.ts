import { type Bench, ratio, seconds } from "./bench.ts";
import { interleave, median } from "./measure.ts";
import { openapiTypescript, twinspec } from "./programs.ts";

/** What it takes to say how one is used, which is what every command pays first. */
export const help: Bench = {
  title: "--help",
  columns: ["program", "CPU s, median", "of openapi-typescript"],
  async run() {
    const runs = interleave(
      {
        "openapi-typescript --help": { script: openapiTypescript, args: ["--help"] },
        "twinspec --help": twinspec("--help"),
        "twinspec generate --help": twinspec("generate", "--help"),
      },
      9,
    );
    const medians = Object.entries(runs).map(([name, of]) => [name, median(of.map(({ cpu }) => cpu))] as const);
    return medians.map(([name, cpu]) => [name, seconds(cpu), ratio(cpu, medians[0]![1])]);
  },
};
