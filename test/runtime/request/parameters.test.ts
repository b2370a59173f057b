import { beforeAll, describe, expect, test } from "vitest";
import type {
  OperationDescription,
  ParameterDescription,
  ParameterStyle,
} from "../../../generator/runtime/core/description.ts";
import { createTransport, type Transport } from "../../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { writeCookie, writeHeader, writeStyled } from "../../../generator/runtime/request/parameters.ts";
import { serveEcho, type WireRequest } from "../echo-server.ts";

type Arguments = { [name: string]: unknown };

const echo = serveEcho();
let transport: Transport;
beforeAll(() => {
  transport = createTransport({ baseUrl: `${echo.url}/` });
});

async function send(description: Partial<OperationDescription>, args: Arguments): Promise<WireRequest> {
  const call = operation<Operation<[args: Arguments], unknown, unknown>>({
    name: "getColors",
    method: "GET",
    path: "/colors",
    ...description,
  });
  echo.requests = [];
  await call(transport, args);
  return echo.takeRequest();
}

/** What stands on the wire for one parameter called `color`, in the place where its style is allowed. */
async function written(parameter: Omit<ParameterDescription, "name">, value: unknown): Promise<string | undefined> {
  const inPath = parameter.in === "path";
  const { url, headers } = await send(
    { path: inPath ? "/x{color}" : "/x", parameters: [{ write: writeStyled, ...parameter, name: "color" }] },
    { color: value },
  );
  if (parameter.in === "header") return headers["color"] as string | undefined;
  if (parameter.in === "cookie") return headers.cookie;
  return url.slice(inPath ? "/x".length : "/x?".length);
}

const array = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

type Row = [
  ParameterStyle,
  boolean,
  empty: string | null,
  text: string | null,
  array: string | null,
  object: string | null,
];

// OpenAPI Specification 3.1.1, section 4.8.12.6, "Style Examples".
const queryTable: Row[] = [
  ["form", false, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
  ["form", true, "color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
  ["spaceDelimited", false, null, null, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
  ["pipeDelimited", false, null, null, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
  ["deepObject", true, null, null, null, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
];
const pathTable: Row[] = [
  ["matrix", false, ";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
  ["matrix", true, ";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
  ["label", false, ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
  ["label", true, ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
  ["simple", false, "", "blue", "blue,black,brown", "R,100,G,200,B,150"],
  ["simple", true, "", "blue", "blue,black,brown", "R=100,G=200,B=150"],
];
const headerTable = pathTable.filter(([style]) => style === "simple");
const cookieTable: Row[] = [
  ["form", false, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
  ["form", true, "color=", "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"],
];

describe.each([
  ["query", queryTable],
  ["path", pathTable],
  ["header", headerTable],
  ["cookie", cookieTable],
] as const)("the specification's style table in %s", (place, table) => {
  const cases = table.flatMap(([style, explode, ...wanted]) =>
    (["", "blue", array, object] as const).map((given, index) => ({ style, explode, given, want: wanted[index] })),
  );
  test.each(cases.filter(({ want }) => want !== null))("$style explode=$explode $given is $want", async (row) => {
    expect(await written({ in: place, style: row.style, explode: row.explode }, row.given)).toBe(row.want);
  });
});

describe("values beside the table", () => {
  const date = new Date(Date.UTC(2024, 0, 2));
  test.each<[string, Omit<ParameterDescription, "name">, unknown, string | undefined]>([
    ["a boolean", { in: "query" }, false, "color=false"],
    ["zero", { in: "query" }, 0, "color=0"],
    ["a bigint", { in: "query" }, 9007199254740993n, "color=9007199254740993"],
    ["a Date", { in: "query" }, date, "color=2024-01-02T00%3A00%3A00.000Z"],
    ["a Date in an object", { in: "query" }, { at: date }, "at=2024-01-02T00%3A00%3A00.000Z"],
    ["a URL", { in: "query" }, new URL("https://a.example/"), "color=https%3A%2F%2Fa.example%2F"],
    ["undefined and null in an array", { in: "query" }, ["a", undefined, null, ""], "color=a&color="],
    ["undefined and null in an object", { in: "query", explode: false }, { a: 1, b: undefined, c: null }, "color=a,1"],
    ["an empty array", { in: "query", explode: false }, [], ""],
    ["an empty object", { in: "query", style: "deepObject" }, {}, ""],
    ["an empty matrix array", { in: "path", style: "matrix" }, [], undefined],
    ["a matrix member without text", { in: "path", style: "matrix", explode: true }, { a: "", b: 1 }, ";a;b=1"],
    ["a delimiter inside a value", { in: "query", explode: false }, ["a,b", "c&d"], "color=a%2Cb,c%26d"],
    ["a nested object in a form", { in: "query" }, { a: { b: 1 } }, "a=%7B%22b%22%3A1%7D"],
    [
      "a nested deepObject",
      { in: "query", style: "deepObject" },
      { a: { b: { c: "d e" } } },
      "color%5Ba%5D%5Bb%5D%5Bc%5D=d%20e",
    ],
    [
      "an array in a deepObject",
      { in: "query", style: "deepObject" },
      { a: [1, 2] },
      "color%5Ba%5D%5B0%5D=1&color%5Ba%5D%5B1%5D=2",
    ],
    ["an array as a deepObject", { in: "query", style: "deepObject" }, ["x"], "color%5B0%5D=x"],
    ["an exploded pipe list", { in: "query", style: "pipeDelimited", explode: true }, ["a", "b"], "color=a&color=b"],
    ["a list with tabs", { in: "query", style: "tabDelimited" }, ["a", "b c"], "color=a%09b%20c"],
    ["a list with pipes in a path", { in: "path", style: "pipeDelimited" }, ["a", "b"], "a%7Cb"],
    ["a pipe between and inside of items", { in: "path", style: "pipeDelimited" }, ["a", "b|c"], undefined],
    ["a space between and inside of items", { in: "query", style: "spaceDelimited" }, ["a b"], undefined],
    ["a comma between and inside of items of a header", { in: "header" }, ["a,b"], undefined],
    ["a comma in the only text of a header", { in: "header" }, "a,b", "a,b"],
    ["a point inside of items of a label", { in: "path", style: "label", explode: true }, ["a.b", 1.5], ".a%2Eb.1%2E5"],
    ["a point in the only text of a label", { in: "path", style: "label", explode: true }, 1.5, ".1.5"],
    [
      "a reserved comma inside of items",
      { in: "query", explode: false, allowReserved: true },
      ["a,b/"],
      "color=a%2Cb/",
    ],
    ["brackets in a key", { in: "query", style: "deepObject" }, { "a[b]": 1 }, "color%5Ba%255Bb%255D%5D=1"],
    ["a list with spaces in a header", { in: "header", style: "spaceDelimited" }, ["a", "b"], "a b"],
    ["a list with tabs in a header", { in: "header", style: "tabDelimited" }, ["a", "b"], "a\tb"],
    ["a list with pipes in a header", { in: "header", style: "pipeDelimited" }, ["a", "b"], "a|b"],
    [
      "JSON content",
      { in: "query", content: "application/json" },
      { a: [1, "ü"] },
      "color=%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%7D",
    ],
    ["JSON content of a string", { in: "query", content: "application/json" }, "a", "color=%22a%22"],
    ["JSON content in a header", { in: "header", content: "application/json" }, { a: "b c" }, '{"a":"b c"}'],
    ["text content", { in: "query", content: "text/plain" }, "a b", "color=a%20b"],
    ["a header that needs no encoding", { in: "header" }, "a b/c%ü", "a b/c%ü"],
    ["a cookie with a delimiter", { in: "cookie" }, "a;b=c", "color=a%3Bb%3Dc"],
  ])("%s", async (_, parameter, given, want) => {
    if (want === undefined) return expect(written(parameter, given)).rejects.toThrow(TypeError);
    expect(await written(parameter, given)).toBe(want);
  });
});

describe("allowReserved", () => {
  const reserved = "a:/?[]@!$'()*,;=z";
  test.each<[string, Omit<ParameterDescription, "name">, string, string]>([
    ["keeps reserved characters of a query", { in: "query" }, reserved, `color=${reserved.replaceAll("'", "%27")}`],
    ["keeps percent-triplets and encodes a lone percent sign", { in: "query" }, "%5B%2f 100%", "color=%5B%2f%20100%25"],
    ["encodes what would end the value in a query", { in: "query" }, "a&b#c", "color=a%26b%23c"],
    ["encodes what servers read as a space in a query", { in: "query" }, "a+b c", "color=a%2Bb%20c"],
    ["keeps a plus sign in a path", { in: "path" }, "a+b", "a+b"],
    ["encodes what no cookie can hold", { in: "cookie" }, "a;b,c/+&d", "color=a%3Bb%2Cc/+&d"],
    ["encodes what would end the segment of a path", { in: "path" }, "a/b?c#d:e&f", "a%2Fb%3Fc%23d:e&f"],
    ["keeps characters beyond the basic plane whole", { in: "query" }, "😀/", "color=%F0%9F%98%80/"],
  ])("%s", async (_, parameter, given, want) => {
    expect(await written({ ...parameter, allowReserved: true }, given)).toBe(want);
  });
  test("is off by default", async () => {
    expect(await written({ in: "query" }, "a/b")).toBe("color=a%2Fb");
  });
});

describe("parameters without a writer", () => {
  test("are written by the default style in path and query", async () => {
    const parameters = [
      { name: "ids", in: "path" },
      { name: "tag[]", in: "query", argument: "tags" },
      { name: "since", in: "query" },
    ] as const;
    const args = { ids: ["a/b", 2], tags: ["x y", null, 3n, true], since: new Date(0) };
    const { url } = await send({ path: "/colors/{ids}", parameters }, args);
    expect(url).toBe("/colors/a%2Fb,2?tag%5B%5D=x%20y&tag%5B%5D=3&tag%5B%5D=true&since=1970-01-01T00%3A00%3A00.000Z");
    expect(new URL(url, "http://a").searchParams.getAll("tag[]")).toEqual(["x y", "3", "true"]);
  });
  test("are written with all digits of BigInts, wherever they stand", async () => {
    const parameters = [
      { name: "a", in: "path" },
      { name: "b", in: "query" },
      { name: "c", in: "header", write: writeHeader },
      { name: "d", in: "cookie", write: writeStyled },
      { name: "e", in: "query", style: "deepObject", explode: true, write: writeStyled },
    ] as const;
    const big = 9223372036854775807n;
    const args = { a: big, b: [big, -big], c: [big, 1n], d: big, e: { x: [big] } };
    const { url, headers } = await send({ path: "/colors/{a}", parameters }, args);
    expect(decodeURIComponent(url)).toBe(`/colors/${big}?b=${big}&b=${-big}&e[x][0]=${big}`);
    expect([headers["c"], headers.cookie]).toEqual([`${big},1`, `d=${big}`]);
  });
  test("are left out when undefined, null, or an empty array", async () => {
    const parameters = [
      { name: "a", in: "query" },
      { name: "b", in: "query" },
      { name: "c", in: "query" },
    ] as const;
    expect((await send({ parameters }, { a: undefined, b: null, c: [] })).url).toBe("/colors");
  });
});

describe("header parameters", () => {
  test("are written without encoding, lists with a comma", async () => {
    const parameters = [{ name: "X-Ids", in: "header", argument: "ids", write: writeHeader }] as const;
    expect((await send({ parameters }, { ids: ["a b", 1, null] })).headers["x-ids"]).toBe("a b,1");
  });
  test("called Accept, Content-Type or Authorization are ignored", async () => {
    const parameters = ["Accept", "content-type", "AUTHORIZATION"].map(
      (name) => ({ name, in: "header", write: writeHeader }) as const,
    );
    const { headers } = await send({ parameters }, { Accept: "a/b", "content-type": "c/d", AUTHORIZATION: "e" });
    expect(headers.accept).toBe("application/json");
    expect(headers).not.toHaveProperty("content-type");
    expect(headers).not.toHaveProperty("authorization");
  });
  test.each([writeHeader, writeStyled])("cannot add headers by a line end (%#)", async (write) => {
    const parameters = [{ name: "X-A", in: "header", argument: "a", write }] as const;
    const failure = await send({ parameters }, { a: "secret\r\nX-B: 1" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(String(failure)).toContain('"a"');
    expect(String(failure)).not.toContain("secret");
    expect(echo.requests).toEqual([]);
  });
});

test("a comma in an item is a TypeError where nothing is encoded, and nothing is sent", async () => {
  const cookie = [{ name: "a", in: "cookie", explode: false, write: writeCookie }] as const;
  expect((await send({ parameters: cookie }, { a: ["x", "y"] })).headers.cookie).toBe("a=x,y");
  const header = [{ name: "X-A", in: "header", write: writeHeader }] as const;
  expect((await send({ parameters: header }, { "X-A": "secret,1" })).headers["x-a"]).toBe("secret,1");
  for (const [parameters, name] of [
    [cookie, "a"],
    [header, "X-A"],
  ] as const) {
    const failure = await send({ parameters }, { [name]: ["secret,1"] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(String(failure)).toContain(`"${name}"`);
    expect(String(failure)).not.toContain("secret");
    expect(echo.requests).toEqual([]);
  }
});

test("several cookies are one header", async () => {
  const parameters = [
    { name: "a", in: "cookie", write: writeStyled },
    { name: "b", in: "cookie", write: writeStyled },
  ] as const;
  expect((await send({ parameters }, { a: 1, b: "x y" })).headers.cookie).toBe("a=1; b=x%20y");
});

describe("names that objects inherit", () => {
  const names = ["__proto__", "constructor", "toString"];
  const parameters = (["query", "cookie", "header"] as const).flatMap((place) =>
    names.map((name) => ({ name, in: place, argument: `${place}_${name}`, write: writeStyled }) as const),
  );
  // A header called __proto__ is lost in Node's own fetch.
  test("are ordinary names of parameters", async () => {
    const args = Object.fromEntries(parameters.map(({ argument }) => [argument, "v"]));
    const { url, headers } = await send({ parameters }, args);
    expect(url).toBe("/colors?__proto__=v&constructor=v&toString=v");
    expect(headers.cookie).toBe("__proto__=v; constructor=v; toString=v");
    expect([headers["constructor"], headers["tostring"]]).toEqual(["v", "v"]);
  });
  test("are not read from an argument object's prototype", async () => {
    const inherited = names.map((name) => ({ name, in: "query", write: writeStyled }) as const);
    expect((await send({ parameters: inherited }, {})).url).toBe("/colors");
    const args = JSON.parse('{"__proto__":"own"}') as Arguments;
    expect((await send({ parameters: inherited }, args)).url).toBe("/colors?__proto__=own");
  });
});
