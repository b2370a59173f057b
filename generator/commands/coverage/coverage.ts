import { existsSync } from "node:fs";
import type { CoverageFile } from "../../../mocks/coverage/files.ts";
import type { ApiCoverage } from "../../../mocks/server/coverage-report.ts";
import { plain } from "../../diagnostics/markdown.ts";
import { type Arguments, type Command, UsageError } from "../command.ts";
import { optimizeLess } from "../optimizer.ts";
import { printableLine } from "../print.ts";

const formats = ["pretty", "json", "github", "markdown"] as const;

export const command: Command = {
  description: `Tells what tests exercised of an API: operations, parameters given and left out, enum values, members of
bodies, media types, statuses, error codes, scopes, pages. It reads what mocks wrote (twinspec mock --coverage
coverage/, the vitest reporter), responses of GET /__twinspec/coverage, or a running mock by its address.
merge writes one file an API, and a page beside it; report writes nothing. Fails where there is less than
\`coverage\` in the settings asks for.`,
  usage: "merge|report [folders, files, or addresses of mocks] [options]",
  options: {
    output: { type: "string", short: "o", value: "folder", help: "where merge writes", default: "coverage" },
    spec: {
      type: "string",
      value: "path",
      isRepeatable: true,
      help: "where the documents are, instead of where the files say",
    },
    "update-baseline": { type: "boolean", help: "make what is exercised now the baseline of the settings" },
    format: { type: "string", choices: formats, help: "how the report is printed", default: "pretty" },
    verbose: { type: "boolean", help: "name every item that is missing" },
  },
  examples: [
    ["twinspec coverage merge coverage/", "what all mocks of a run wrote, as one file and coverage/index.html"],
    ["twinspec coverage merge ci-1/ ci-2/ -o coverage", "of several jobs"],
    ["twinspec coverage report http://127.0.0.1:4010", "of a running mock"],
    ["twinspec coverage report coverage/ --verbose", "what is missing, item by item"],
  ],
  async run(args) {
    const [action, ...inputs] = args.positionals;
    if (action !== "merge" && action !== "report")
      throw new UsageError(
        action === undefined ? '"merge" or "report" is missing' : `"${action}" is neither "merge" nor "report"`,
      );
    optimizeLess();
    const { CoverageFileError, coverageFilesIn, readCoverageFiles } = await import("../../../mocks/coverage/files.ts");
    const paths = pathsOf(inputs.length > 0 ? inputs : ["coverage"]);
    const files = coverageFilesIn(paths.local);
    try {
      const read = [...readCoverageFiles(files), ...(await Promise.all(paths.remote.map(coverageAt)))];
      if (read.length === 0)
        throw new UsageError(
          `there is no coverage in ${paths.local.map((path) => `"${path}"`).join(", ")}`,
          "let a mock write some: `twinspec mock --coverage coverage/`, or the reporter of twinspec/vitest/reporter",
        );
      return await report({ files, read, isMerge: action === "merge" }, args);
    } catch (error) {
      if (!(error instanceof CoverageFileError)) throw error;
      process.stderr.write(`error: ${printableLine(error.message)}\n`);
      return 1;
    }
  },
};

interface Read {
  readonly files: readonly string[];
  readonly read: readonly CoverageFile[];
  readonly isMerge: boolean;
}

async function report({ files, read, isMerge }: Read, args: Arguments): Promise<number> {
  const { reportCoverage } = await import("../../../mocks/server/coverage-report.ts");
  const { judgeCoverage } = await import("../../../mocks/server/judge-coverage.ts");
  const { apis, faults: changed, gone } = await reportCoverage(read, args.texts("spec"));
  const faults = [...changed, ...gone];
  const updatesBaseline = args.is("update-baseline");
  const isUnnamed = updatesBaseline && apis.every(({ settings }) => settings.baseline === undefined);
  const failures = [
    ...faults,
    ...judgeCoverage(apis, { updatesBaseline }),
    ...(isUnnamed ? ["there is no baseline to update: no settings of these documents name coverage.baseline"] : []),
  ];
  if (isMerge && apis.length > 0) {
    const { writeReport } = await import("../../../mocks/coverage/report/write.ts");
    const folder = args.text("output") ?? "coverage";
    // What is in no report stays where it is.
    const page = writeReport({ folder, apis, failures, files: faults.length > 0 ? [] : files });
    process.stderr.write(`wrote ${printableLine(page)}\n`);
  }
  await print(apis, failures, args);
  return failures.length > 0 ? 1 : 0;
}

async function print(apis: readonly ApiCoverage[], failures: readonly string[], args: Arguments): Promise<void> {
  const format = args.text("format") ?? "pretty";
  if (format === "json") {
    const { placed } = await import("../../../mocks/coverage/report/write.ts");
    process.stdout.write(`${JSON.stringify({ apis: apis.map(placed), failures }, null, 2)}\n`);
  } else if (format === "markdown") {
    const { markdownReport } = await import("../../../mocks/coverage/report/markdown.ts");
    const told = failures.map((failure) => `- ${plain(failure)}\n`);
    process.stdout.write(`${apis.map(({ coverage }) => markdownReport(coverage)).join("\n")}\n${told.join("")}`);
  } else {
    const { textReport } = await import("../../../mocks/coverage/report/text.ts");
    const { printDiagnostics } = await import("../print.ts");
    for (const { coverage } of apis) process.stdout.write(textReport(coverage, args.is("verbose")));
    if (format === "github") {
      const asDiagnostics = failures.map((message) => ({ code: "coverage-low", severity: "error", message }) as const);
      printDiagnostics(asDiagnostics, "github");
    }
  }
  for (const failure of failures) process.stderr.write(`error: ${printableLine(failure)}\n`);
}

function pathsOf(inputs: readonly string[]): { readonly local: readonly string[]; readonly remote: readonly string[] } {
  const remote = inputs.filter((input) => /^https?:\/\//.test(input));
  const local = inputs.filter((input) => !remote.includes(input));
  const absent = local.find((input) => !existsSync(input));
  if (absent !== undefined) throw new UsageError(`"${absent}" does not exist`);
  return { local, remote };
}

/** What a running mock tells; its control API may want the token that the environment has. */
async function coverageAt(address: string): Promise<CoverageFile> {
  const { CoverageFileError, readCoverage } = await import("../../../mocks/coverage/files.ts");
  const token = process.env["TWINSPEC_CONTROL_TOKEN"];
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const url = `${address.replace(/\/+$/, "").replace(/\/__twinspec$/, "")}/__twinspec/coverage`;
  const response = await fetch(url, { headers }).catch((error: Error) => {
    throw new CoverageFileError(`there is no mock at ${address}: ${error.message}`);
  });
  if (!response.ok) throw new CoverageFileError(`${url} responds with ${response.status}`);
  return readCoverage(await response.text(), url);
}
