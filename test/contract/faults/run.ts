import { writeFile } from "node:fs/promises";
import type { Finding } from "../../../mocks/contract/finding.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { readShop, runShop, type ShopRun } from "./shop-run.ts";

/**
 * Tests the shop that is right and each that is wrong against its document, and prints what was found.
 * `npm run faults [-- part of a name or kind …] [--read-only] [--all-rules] [--markdown file]`. Without `--all-rules` a run
 * ends with its first finding.
 */
async function main(args: readonly string[]): Promise<number> {
  const file = args.includes("--markdown") ? args[args.indexOf("--markdown") + 1] : undefined;
  const isReadOnly = args.includes("--read-only");
  const isEndedByFinding = !args.includes("--all-rules");
  const parts = args.filter((arg) => !arg.startsWith("--") && arg !== file);
  const chosen = faults.filter(
    ({ name, kind }) => parts.length === 0 || parts.some((part) => `${kind}: ${name}`.includes(part)),
  );
  const api = await readShop();

  const right = await runShop(api, {});
  const readOnly = await runShop(api, {}, { allowWrites: false });
  for (const finding of [...right.findings, ...readOnly.findings]) console.log(`FALSE ALARM ${described(finding)}`);
  console.log(
    `the right shop: ${right.findings.length} findings in ${times(right)}; read-only ${readOnly.findings.length} in ${times(readOnly)}`,
  );

  const results: Result[] = [];
  for (const fault of chosen) {
    const { findings } = isReadOnly ? { findings: [] } : await runShop(api, fault.change(), { isEndedByFinding });
    const seen = fault.needsWrites
      ? []
      : (await runShop(api, fault.change(), { allowWrites: false, isEndedByFinding })).findings;
    results.push({ fault, findings, readOnly: seen });
    console.log(line(results.at(-1)!));
  }
  const percentages = summarize(results, isReadOnly);
  if (file !== undefined) await writeFile(file, markdownOf(results, right));
  return right.findings.length + readOnly.findings.length === 0 && percentages ? 0 : 1;
}

interface Result {
  readonly fault: Fault;
  readonly findings: readonly Finding[];
  readonly readOnly: readonly Finding[];
}

function line({ fault, findings, readOnly }: Result): string {
  const said = findings.length > 0 ? rulesOf(findings) : "MISSED";
  const alone = fault.needsWrites ? "needs writes" : readOnly.length > 0 ? rulesOf(readOnly) : "MISSED";
  return [fault.standsIn.padEnd(9), fault.kind.padEnd(24), fault.name.padEnd(30), said.padEnd(40), `| ${alone}`].join(
    " ",
  );
}

/** Prints the shares of what was found; whether they are as high as they must be. */
function summarize(results: readonly Result[], isReadOnly: boolean): boolean {
  const share = (label: string, of: readonly Result[], isFound: (result: Result) => boolean): number => {
    const found = of.filter(isFound).length;
    console.log(
      `${label}: ${found} of ${of.length} (${of.length === 0 ? "-" : Math.round((1000 * found) / of.length) / 10} %)`,
    );
    return of.length === 0 ? 1 : found / of.length;
  };
  const standing = (where: string) => results.filter(({ fault }) => fault.standsIn === where);
  const seen = ({ findings }: Result) => findings.length > 0;
  const seenAlone = ({ readOnly }: Result) => readOnly.length > 0;
  const visible = (where: string) => standing(where).filter(({ fault }) => !fault.needsWrites);
  const inReadOnly = [
    share("read-only, in the documents", visible("documents"), seenAlone),
    share("read-only, in words", visible("words"), seenAlone),
  ];
  if (isReadOnly) return inReadOnly[0]! >= 0.95;
  return (
    share("in the documents", standing("documents"), seen) >= 0.95 && share("in words", standing("words"), seen) >= 0.8
  );
}

/** The whole table, as a document of its own. */
function markdownOf(results: readonly Result[], right: ShopRun): string {
  const shown = (findings: readonly Finding[]) => (findings.length === 0 ? "**missed**" : `\`${rulesOf(findings)}\``);
  const rows = results.map(({ fault, findings, readOnly }) => {
    const alone = fault.needsWrites ? "–" : shown(readOnly);
    return `| ${fault.kind} | ${fault.wrong} | ${fault.standsIn} | ${shown(findings)} | ${alone} |`;
  });
  const count = (of: readonly Result[], isFound: (result: Result) => boolean) =>
    `${of.filter(isFound).length} of ${of.length}`;
  const part = (where: string, isSeenAlone: boolean) =>
    results.filter(({ fault }) => fault.standsIn === where && !(isSeenAlone && fault.needsWrites));
  const lines = (["documents", "words"] as const).map((where) => {
    const all = count(part(where, false), ({ findings }) => findings.length > 0);
    const alone = count(part(where, true), ({ readOnly }) => readOnly.length > 0);
    return `| in ${where === "words" ? "words alone" : "the documents"} | ${all} | ${alone} |`;
  });
  return `# Seeded faults

Written by \`npm run faults -- --markdown\`. Each row is a server of \`shop.yaml\` that is wrong in one way, and the rule
that a contract run found it by first; a question mark is a finding that is *likely*. The right server has
${right.findings.length} findings. A run over its 32 operations took ${right.cpuSeconds.toFixed(1)} s of the processor.

| the rule stands | found | of those that a read-only run can see |
|---|---|---|
${lines.join("\n")}

| kind | what is wrong | the rule stands in | found by | read-only |
|---|---|---|---|---|
${rows.join("\n")}
`;
}

function rulesOf(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ rule, certainty }) => (certainty === "likely" ? `${rule}?` : rule)))].join(" ");
}

function times({ cpuSeconds, wallSeconds }: { cpuSeconds: number; wallSeconds: number }): string {
  return `${cpuSeconds.toFixed(1)} s of the processor, ${wallSeconds.toFixed(1)} s in all`;
}

function described({ rule, operation, message, testCase, curl, response }: Finding): string {
  return `${rule} ${operation.name} (${testCase.label}): ${message}\n    ${curl}\n    ${response?.status} ${response?.body?.slice(0, 300)}`;
}

process.exitCode = await main(process.argv.slice(2));
