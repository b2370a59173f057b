import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { readApi } from "../../generator/document/read-api.ts";
import { read, withoutPlaces } from "./read.ts";

const folder = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reversed(child)]),
  );
}

describe("the flagship documents", () => {
  test("with every map reversed give the same API", async () => {
    const files: Record<string, object> = {};
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".yaml") && !file.startsWith("twinspec."))) {
      const document = parseDocument(readFileSync(join(folder, name), "utf8"), { uniqueKeys: false });
      expect(document.errors).toEqual([]);
      files[name] = reversed(document.toJS()) as object;
    }
    const want = await readApi(["."], { workingFolder: folder });
    const got = await read(files);
    expect(want.api!.operations.length).toBeGreaterThan(20);
    // not only equal, but in the same order: what is emitted depends on it
    expect(JSON.stringify(withoutPlaces(got.api), null, 1)).toBe(JSON.stringify(withoutPlaces(want.api!), null, 1));
    const codes = (diagnostics: typeof want.diagnostics) =>
      diagnostics.map(({ code, message }) => `${code}: ${message}`).sort();
    expect(codes(got.diagnostics)).toEqual(codes(want.diagnostics));
  });
});
