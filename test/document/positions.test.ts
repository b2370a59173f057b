import { describe, expect, test } from "vitest";
import { placeOf } from "../../generator/diagnostics/places.ts";
import { below, type Position, type SourceDocument } from "../../generator/document/source-document.ts";
import { parseJson } from "../../generator/document/text/parse-json.ts";
import { parseYaml } from "../../generator/document/text/parse-yaml.ts";

function documentOf(text: string, format: "yaml" | "json"): SourceDocument {
  const unparsed = { file: "/a", path: "a", shown: "a", text, format };
  const { value, repeated } = format === "json" ? parseJson(unparsed) : parseYaml(unparsed);
  return { ...unparsed, value, repeated };
}

function at(document: SourceDocument, ...keys: (string | number)[]): Position {
  return keys.reduce<Position>((position, key) => below(position, key), { document });
}

const yaml = `# a comment
a:
  - x: 1
    "y z": {p: &anchor {q: [1, 2]}}
  - 2
'200': two
200: other
b: *anchor
ü😀: {k: v}
empty:
`;
const json = `\ufeff{
  "a": [
    { "x": 1, "y\\u0020z": { "p": { "q": [1, 2] } } },
    2
  ],
\t"ü😀": { "k": "v" }
}`;

describe.each<["yaml" | "json", string, [keys: (string | number)[], key: string, value: string][]]>([
  [
    "yaml",
    yaml,
    [
      [[], "2:1", "2:1"],
      [["a"], "2:1", "3:3"],
      [["a", 0], "3:5", "3:5"],
      [["a", 0, "x"], "3:5", "3:8"],
      [["a", 0, "y z", "p", "q", 1], "4:32", "4:32"],
      [["a", 1], "5:5", "5:5"],
      [["200"], "6:1", "6:8"],
      [["b", "q"], "4:25", "4:28"],
      [["ü😀", "k"], "9:7", "9:10"],
      [["empty"], "10:1", "10:7"],
      [["a", 0, "none", "deeper"], "3:5", "3:5"],
    ],
  ],
  [
    "json",
    json,
    [
      [["a"], "2:3", "2:8"],
      [["a", 0, "x"], "3:7", "3:12"],
      [["a", 0, "y z", "p", "q", 1], "3:45", "3:45"],
      [["a", "1"], "4:5", "4:5"],
      [["ü😀", "k"], "6:11", "6:16"],
      [["a", 9], "2:3", "2:3"],
    ],
  ],
])("places in %s", (format, text, rows) => {
  const document = documentOf(text, format);
  test.each(rows)("%j", (keys, key, value) => {
    const shown = (part: "key" | "value") => {
      const { line, column } = placeOf(at(document, ...keys), part);
      return `${line}:${column}`;
    };
    expect({ key: shown("key"), value: shown("value") }).toEqual({ key, value });
  });
});

test("the pointer is known at once; line and column are looked up when they are read", () => {
  let reads = 0;
  const document = documentOf("a: { b/c: 1 }", "yaml");
  const watched: SourceDocument = {
    ...document,
    get text() {
      reads += 1;
      return document.text;
    },
  };
  const place = placeOf(at(watched, "a", "b/c"));
  expect(place).toMatchObject({ file: "a", pointer: "/a/b~1c" });
  const before = reads;
  expect([place.line, place.column]).toEqual([1, 11]);
  expect(reads).toBeGreaterThan(before);
});
