import type { Builder } from "junit-report-builder";
import type { Finding } from "../../../../mocks/contract/finding.ts";
import { counted } from "../../print.ts";
import { findingText } from "./finding-text.ts";
import { type ContractRun, ruleText, skippedByReason, type TestedApi, type TestedOperation } from "./report.ts";

/**
 * The run as JUnit XML: a suite an operation, with a test for each finding, one for all cases without a finding, and
 * one for each reason for which cases were skipped.
 */
export async function junitReport({ apis, startedAt, again }: ContractRun): Promise<string> {
  const { default: shared } = await import("junit-report-builder");
  // its types tell of a default export, and it is CommonJS whose exports are the builder
  const report = (shared as unknown as Builder).newBuilder().name("twinspec contract");
  for (const api of apis) for (const tested of api.operations) addSuite(report.testSuite(), api, tested);
  // the schema that Jenkins holds files to has no such attribute there
  return report.build().replace(/(<testsuites [^>]*?) skipped="\d+"/, "$1");

  function addSuite(suite: ReturnType<typeof report.testSuite>, api: TestedApi, tested: TestedOperation): void {
    const { operation, findings, cases, duration, isFinished } = tested;
    const className = xmlText(`${api.name}.${operation.name}`);
    suite.name(xmlText(`${api.name}: ${operation.method} ${operation.path}`)).time(duration / 1000);
    suite.timestamp(new Date(startedAt));
    suite.property("url", xmlText(api.url)).property("seed", String(api.seed)).property("again", xmlText(again));
    for (const finding of findings) addFinding(suite.testCase().className(className), finding);
    const isTried = findings.length === 0 && isFinished;
    if (isTried)
      suite
        .testCase()
        .className(className)
        .name(counted(cases, "case"))
        .time(duration / 1000);
    if (!isFinished) suite.testCase().className(className).name("not finished").skipped();
    for (const { reason, cases: count, labels } of skippedByReason([tested])) {
      const test = suite
        .testCase()
        .className(className)
        .name(xmlText(`${count} skipped: ${reason}`));
      test.skipped().standardOutput(xmlText(labels.join("\n")));
    }
  }

  function addFinding(test: ReturnType<typeof report.testCase>, finding: Finding): void {
    const { message, testCase } = finding;
    test.name(xmlText(`${ruleText(finding)}: ${testCase.label}`)).failure(xmlText(message), finding.rule);
    test.stacktrace(xmlText(findingText(finding)));
  }
}

/** Text as XML 1.0 may have it (section 2.2): no control characters, no halves of a pair. */
function xmlText(text: string): string {
  return text.replaceAll("\r", "").replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
