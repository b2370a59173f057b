import { existsSync, statSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { isWithin } from "../document/remote/addresses.ts";
import type { Survey } from "./survey.ts";
import type { TestRunner } from "./test-runner.ts";

/** What a person decides, or takes as it is proposed. */
export interface Answers {
  /** The documents of the API, relative to the folder of the settings, or URLs; none where settings are there. */
  readonly inputs: readonly string[];
  /** The folder that the client is written to, relative to that of the settings. */
  readonly output: string;
  readonly target: "package" | "source";
  /** The name of the generated package. */
  readonly name: string;
  readonly ci: "github" | "none";
  /** What runs the tests that meet the mock. */
  readonly tests: TestRunner["name"] | "none";
}

/** Names that say nothing of an API. */
const generic =
  /^(?:openapi|swagger|api|apis|api-docs|spec|specs|schema|schemas|docs?|index|main|src|public|v\d.*|\.)$/i;

/** What an API is called: by its document, the folders around that, or else the project. */
export function nameOfApi(inputs: readonly string[], { folder }: Pick<Survey, "folder">): string {
  const [first = ""] = inputs;
  const path = first.replace(/^https?:\/\/[^/]*/, "");
  const folders: string[] = [];
  for (let at = dirname(path); at !== "." && at !== "/" && at !== ""; at = dirname(at)) folders.push(basename(at));
  const stem = inputs.length > 1 ? [] : [basename(path, extname(path)).replace(/\.(?:openapi|swagger|api)$/i, "")];
  const words = [...stem, ...folders, basename(folder)].map(slugOf);
  return words.find((word) => word !== "" && !generic.test(word)) ?? "api";
}

/** Text as a part of the name of a package and of a folder. */
function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}

/** What is proposed for some documents. */
export function proposed(inputs: readonly string[], survey: Survey, given: Partial<Answers> = {}): Answers {
  const { generated } = survey;
  const target = given.target ?? generated?.target ?? "package";
  const known = generated?.target === target ? generated : undefined;
  const client = `${nameOfApi(inputs, survey)}-client`;
  const output = given.output ?? known?.output ?? (target === "source" ? `src/${client}` : placeFor(client, survey));
  const usual = slugOf(basename(output)) || client;
  return {
    inputs,
    output,
    target,
    name: given.name ?? (known?.output === output ? known.name : undefined) ?? usual,
    ci: given.ci ?? (survey.repository?.isOnGitHub ? "github" : "none"),
    tests: given.tests ?? survey.tests?.name ?? "none",
  };
}

/** Where a package goes: at the top of a workspace among its packages, which then is linked where it is needed. */
function placeFor(client: string, { folder, workspace }: Survey): string {
  const pattern = workspace?.root === folder ? workspace.patterns.find((each) => /^[\w@./-]+\/\*$/.test(each)) : "";
  return pattern ? `${pattern.replace(/^\.\/|\/\*$/g, "")}/${client}` : client;
}

/** Why a path cannot be that of the folder of a client; undefined where it can. */
export function faultInOutput(
  output: string,
  { folder }: Pick<Survey, "folder">,
  inputs: readonly string[],
): string | undefined {
  if (output === "") return "it is empty";
  const path = resolve(folder, output);
  if (path === folder) return "it is the folder of the project";
  if (isWithin(folder, path)) return "the project is in it";
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    if (existsSync(at) && !statSync(at).isDirectory())
      return at === path ? "it is a file" : `"${basename(at)}" is a file`;
  }
  const isHolding = (input: string) => !/^https?:/.test(input) && isWithin(resolve(folder, input), path);
  return inputs.some(isHolding) ? "the documents are in it" : undefined;
}

/** Why a text is no name of a package; undefined where it is one. */
export function faultInName(name: string): string | undefined {
  const isValid = /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/.test(name) && name.length <= 214;
  return isValid ? undefined : `"${name}" is not a valid name of an npm package`;
}
