import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";

/** A step of a job that was run, with what it printed. */
export interface RanStep {
  readonly run: string;
  readonly code: number | null;
  readonly text: string;
}

/** A job that was run. */
export interface RanJob {
  readonly steps: readonly RanStep[];
  readonly isGood: boolean;
  /** What was written for the summary of the run. */
  readonly summary: string;
}

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

/** What an installation would do, which needs a network: nothing, where all is there. The rest is npm's. */
const npm = `#!/bin/sh
case "$1" in ci) test -f package-lock.json ;; install) ;; *) exec "$REAL_NPM" "$@" ;; esac
`;

/** GitHub's program, as far as comments of a pull request go: they are kept in a file. */
const gh = `#!/usr/bin/env node
const { readFileSync, writeFileSync, existsSync } = require("node:fs");
const file = process.env.COMMENTS;
const comments = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const args = process.argv.slice(2);
const address = args.find((each) => each.startsWith("repos/"));
const field = args.find((each) => each.startsWith("body=@"));
if (args[0] !== "api" || !process.env.GH_TOKEN) process.exit(1);
if (field === undefined) {
  const [, mark] = /startswith\\("(.*?)"\\)/.exec(args[args.indexOf("--jq") + 1]);
  comments.forEach((body, index) => body.startsWith(mark) && console.log(index + 1));
} else {
  const body = readFileSync(field.slice("body=@".length), "utf8");
  const [, id] = /\\/comments\\/(\\d+)$/.exec(address) ?? [];
  if (id === undefined) comments.push(body);
  else comments[id - 1] = body;
  writeFileSync(file, JSON.stringify(comments));
}
`;

/** Runs the steps of a workflow's jobs in a checkout, in their order, as GitHub does, without any network. */
export class WorkflowRunner {
  private readonly root: string;
  private readonly folder = mkdtempSync(join(tmpdir(), "twinspec-runner-"));
  private readonly started: number[] = [];

  constructor(root: string) {
    this.root = root;
    for (const [name, text] of Object.entries({ npm, gh })) this.write(`bin/${name}`, text, 0o755);
  }

  /** The comments of the pull request. */
  get comments(): readonly string[] {
    return JSON.parse(this.read("comments.json") || "[]") as string[];
  }

  /** Runs a job, of a push or of a pull request to `main`. */
  async run(name: string, event: "push" | "pull_request"): Promise<RanJob> {
    const text = readFileSync(join(this.root, ".github/workflows/twinspec.yml"), "utf8");
    const { jobs } = parse(text) as { jobs: Record<string, { if?: string; steps: readonly Step[] }> };
    const { steps } = jobs[name]!;
    this.write("summary.md", "");
    const outputs: Record<string, string> = {};
    const ran: RanStep[] = [];
    let isGood = true;
    let isInstalled = false;
    for (const step of steps) {
      const isWanted = isGood || (step.if?.includes("!cancelled()") === true && isInstalled);
      if (step.run === undefined || !isWanted) continue;
      this.write("output", "");
      const done = await this.runStep(step, { event, outputs });
      for (const line of this.read("output").split("\n").filter(Boolean)) {
        const [key = "", value = ""] = line.split("=");
        outputs[`steps.${step.id}.outputs.${key}`] = value;
      }
      if (step.id === "install") isInstalled = done.code === 0;
      isGood &&= done.code === 0;
      ran.push(done);
    }
    this.stop();
    return { steps: ran, isGood, summary: this.read("summary.md") };
  }

  dispose(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async runStep(
    { run = "", env = {}, "working-directory": folder = "." }: Step,
    { event, outputs }: { readonly event: string; readonly outputs: Readonly<Record<string, string>> },
  ): Promise<RanStep> {
    const known: Readonly<Record<string, string>> = {
      ...{ "github.token": "a-token", "github.event.pull_request.number": "7" },
      ...outputs,
    };
    const own = Object.entries(env).map(([key, value]) => {
      const filled = value.replace(/\$\{\{ (.*?) \}\}/g, (whole, expression: string) => known[expression] ?? whole);
      if (filled.includes("${{")) throw new Error(`nobody knows ${filled}`);
      return [key, filled];
    });
    if (run.includes("${{")) throw new Error(`an expression in a script: ${run}`);
    this.write("step.sh", run);
    const log = join(this.folder, "log");
    const out = openSync(log, "w");
    const child = spawn("bash", ["-e", join(this.folder, "step.sh")], {
      cwd: join(this.root, folder),
      detached: true,
      stdio: ["ignore", out, out],
      env: { ...this.variables(event), ...Object.fromEntries(own) },
    });
    if (child.pid !== undefined) this.started.push(child.pid);
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { run, code, text: readFileSync(log, "utf8") };
  }

  private variables(event: string): NodeJS.ProcessEnv {
    const realNpm = join(dirname(process.execPath), "npm");
    return {
      PATH: [join(this.folder, "bin"), dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
      HOME: this.folder,
      CI: "true",
      REAL_NPM: realNpm,
      npm_config_offline: "true",
      npm_config_update_notifier: "false",
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "me/shop",
      GITHUB_OUTPUT: join(this.folder, "output"),
      GITHUB_STEP_SUMMARY: join(this.folder, "summary.md"),
      RUNNER_TEMP: this.folder,
      COMMENTS: join(this.folder, "comments.json"),
      ...(event === "pull_request" && { GITHUB_BASE_REF: "main" }),
    };
  }

  /** A job's own processes end with it. */
  private stop(): void {
    for (const pid of this.started.splice(0)) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // ended by itself
      }
    }
  }

  private write(name: string, text: string, mode = 0o644): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
  }

  private read(name: string): string {
    try {
      return readFileSync(join(this.folder, name), "utf8");
    } catch {
      return "";
    }
  }
}
