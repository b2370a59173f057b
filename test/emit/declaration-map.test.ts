import { SourceMap, type SourceMapPayload } from "node:module";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { defaultSettings } from "../../generator/entry.ts";
import { answers, documentWith, emitted } from "./emitted.ts";

const document = documentWith({
  paths: {
    "/things": {
      get: {
        operationId: "listThings",
        summary: "Lists things",
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: answers({ type: "array", items: { $ref: "#/components/schemas/Thing" } }),
      },
    },
  },
  schemas: { Thing: { type: "object", description: "A thing.", properties: { name: { type: "string" } } } },
});

function packageWith(declarationMap: boolean): Promise<ReadonlyMap<string, string>> {
  const { package: described } = defaultSettings(["-"], "client", import.meta.dirname);
  return emitted(document, { target: "package", package: { ...described, declarationMap } });
}

test("declarations lead to the sources that come with them, where the settings ask for it", async () => {
  const files = await packageWith(true);
  const declarations = [...files.keys()].filter((path) => path.endsWith(".d.ts"));
  expect(declarations).toContain("esm/operations/listThings.d.ts");
  expect(declarations).toContain("esm/schemas/Thing.d.ts");
  expect(declarations).toContain("esm/runtime/request/operation.d.ts");
  const compared = declarations.flatMap((path) => {
    const text = files.get(path)!;
    expect(text.trimEnd().split("\n").at(-1)).toBe(`//# sourceMappingURL=${posix.basename(path)}.map`);
    const map = new SourceMap(JSON.parse(files.get(`${path}.map`)!) as SourceMapPayload);
    return [...text.matchAll(/^export (?:declare )?(?:const|function|interface|type|class) (\w+)/gm)].map((found) => {
      const at = found.index + found[0].length - found[1]!.length;
      const before = text.slice(0, at).split("\n");
      const entry = map.findEntry(before.length - 1, before.at(-1)!.length);
      if (!("originalSource" in entry)) throw new Error(`${path}: ${found[1]} leads nowhere`);
      const source = files.get(posix.join(posix.dirname(path), entry.originalSource))!;
      const line = source.split("\n")[entry.originalLine]!;
      expect(line.slice(entry.originalColumn), path).toMatch(new RegExp(`^(?:${found[1]})\\b`));
      return found[1];
    });
  });
  expect(compared).toEqual(expect.arrayContaining(["listThings", "Thing", "createClient", "operation"]));
});

test("packages have neither by default", async () => {
  expect([...(await packageWith(false)).keys()].filter((path) => /\.map$|(?<!\.d)\.ts$/.test(path))).toEqual([]);
});
