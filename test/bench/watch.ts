import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fetchPublishedDocuments } from "../corpus/documents.ts";
import { type Bench, ratio, seconds } from "./bench.ts";
import { run } from "./measure.ts";
import { twinspec } from "./programs.ts";
import { newFolder } from "./work-folder.ts";

/** Ticks of the clock of a process in a second, as Linux has them. */
const ticks = 100;

const changes = 5;

/** What a changed operation takes while a folder is watched, beside generating everything in a process of its own. */
export const watching: Bench = {
  title: "A changed operation of GitHub's document, watched",
  columns: ["run", "CPU s", "of a full generation"],
  async run() {
    const { github } = await fetchPublishedDocuments();
    const folder = newFolder("watch");
    const document = join(folder, "github.json");
    const text = readFileSync(github, "utf8");
    writeFileSync(document, text);
    const full = run(twinspec("generate", document, "-o", join(folder, "full"))).cpu;
    const { script, args } = twinspec("generate", document, "-o", join(folder, "client"), "--watch");
    const child = spawn(process.execPath, [script, ...args], { cwd: folder });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (news: string) => (said += news));
    const until = async (line: RegExp) => {
      while (!line.test(said)) await setTimeout(50);
      said = "";
    };
    await until(/Stop with Ctrl\+C/);
    const rows = [["twinspec generate", seconds(full), "1.00"]];
    for (let change = 1; change <= changes; change += 1) {
      await setTimeout(500);
      const before = cpuOf(child.pid!);
      writeFileSync(document, withParameter(text, change));
      await until(/changed: \d+ of/);
      const cpu = cpuOf(child.pid!) - before;
      rows.push([`change ${change}`, seconds(cpu), ratio(cpu, full)]);
    }
    child.kill("SIGINT");
    return rows;
  },
};

/** The document, where one operation has a further parameter. */
function withParameter(text: string, change: number): string {
  const document = JSON.parse(text) as { paths: Record<string, Record<string, { parameters?: object[] }>> };
  const operation = document.paths["/repos/{owner}/{repo}"]!["get"]!;
  operation.parameters = [...(operation.parameters ?? []), { name: `q${change}`, in: "query", schema: {} }];
  return JSON.stringify(document);
}

/** The user and system time that a process has taken, in seconds. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}
