import fc from "fast-check";
import type { Registration, SchemaToName } from "../../generator/names/registration.ts";

/** Words that break naive naming. */
const nasty = [
  "__proto__",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "prototype",
  "then",
  "catch",
  "delete",
  "default",
  "class",
  "await",
  "GET",
  "use",
  "name",
  "length",
  "raw",
  "fetch",
  "con",
  "NUL",
  "com1",
  "aux",
  "index",
  "client",
  "string",
  "any",
  "Error",
  "Promise",
  "Record",
  "",
  " ",
  "---",
  "😀",
  "👍🏽",
  "取得",
  "straße",
  "STRASSE",
  "İ",
  "ſ",
  "K",
  "a\u202eb",
  "z\u0334",
  "\u0301",
  "\u3164",
  "\ud800",
  "\u{1d400}",
  "ǆ",
  "ŉ",
  "ΐ",
  "ि",
  "٣",
  "2fa",
  "1_2",
  "1.2",
  "1",
  "_",
  "a*/b",
  "`$" + "{x}`",
  "a'b\"c",
  "a\nb",
  "a\u2028b",
  "../../etc/passwd",
  "a\0b",
  "ﬁ",
  "ϒAb",
  "URLs",
  "HTTPServer",
  "A1_2B",
];

/** Any text, most often one that hurts. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("a", "A", "b", "B", "s", "1", "2", "_", "-", "/", "é", "É", "中"), maxLength: 10 }),
  fc.array(fc.constantFrom(...nasty), { maxLength: 4 }).map((parts) => parts.join("_")),
  fc.string({ unit: fc.constantFrom("a", "B", "中", "1", "_"), minLength: 95, maxLength: 120 }),
);

/** Few names, so that many are the same, equal in another case, or equal to another's qualified name. */
export const collidingName: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      "a",
      "A",
      "b",
      "a2",
      "a_2",
      "a1",
      "ab",
      "aB",
      "bA",
      "aA",
      "getA",
      "getB",
      "postA",
      "aGetA",
      "bByA",
      "docA",
      "a_b",
      "delete",
      "delete_",
      "then",
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...nasty) },
);

const path = fc
  .array(fc.constantFrom("a", "b", "A", "{a}", "{b}", "{a}.{b}", "{id}:cancel", "a#2", "a?x=y"), { maxLength: 3 })
  .map((segments) => `/${segments.join("/")}`);

/** Registrations that clash, repeat each other and hurt. */
export const registration: fc.Arbitrary<Registration> = fc
  .record(
    {
      method: fc.constantFrom("GET", "POST"),
      path: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom("/", "/a", "/a/", "/b", "/a/{x}", "/a/{y}", "/a/b", "/a-b") },
        { weight: 1, arbitrary: path },
      ),
      operationId: collidingName,
      extensionName: fc.oneof({ weight: 1, arbitrary: collidingName }, { weight: 9, arbitrary: fc.constant("") }),
      tags: fc.array(fc.constantFrom("a", "b", "A", "get", "__proto__", "😀"), { maxLength: 2 }),
      equivalence: fc.constantFrom("1", "1", "1", "2", "3"),
      document: fc.constantFrom("Doc", "A", "b", "Ab"),
    },
    { requiredKeys: ["method", "path", "tags", "equivalence", "document"] },
  )
  .map((each) => ({
    ...each,
    place: { file: `${each.document}.yaml`, pointer: `/paths/${each.path}/${each.method}` },
  }));

/** Names of schemas, some of which are those of others in requests. */
const schemaName = fc.oneof(
  { weight: 4, arbitrary: collidingName },
  { weight: 1, arbitrary: fc.constantFrom("aInput", "A_input", "bRequest", "bInput", "bRequestInput", "aInputInput") },
);

/** Schemas with sources of their own, as reading gives them: no two share a source. */
export const schemas: fc.Arbitrary<SchemaToName[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom("A", "B", "sub/A", "Ab", "__proto__"), schemaName, fc.nat(3)), {
    selector: ([document, name]) => `${document}#${name}`,
    maxLength: 14,
  })
  .map((all) => {
    const byContent = new Map<string, [string, string][]>();
    for (const [document, name, content] of all) {
      const key = `${name} ${content}`;
      byContent.set(key, [...(byContent.get(key) ?? []), [document, name]]);
    }
    return [...byContent.values()].map((members) => {
      const sources = members.map(([document, name]) => `${document}.yaml#/components/schemas/${name}`).sort();
      const [document, name] = members[0]!;
      const place = { file: `${document}.yaml` };
      const isDivided = sources.join().length % 2 === 0;
      return { sources, wanted: name, qualifiers: document.split("/").reverse(), isDivided, place };
    });
  });
