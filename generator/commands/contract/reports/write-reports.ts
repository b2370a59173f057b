import { resolve } from "node:path";
import { didYouMean } from "../../../diagnostics/suggestion.ts";
import { writeAtOnce } from "../../../output/write-at-once.ts";
import { systemReason } from "../../../settings/file-text.ts";
import { type Arguments, UsageError } from "../../command.ts";
import { ctrfReport } from "./ctrf.ts";
import { htmlReport } from "./html/html.ts";
import { junitReport } from "./junit.ts";
import { type ContractRun, type ReportKind, reportKinds } from "./report.ts";

/** A report that the command line asks for. */
export interface WantedReport {
  readonly kind: ReportKind;
  readonly file: string;
}

/** The reports of a command line: `junit=contract.xml`; a usage error where one is none. */
export function wantedReports(args: Pick<Arguments, "texts">): WantedReport[] {
  const files = new Set<string>();
  return args.texts("report").map((text) => {
    const [, name = text, file = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const kind = reportKinds.find((each) => each === name);
    if (kind === undefined)
      throw new UsageError(
        `"--report" must be ${reportKinds.map((each) => `${each}=file`).join(", ")}, not "${text}"`,
        didYouMean(name, reportKinds) ?? `such as --report ${reportKinds[0]}=contract.xml`,
      );
    if (file === "")
      throw new UsageError(`"--report ${kind}" needs a file: --report ${kind}=contract.${endings[kind]}`);
    if (files.has(resolve(file))) throw new UsageError(`"--report" names the file "${file}" twice`);
    files.add(resolve(file));
    return { kind, file };
  });
}

const endings: Readonly<Record<ReportKind, string>> = { junit: "xml", ctrf: "json", html: "html" };
const writers: Readonly<Record<ReportKind, (run: ContractRun) => string | Promise<string>>> = {
  junit: junitReport,
  ctrf: ctrfReport,
  html: htmlReport,
};

/** Writes the reports, each in one step; gives why one could not be written. */
export async function writeReports(wanted: readonly WantedReport[], run: ContractRun): Promise<string[]> {
  const faults: string[] = [];
  for (const { kind, file } of wanted) {
    const text = await writers[kind](run);
    try {
      writeAtOnce(file, text);
    } catch (error) {
      faults.push(`the report ${file} could not be written: ${systemReason(error)}`);
    }
  }
  return faults;
}
