import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { readApi } from "../../generator/document/read-api.ts";
import { analyze, defaultSettings } from "../../generator/entry.ts";
import { shuffled } from "../document/shuffle.ts";
import { fingerprint } from "../outputs/client/fingerprint.ts";
import { digitalOceanMissing, fetchPublishedDocuments, findDigitalOcean } from "./documents.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "twinspec-order-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function parsed(path: string, text: string): unknown {
  if (path.endsWith(".json")) return JSON.parse(text);
  try {
    return parse(text, { merge: true, uniqueKeys: false, logLevel: "silent" });
  } catch {
    return text;
  }
}

/** A copy of a document, and of what it refers to, with the keys of every map in another order. */
async function shuffledCopy(file: string, seed: number): Promise<string> {
  const { texts, root } = await readApi([file]);
  const place = join(folder, String(seed));
  for (const [path, text] of texts) {
    const value = parsed(path, text);
    mkdirSync(dirname(join(place, path)), { recursive: true });
    const isMap = typeof value === "object" && value !== null;
    writeFileSync(join(place, path), isMap ? JSON.stringify(shuffled(value, seed)) : text);
  }
  return join(place, relative(root, file));
}

async function expectSameNames(file: string): Promise<void> {
  const want = await analyze(defaultSettings([file], undefined, dirname(file)));
  expect(want.model!.operations.length).toBeGreaterThan(100);
  const shuffledFile = await shuffledCopy(file, 7);
  const given = await analyze(defaultSettings([shuffledFile], undefined, dirname(shuffledFile)));
  expect(given.lockText!.new).toBe(want.lockText!.new);
  expect(fingerprint(given)).toEqual(fingerprint(want));
}

test("GitHub with its maps in another order has the same names", { timeout: 120_000 }, async () => {
  await expectSameNames((await fetchPublishedDocuments()).github);
});

const digitalOcean = findDigitalOcean();
test.skipIf(digitalOcean === undefined)(
  `DigitalOcean with its maps in another order has the same names${digitalOcean === undefined ? ` (${digitalOceanMissing})` : ""}`,
  { timeout: 120_000 },
  () => expectSameNames(digitalOcean!),
);
