import { copyFileSync, existsSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchPublished } from "../corpus/documents.ts";
import { sixty } from "../corpus/sixty.ts";
import { type Bench, ratio, seconds } from "./bench.ts";
import { interleave, median, type Program, run } from "./measure.ts";
import { twinspec } from "./programs.ts";
import { newFolder } from "./work-folder.ts";

/** How many APIs are generated. */
const number = 50;

/** Fifty APIs by one command, beside a command for each of them. */
export const apis: Bench = {
  title: `Generating the clients of ${number} APIs`,
  columns: ["", "CPU s, median", "least", "memory MB", "of the sum"],
  async run() {
    const documents = await fetchPublished(sixty.map((path) => `api/${path}`));
    const folders = documents.map(apiOf).filter(canBeGenerated).slice(0, number);
    if (folders.length < number) throw new Error(`only ${folders.length} APIs can be generated`);
    const together = generating(...folders);
    const rounds = 3;
    const sums: { readonly cpu: number; readonly memory: number }[] = [];
    const whole: typeof sums = [];
    for (let round = 0; round < rounds; round += 1) {
      const alone = folders.map((folder) => run(generating(folder)));
      sums.push({
        cpu: alone.reduce((sum, { cpu }) => sum + cpu, 0),
        memory: Math.max(...alone.map(({ memory }) => memory)),
      });
      whole.push(run(together));
    }
    const { checked } = interleave({ checked: twinspec("check", ...folders) }, rounds);
    const sum = median(sums.map(({ cpu }) => cpu));
    return Object.entries({ "one by one, the sum": sums, "generate, all": whole, "check, nothing new": checked }).map(
      ([name, runs]) => {
        const cpu = median(runs.map((each) => each.cpu));
        const memory = median(runs.map((each) => each.memory)).toFixed(0);
        return [name, seconds(cpu), seconds(Math.min(...runs.map((each) => each.cpu))), memory, ratio(cpu, sum)];
      },
    );
  },
};

/** A folder with the settings of an API for a document. */
function apiOf(document: string, index: number): string {
  const folder = newFolder(`apis/${String(index).padStart(2, "0")}`);
  copyFileSync(document, join(folder, "openapi.json"));
  writeFileSync(join(folder, "twinspec.yaml"), "input: openapi.json\noutput: client\n");
  return folder;
}

function canBeGenerated(folder: string): boolean {
  try {
    run(generating(folder));
    return true;
  } catch {
    return false;
  }
}

/** Generates from nothing: deleting thousands of files would keep the disk busy into the next run. */
function generating(...folders: string[]): Program {
  return {
    ...twinspec("generate", ...folders),
    before: () => {
      for (const client of folders.map((folder) => join(folder, "client")))
        if (existsSync(client)) renameSync(client, join(mkdtempSync(`${client}-`), "old"));
    },
  };
}
