import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { type Answers, faultInName, faultInOutput, proposed } from "../../init/answers.ts";
import type { Survey } from "../../init/survey.ts";
import { runnerTitles, type TestRunner } from "../../init/test-runner.ts";
import { workflowPath } from "../../init/workflow.ts";
import { printableLine } from "../print.ts";

/** The terminal that questions are asked on. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** Thrown where a person cancels. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/**
 * Asks for what is not given, with what is proposed as the first choice.
 *
 * @throws {Cancelled} on Ctrl-C and Escape.
 */
export async function ask(survey: Survey, given: Partial<Answers>, terminal: Terminal): Promise<Answers> {
  const prompts = await import("@clack/prompts");
  const answered = async <Value>(answer: Promise<Value>): Promise<Exclude<Value, symbol>> => {
    const value = await answer;
    if (prompts.isCancel(value)) throw new Cancelled();
    return value as Exclude<Value, symbol>;
  };
  const text = (message: string, initialValue: string, validate: (value: string) => string | undefined) =>
    answered(
      prompts.text({ ...terminal, message, initialValue, validate: (value = "") => validate(value.trim()) }),
    ).then((value) => value.trim());

  const { settingsFile, repository } = survey;
  // settings that are there say the rest
  if (settingsFile !== undefined)
    return proposed([], survey, {
      ...given,
      ci: given.ci ?? (repository ? await askForWorkflow() : "none"),
      tests: given.tests ?? "none",
    });
  const inputs = given.inputs ?? (await askForDocuments());
  const target =
    given.target ??
    (given.name !== undefined
      ? "package"
      : await answered(
          prompts.select<Answers["target"]>({
            ...terminal,
            message: "What is to be generated?",
            initialValue: proposed(inputs, survey, given).target,
            options: [
              { value: "package", label: "an npm package", hint: "JavaScript with declarations, ready to install" },
              { value: "source", label: "TypeScript files", hint: "for your own build" },
            ],
          }),
        ));
  const output =
    given.output ??
    (await text(
      "Where to? A folder for the client alone",
      proposed(inputs, survey, { ...given, target }).output,
      (value) => {
        const fault = faultInOutput(value, survey, inputs);
        return fault === undefined ? undefined : `name a folder for the client alone: ${fault}`;
      },
    ));
  const { name: usual, ci: usualCi } = proposed(inputs, survey, { ...given, target, output });
  const name =
    given.name ?? (target === "source" ? usual : await text("What is the package called?", usual, faultInName));
  const tests = given.tests ?? (survey.tests ? await askForTests(survey.tests) : "none");
  const ci = given.ci ?? (repository ? await askForWorkflow(usualCi) : usualCi);
  return { inputs, target, output, name, ci, tests };

  async function askForDocuments(): Promise<readonly string[]> {
    const [only, ...others] = survey.documents;
    if (only !== undefined && others.length === 0) {
      prompts.log.info(`The document: ${printableLine(only)}`, terminal);
      return [only];
    }
    if (only === undefined) {
      const named = await text("Where is the document? A file, a folder or a URL", "", (value) => {
        if (value === "") return "name a document";
        return /^https?:\/\//.test(value) || existsSync(resolve(survey.folder, value))
          ? undefined
          : "there is no such file";
      });
      return [named];
    }
    return answered(
      prompts.multiselect({
        ...terminal,
        message: "Which documents describe the API? One API may have several",
        options: survey.documents.map((value) => ({ value, label: printableLine(value) })),
        required: true,
      }),
    );
  }

  async function askForTests({ name }: TestRunner): Promise<Answers["tests"]> {
    const what =
      name === "vitest" ? "Add a first test with the mock, and the reporter" : "Run the tests beside the mock in CI";
    const message = `${what}? The tests are run by ${runnerTitles[name]}`;
    return (await answered(prompts.confirm({ ...terminal, message, initialValue: true }))) ? name : "none";
  }

  async function askForWorkflow(usual: Answers["ci"] = "none"): Promise<Answers["ci"]> {
    if (existsSync(join(repository?.root ?? "", workflowPath))) return usual;
    const message = "Write a workflow of GitHub Actions that checks the client?";
    const isWanted = await answered(prompts.confirm({ ...terminal, message, initialValue: usual === "github" }));
    return isWanted ? "github" : "none";
  }
}
