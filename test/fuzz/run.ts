/**
 * Makes mutants of documents and generates from each: `npm run fuzz -- [count] [first] [--published]`. Each run ends
 * with exit code 0 or 1, with a position at each diagnostic, within 20 seconds and 1 GB.
 */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { maxSeconds, type Verdict } from "./judge.ts";

const [count = 20_000, first = 0] = process.argv
  .slice(2)
  .filter((argument) => /^\d+$/.test(argument))
  .map(Number);
const withPublished = process.argv.includes("--published");

const worker = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** A process of its own, with a gigabyte for what a run keeps, so that one that never ends can be ended. */
function start(): ChildProcess {
  const execArgv = ["--import", "tsx", "--max-old-space-size=1024"];
  return fork(worker, withPublished ? ["--published"] : [], { execArgv, stdio: ["ignore", "ignore", "pipe", "ipc"] });
}

type Judged = Verdict & { readonly what: string };

/** What was done to what, in one line: pointers have the texts of hostile documents. */
const shown = (what: string) => JSON.stringify(what);

let child = start();

function judged(number: number): Promise<Judged> {
  return new Promise((resolve) => {
    const current = child;
    let said = "";
    const end = (fault: string) => {
      clearTimeout(clock);
      current.removeAllListeners();
      current.kill("SIGKILL");
      child = start();
      resolve({ what: String(number), exit: 70, faults: [`${fault} ${said.slice(-500)}`], seconds: maxSeconds });
    };
    const clock = setTimeout(() => end("it does not end"), 10 * maxSeconds * 1000);
    current.stderr?.removeAllListeners().on("data", (data: Buffer) => {
      said += data.toString();
    });
    current.once("message", (verdict: Judged) => {
      clearTimeout(clock);
      current.removeAllListeners();
      resolve(verdict);
    });
    current.once("exit", () => end("the process ended"));
    current.send(number);
  });
}

const exits = { 0: 0, 1: 0, 70: 0 };
const kinds = new Map<string, { count: number; first: string }>();
let slowest = { seconds: 0, what: "" };
let total = 0;
for (let number = first; number < first + count; number += 1) {
  const verdict = await judged(number);
  exits[verdict.exit] += 1;
  total += verdict.seconds;
  if (verdict.seconds > slowest.seconds) slowest = verdict;
  for (const fault of verdict.faults) {
    const [message = "", ...frames] = fault.split("\n");
    const at = frames.find((frame) => /\/(?:generator|mocks)\//.test(frame))?.trim() ?? "";
    const kind = `${message.replace(/"[^"]*"/g, '"…"').slice(0, 100)} ${at.replace(/.*\/(?=generator|mocks)/, "")}`;
    const known = kinds.get(kind);
    if (known) known.count += 1;
    else {
      kinds.set(kind, { count: 1, first: verdict.what });
      console.log(`${shown(verdict.what)}\n${[message, ...frames].slice(0, 9).join("\n")}\n`);
    }
  }
  if ((number + 1 - first) % 1000 === 0) console.error(`${number + 1 - first} of ${count}, ${total.toFixed(0)} s`);
}
for (const [kind, { count: times, first: example }] of kinds) console.log(`${times} x ${kind}\n    ${shown(example)}`);
console.log(
  `${count} mutants: ${exits[0]} exit 0, ${exits[1]} exit 1, ${exits[70]} exit 70; ` +
    `${total.toFixed(0)} s of processor time, the slowest ${slowest.seconds.toFixed(1)} s (${shown(slowest.what)})`,
);
child.removeAllListeners();
child.kill();
process.exitCode = kinds.size > 0 ? 1 : 0;
