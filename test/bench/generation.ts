import { existsSync, mkdtempSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, ratio, seconds } from "./bench.ts";
import { interleave, median } from "./measure.ts";
import { openapiTypescript, twinspec } from "./programs.ts";
import { newFolder } from "./work-folder.ts";

/** A whole client beside openapi-typescript's types alone, and a check of what is there beside both. */
export const generation: Bench = {
  title: "Generating the GitHub client",
  columns: ["program", "CPU s, median", "least", "of it system", "memory MB", "of openapi-typescript", "of generate"],
  async run() {
    const { github } = await fetchPublishedDocuments();
    const folder = newFolder("generation");
    const client = join(folder, "client");
    const generate = twinspec("generate", github, "-o", client);
    const runs = interleave(
      {
        "openapi-typescript (types)": { script: openapiTypescript, args: [github, "-o", join(folder, "paths.d.ts")] },
        "twinspec generate": { ...generate, before: () => moveAway(client) },
        "twinspec generate, nothing new": generate,
        "twinspec check, nothing new": twinspec("check", github, "-o", client),
      },
      7,
    );
    const medians = new Map(Object.entries(runs).map(([name, of]) => [name, median(of.map(({ cpu }) => cpu))]));
    const types = medians.get("openapi-typescript (types)")!;
    const whole = medians.get("twinspec generate")!;
    return Object.entries(runs).map(([name, of]) => {
      const cpu = medians.get(name)!;
      const least = Math.min(...of.map((run) => run.cpu));
      const system = median(of.map((run) => run.system));
      const memory = median(of.map((run) => run.memory)).toFixed(0);
      return [name, seconds(cpu), seconds(least), seconds(system), memory, ratio(cpu, types), ratio(cpu, whole)];
    });
  },
};

/** Deleting thousands of files would keep the disk busy into the next run. */
function moveAway(folder: string): void {
  if (existsSync(folder)) renameSync(folder, join(mkdtempSync(`${folder}-`), "old"));
}
