import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, type Diagnostic, defaultSettings } from "../../generator/entry.ts";
import { readSuites, type SuiteDocument } from "./suites.ts";

/**
 * Reads the documents of the specification's own test suites: each that is valid must be accepted, and each that is not
 * must get a diagnostic. `npm run specification [clone of the specification's repository]`.
 */
async function main(clone: string | undefined): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "twinspec-specification-"));
  let failures = 0;
  try {
    const counts = new Map<string, number>();
    for (const document of await readSuites(clone)) {
      const file = join(folder, document.name.replaceAll("/", "-"));
      await writeFile(file, document.text);
      const { diagnostics } = await analyze(defaultSettings([file], undefined, folder));
      const key = `${document.version} ${document.isValid ? "valid" : "not valid"}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const fault = faultOf(document, diagnostics);
      if (fault === undefined) continue;
      failures += 1;
      console.log(`${document.version} ${document.name}: ${fault}`);
    }
    for (const [key, count] of counts) console.log(`${key}: ${count}`);
    console.log(failures === 0 ? "all as they should be" : `${failures} not as they should be`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return failures === 0 ? 0 : 1;
}

function faultOf({ isValid }: SuiteDocument, diagnostics: readonly Diagnostic[]): string | undefined {
  if (!isValid) return diagnostics.length === 0 ? "no diagnostic" : undefined;
  const refused = diagnostics.find(({ severity }) => severity === "error");
  return refused && `${refused.code}: ${refused.message}`;
}

process.exitCode = await main(process.argv[2]);
