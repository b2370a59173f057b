import { type KeywordFile, readKeywordFiles } from "./drafts.ts";
import { judgeByAjv, judgeByMock, type Verdicts } from "./judges.ts";

/**
 * Holds the mock to JSON Schema's own test suite, beside ajv: of no keyword may it judge fewer values as the suite
 * does. Prints a row for each keyword, and with `--differences` each value that the mock judges otherwise.
 * `npm run specification:json-schema [clone of the suite]`.
 */
async function main(args: readonly string[]): Promise<number> {
  const isTold = args.includes("--differences");
  const files = await readKeywordFiles(args.find((arg) => !arg.startsWith("--")));
  let behind = 0;
  for (const file of files) {
    const byMock = await judgeByMock(file);
    const total = file.groups.reduce((sum, { tests }) => sum + tests.length, 0);
    const [mock, ajv] = [agreement(file, byMock), agreement(file, judgeByAjv(file))];
    if (mock < ajv) behind += 1;
    console.log(`| ${file.draft} | ${file.keyword} | ${total} | ${mock} | ${ajv} |${mock < ajv ? " behind" : ""}`);
    if (isTold) tellDifferences(file, byMock);
  }
  console.log(behind === 0 ? "the mock is behind of no keyword" : `the mock is behind of ${behind} keywords`);
  return behind === 0 ? 0 : 1;
}

function agreement({ groups }: KeywordFile, verdicts: Verdicts): number {
  return groups
    .flatMap(({ tests }, at) => tests.map(({ valid }, index) => verdicts[at]?.[index] === valid))
    .filter(Boolean).length;
}

function tellDifferences({ groups }: KeywordFile, verdicts: Verdicts): void {
  for (const [at, { description, tests }] of groups.entries())
    for (const [index, test] of tests.entries()) {
      const verdict = verdicts[at]?.[index];
      if (verdict !== test.valid)
        console.log(`    ${description}: ${test.description}: ${String(verdict)}, not ${test.valid}`);
    }
}

process.exitCode = await main(process.argv.slice(2));
