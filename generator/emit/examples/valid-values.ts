import type { JsonObject } from "../../document/json.ts";

/** A text of each format that has one which no other text is like. */
const formats: Readonly<Record<string, string>> = {
  uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  time: "12:00:00Z",
  duration: "P1D",
  email: "ada@example.com",
  "idn-email": "ada@example.com",
  hostname: "example.com",
  "idn-hostname": "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  url: "https://example.com/",
  iri: "https://example.com/",
  "uri-reference": "/example",
  "iri-reference": "/example",
  "json-pointer": "/example",
  regex: "a",
  byte: "YQ==",
};

/** What patterns of short texts are tried with: digits, letters, codes, colours, versions, names. */
const candidates = [
  ...["example", "1", "123456", "a", "A", "ab", "AB", "abc", "ABC", "AB123456", "en-US", "#aabbcc", "1.0.0"],
  ...[
    "2026-01-31",
    "12:00",
    "00000000-0000-0000-0000-000000000000",
    "a-b",
    "a_1",
    "a.b",
    "/a",
    "+4930123456",
    "a@b.co",
  ],
  ...["https://example.com/", "A1", "1A", "=", "0x1f", "EUR", "a:b", "1-1"],
];

/** A text that satisfies format, pattern and length, as far as one is known. */
export function validText(schema: JsonObject): string {
  const { format, pattern, minLength: least = 0, maxLength: most = Infinity } = schema;
  if (typeof format === "string" && Object.hasOwn(formats, format)) return formats[format]!;
  const fits = (text: string): boolean => text.length >= Number(least) && text.length <= Number(most);
  if (typeof pattern === "string") {
    const regExp = compiled(pattern);
    const lengths = [...new Set([Number(least), 1, 2, 3, 6, 8, 16, 32, 40].filter((length) => length <= 256))];
    const repeated = lengths.flatMap((length) => ["1", "a", "A", "0"].map((letter) => letter.repeat(length)));
    const fitting = [...candidates, ...repeated].find((text) => fits(text) && regExp?.test(text));
    if (fitting !== undefined) return fitting;
  }
  const text = "example";
  return text.slice(0, Math.max(0, Number(most))).padEnd(Math.min(Number(least), 10_000), "e");
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}

/** A number within its limits, 1 where that is one. */
export function validNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: JsonObject): number {
  const step = typeof multipleOf === "number" && multipleOf > 0 ? multipleOf : 1;
  const number = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);
  const least = Math.max(number(minimum, -Infinity), number(exclusiveMinimum, -Infinity) + step);
  const most = Math.min(number(maximum, Infinity), number(exclusiveMaximum, Infinity) - step);
  const wanted = Math.min(Math.max(1, least), most);
  const onStep = Math.ceil(wanted / step) * step;
  return onStep <= most ? onStep : Math.floor(wanted / step) * step;
}
