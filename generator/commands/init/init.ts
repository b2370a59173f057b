import { existsSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { type Answers, faultInName, faultInOutput, proposed } from "../../init/answers.ts";
import { PackageFault, scriptNames } from "../../init/package-scripts.ts";
import { planOf, type Step } from "../../init/plan.ts";
import { isDocument, type Survey, surveyOf } from "../../init/survey.ts";
import { taskRunnerTitles } from "../../init/task-runner.ts";
import { runnerTitles } from "../../init/test-runner.ts";
import { fileOfCopy, writePlan } from "../../init/write.ts";
import { systemReason } from "../../settings/file-text.ts";
import { adding } from "../../settings/package-manager.ts";
import { readSettings } from "../../settings/read-settings.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { counted, printable, printableLine } from "../print.ts";
import { ask, Cancelled, type Terminal } from "./questions.ts";
import { testedClient } from "./tested-client.ts";

export const command: Command = {
  description: `Sets a project up: the settings (twinspec.yaml), npm scripts, the line of .gitattributes by which
branches keep each other's names, a workflow of GitHub Actions that checks the client and says what pull requests
change, a first test with the mock for vitest, and tasks for Turborepo and Nx. It asks on a terminal, and takes what it
would propose elsewhere. Nothing that is there is overwritten; a second run adds what is missing.`,
  usage: "[documents] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "the folder of the client" },
    name: { type: "string", value: "name", help: "the name of the generated package" },
    target: { type: "string", choices: ["package", "source"], help: "an npm package, or TypeScript files" },
    ci: {
      type: "string",
      choices: ["github", "none"],
      help: "whether to write the workflow",
      default: "github where the repository is there, or nowhere yet",
    },
    tests: {
      type: "string",
      choices: ["vitest", "jest", "node", "none"],
      help: "what runs the tests: vitest gets a fixture and a reporter, the others meet a mock in the workflow",
      default: "the runner that is found",
    },
    yes: { type: "boolean", short: "y", help: "ask nothing, and take what is proposed" },
    "dry-run": { type: "boolean", help: "print what would be written, and write nothing" },
  },
  examples: [
    ["twinspec init", "asks"],
    ["twinspec init spec/petstore.yaml --yes", "asks nothing"],
    ["twinspec init https://example.com/openapi.yaml -o client --ci none", "a document on the web, no workflow"],
    ["twinspec init --tests vitest --ci github", "a first test and a workflow, also where settings are there"],
    ["twinspec init --yes --dry-run", "what would be written"],
  ],
  run: (args) => init(args, { input: process.stdin, output: process.stderr }),
};

/** Runs the command with questions on a terminal. */
async function init(args: Arguments, terminal: Terminal): Promise<number> {
  const survey = await surveyOf(resolve());
  const given = givenBy(args, survey);
  const isAsked = process.stdin.isTTY && process.stderr.isTTY && !args.is("yes") && !process.env["CI"];
  try {
    const answers = await answersTo(survey, given, isAsked ? terminal : undefined);
    const steps = await planOf(survey, answers, await testedClient(survey, answers));
    return args.is("dry-run") ? await preview(steps, survey) : write(steps, survey);
  } catch (error) {
    if (error instanceof Cancelled) return fail("cancelled: nothing was written");
    if (error instanceof PackageFault) return fail(error.message, "mend it, and run `twinspec init` again");
    throw error;
  }
}

/** What is asked, or proposed where nobody is asked. */
async function answersTo(survey: Survey, given: Partial<Answers>, terminal: Terminal | undefined): Promise<Answers> {
  if (terminal) return ask(survey, given, terminal);
  // who has settings did without a workflow and such tests so far
  if (survey.settingsFile !== undefined)
    return proposed([], survey, { ...given, ci: given.ci ?? "none", tests: given.tests ?? "none" });
  const { inputs = survey.documents } = given;
  if (inputs.length === 0)
    throw new UsageError(
      "there is no OpenAPI document below this folder",
      "name it: `twinspec init path/to/openapi.yaml`, or a URL",
    );
  if (given.inputs === undefined && inputs.length > 1)
    throw new UsageError(
      `there are ${inputs.length} documents: ${listed(inputs)}`,
      "name those of one API: `twinspec init one.yaml two.yaml`",
    );
  return proposed(inputs, survey, given);
}

function givenBy(args: Arguments, survey: Survey): Partial<Answers> {
  const inputs = args.positionals.map((path) => inputOf(path, survey));
  const output = args.text("output");
  const name = args.text("name");
  const target = args.text("target") as Answers["target"] | undefined;
  const ci = args.text("ci") as Answers["ci"] | undefined;
  const tests = args.text("tests") as Answers["tests"] | undefined;
  const faultOfOutput =
    output === undefined ? undefined : faultInOutput(output, survey, inputs.length > 0 ? inputs : survey.documents);
  if (faultOfOutput !== undefined)
    throw new UsageError(`"--output" must be a folder for the client alone, not "${output}": ${faultOfOutput}`);
  const fault = name === undefined ? undefined : faultInName(name);
  if (fault !== undefined) throw new UsageError(fault);
  if (name !== undefined && target === "source")
    throw new UsageError('"--name" is for a package, and "--target source" makes none');
  const [told] = Object.entries({ "the documents are": inputs[0], output, name, target }).filter(
    ([, value]) => value !== undefined,
  );
  if (survey.settingsFile !== undefined && told) {
    const what = told[0].includes(" ") ? told[0] : `"--${told[0]}" is`;
    throw new UsageError(
      `${shown(survey.settingsFile)} is there already, and says what ${what}`,
      "change it there, and run `twinspec init` without that",
    );
  }
  return {
    ...(inputs.length > 0 && { inputs }),
    ...(output !== undefined && { output: posix(relative(survey.folder, resolve(output))) }),
    ...(name !== undefined && { name }),
    ...(target !== undefined && { target }),
    ...(ci !== undefined && { ci }),
    ...(tests !== undefined && { tests }),
  };
}

/** A document as the settings name it. */
function inputOf(path: string, { folder, documents }: Survey): string {
  if (/^https?:\/\//.test(path)) return path;
  const file = resolve(path);
  if (path === "" || !existsSync(file))
    throw new UsageError(
      `"${path}" does not exist`,
      documents.length === 0 ? "name a file, a folder or a URL" : `these are documents: ${listed(documents)}`,
    );
  if (statSync(file).isFile() && !isDocument(file))
    throw new UsageError(`"${path}" is not an OpenAPI document`, "it has no `openapi` or `swagger` at its root");
  return posix(relative(folder, file)) || ".";
}

/** Writes a plan, and says what became of each file. */
function write(steps: readonly Step[], survey: Survey): number {
  // a signal waits until all files are there
  const wait = () => {};
  process.on("SIGINT", wait).on("SIGTERM", wait);
  try {
    writePlan(steps);
  } catch (error) {
    const { code, path = "" } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const place = shown(fileOfCopy(path));
    return fail(`nothing was written: ${place}: ${systemReason(error)}`, "make the folder one that can be written to");
  } finally {
    process.off("SIGINT", wait).off("SIGTERM", wait);
  }
  say([foundLine(survey), ...steps.filter(({ kind }) => kind !== "settled").map(lineOf)]);
  const isDone = steps.every(({ text }) => text === undefined);
  say([isDone ? "nothing is left to do" : undefined, nextStep(survey, steps)]);
  return 0;
}

/** Shows what would be written. */
async function preview(steps: readonly Step[], survey: Survey): Promise<number> {
  const { createTwoFilesPatch } = await import("diff");
  say([foundLine(survey)]);
  for (const step of steps) {
    const { file, old, text } = step;
    if (text === undefined) {
      if (step.kind !== "settled") say([lineOf(step)]);
      continue;
    }
    const patch = createTwoFilesPatch(
      old === undefined ? "/dev/null" : shown(file),
      shown(file),
      old ?? "",
      text,
      "",
      "",
    );
    process.stdout.write(printable(patch.slice(patch.indexOf("--- "))));
  }
  const written = steps.filter(({ text }) => text !== undefined).length;
  say([written === 0 ? "nothing is left to do" : `${counted(written, "file")} would be written`]);
  return 0;
}

/** What a person does next. */
function nextStep(survey: Survey, steps: readonly Step[]): string | undefined {
  const { manager, hasTwinspec, project } = survey;
  const isNew = steps.some(({ kind, text }) => kind === "created" && text !== undefined);
  const first = project === undefined || hasTwinspec ? [] : [adding(project, "twinspec", { isForDevelopment: true })];
  const lacking = settingsWithoutOutput(survey);
  if (lacking !== undefined) first.push(`set \`output\` in ${lacking}, the folder of the client`);
  if (!isNew && first.length === 0) return undefined;
  const run = project === undefined ? "npx twinspec generate" : `${manager.name} run ${scriptNames.generate}`;
  return `next: ${[...first, run].join(", then ")}`;
}

/** The settings that were there, where they do not say yet where the client is written. */
function settingsWithoutOutput({ settingsFile }: Survey): string | undefined {
  if (settingsFile === undefined) return undefined;
  const { settings } = readSettings(settingsFile, resolve());
  return settings && settings.output === undefined ? shown(settingsFile) : undefined;
}

/** What was seen, and what follows goes by. */
function foundLine({ manager, workspace, tests }: Survey): string {
  const runner = workspace?.taskRunner && taskRunnerTitles[workspace.taskRunner.name];
  const parts = [manager.name, workspace && "a workspace", runner, tests ? runnerTitles[tests.name] : "no test runner"];
  return `found    ${parts.filter(Boolean).join(", ")}`;
}

function lineOf({ kind, file, note }: Step): string {
  return `${kind.padEnd(8)} ${shown(file)}: ${note}`;
}

function fail(message: string, help?: string): number {
  say([`error: ${message}`, help === undefined ? undefined : `help: ${help}`]);
  return 1;
}

function say(lines: readonly (string | undefined)[]): void {
  for (const line of lines) if (line !== undefined) process.stderr.write(`${printableLine(line)}\n`);
}

function listed(paths: readonly string[]): string {
  const rest = paths.length - 5;
  return `${paths.slice(0, 5).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function shown(file: string): string {
  return relative(resolve(), file) || ".";
}

function posix(path: string): string {
  return path.split(sep).join("/");
}
