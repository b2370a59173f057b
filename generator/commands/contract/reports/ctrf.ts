import type { Test } from "ctrf";
import type { Finding } from "../../../../mocks/contract/finding.ts";
import { counted } from "../../print.ts";
import { findingText } from "./finding-text.ts";
import { type ContractRun, ruleText, skippedByReason, type TestedApi, type TestedOperation } from "./report.ts";

/** The run as CTRF JSON (ctrf.io), with the same tests as in JUnit XML; `extra` has all of a finding. */
export async function ctrfReport(run: ContractRun): Promise<string> {
  const { ReportBuilder, TestBuilder, generateTestId } = await import("ctrf");
  const { apis, startedAt, endedAt, again, version } = run;
  const report = new ReportBuilder()
    .tool({ name: "twinspec", version })
    .generatedBy("twinspec contract")
    .timestamp(new Date(endedAt))
    .summaryOverrides({ start: startedAt, stop: endedAt, duration: endedAt - startedAt })
    .extra({ again, apis: apis.map(({ name, url, seed, leftBehind }) => ({ name, url, seed, leftBehind })) });
  for (const api of apis) for (const tested of api.operations) report.addTests(testsOf(api, tested));
  return `${JSON.stringify(report.build(), null, 2)}\n`;

  function begin(name: string, api: TestedApi, { operation }: TestedOperation) {
    const suite = [api.name, `${operation.method} ${operation.path}`];
    return new TestBuilder()
      .name(name)
      .suite(suite)
      .testId(generateTestId({ name, suite }))
      .duration(0)
      .type("contract");
  }

  function testsOf(api: TestedApi, tested: TestedOperation): Test[] {
    const { findings, cases, duration, isFinished } = tested;
    const test = (name: string) => begin(name, api, tested);
    return [
      ...findings.map((finding) => failed(test(`${ruleText(finding)}: ${finding.testCase.label}`), finding)),
      ...(findings.length === 0 && isFinished
        ? [test(counted(cases, "case")).status("passed").duration(duration).build()]
        : []),
      ...(isFinished ? [] : [test("not finished").status("pending").build()]),
      ...skippedByReason([tested]).map(({ reason, cases: count, labels }) =>
        test(`${count} skipped: ${reason}`).status("skipped").extra({ cases: labels }).build(),
      ),
    ];
  }

  function failed(test: ReturnType<typeof begin>, finding: Finding): Test {
    const { message, place, curl, certainty, rule, testCase } = finding;
    test.status("failed").message(message).trace(findingText(finding)).snippet(curl);
    test
      .tags([testCase.kind, certainty])
      .labels({ rule, certainty })
      .extra({ ...finding });
    if (place) test.filePath(place.file);
    if (place?.line !== undefined) test.line(place.line);
    return test.build();
  }
}
