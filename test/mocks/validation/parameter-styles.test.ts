import { describe, expect, test } from "vitest";
import { decode, documentWith, plain, validateRequest } from "./validate.ts";

const text = { type: "string" };
const list = { type: "array", items: { type: "string" } };
const object = {
  type: "object",
  properties: { R: { type: "integer" }, G: { type: "integer" }, B: { type: "integer" } },
};

const blue = "blue";
const colors = ["blue", "black", "brown"];
const rgb = { R: 100, G: 200, B: 150 };

/** The table of the specification (section 4.8.12.4), and what it leaves open. */
const rows: readonly (readonly [
  place: "path" | "query" | "header" | "cookie",
  style: string,
  explode: boolean,
  schema: object,
  sent: string,
  want: unknown,
])[] = [
  ["path", "matrix", false, text, ";color=blue", blue],
  ["path", "matrix", false, text, ";color", ""],
  ["path", "matrix", false, list, ";color=blue,black,brown", colors],
  ["path", "matrix", false, object, ";color=R,100,G,200,B,150", rgb],
  ["path", "matrix", true, text, ";color=blue", blue],
  ["path", "matrix", true, list, ";color=blue;color=black;color=brown", colors],
  ["path", "matrix", true, object, ";R=100;G=200;B=150", rgb],
  ["path", "matrix", true, { type: "object", properties: { R: text, G: text } }, ";R;G=a", { R: "", G: "a" }],
  ["path", "matrix", true, { type: "object", properties: { R: text } }, ";R", { R: "" }],
  ["path", "label", false, text, ".blue", blue],
  ["path", "label", false, list, ".blue,black,brown", colors],
  ["path", "label", false, object, ".R,100,G,200,B,150", rgb],
  ["path", "label", false, { type: "array", items: { type: "integer" } }, ".1.2", [1, 2]],
  ["path", "label", false, { ...list, minItems: 3 }, ".blue.black.brown", colors],
  ["path", "label", false, list, ".1.2", ["1.2"]],
  ["path", "label", false, { type: "array", items: { type: "number" } }, ".1.5", [1.5]],
  ["path", "label", false, object, ".R.100.G.200.B.150", rgb],
  ["path", "label", true, text, ".blue", blue],
  ["path", "label", true, list, ".blue.black.brown", colors],
  ["path", "label", true, object, ".R=100.G=200.B=150", rgb],
  ["path", "simple", false, text, "blue", blue],
  ["path", "simple", false, list, "blue,black,brown", colors],
  ["path", "simple", false, object, "R,100,G,200,B,150", rgb],
  ["path", "simple", true, text, "blue", blue],
  ["path", "simple", true, list, "blue,black,brown", colors],
  ["path", "simple", true, object, "R=100,G=200,B=150", rgb],
  ["header", "simple", false, text, "blue", blue],
  ["header", "simple", false, list, "blue, black,brown", colors],
  ["header", "simple", false, object, "R,100,G,200,B,150", rgb],
  ["header", "simple", true, list, "blue,black,brown", colors],
  ["header", "simple", true, object, "R=100, G=200, B=150", rgb],
  ["query", "form", false, text, "color=blue", blue],
  ["query", "form", false, list, "color=blue,black,brown", colors],
  ["query", "form", false, object, "color=R,100,G,200,B,150", rgb],
  ["query", "form", true, text, "color=blue", blue],
  ["query", "form", true, list, "color=blue&color=black&color=brown", colors],
  ["query", "form", true, object, "R=100&G=200&B=150", rgb],
  ["query", "form", true, list, "color=blue", ["blue"]],
  ["query", "form", true, list, "color=", [""]],
  ["query", "form", true, { type: "array", items: { type: "integer" } }, "color=", []],
  ["query", "form", true, { ...list, maxItems: 0 }, "color=", []],
  ["query", "form", false, list, "color=a%2Cb,c", ["a,b", "c"]],
  ["query", "spaceDelimited", false, list, "color=blue%20black%20brown", colors],
  ["query", "spaceDelimited", false, list, "color=blue+black+brown", colors],
  ["query", "spaceDelimited", false, object, "color=R%20100%20G%20200%20B%20150", rgb],
  ["query", "spaceDelimited", true, list, "color=blue&color=black&color=brown", colors],
  ["query", "pipeDelimited", false, list, "color=blue|black|brown", colors],
  ["query", "pipeDelimited", false, list, "color=blue%7Cblack%7cbrown", colors],
  ["query", "pipeDelimited", false, object, "color=R%7C100%7CG%7C200%7CB%7C150", rgb],
  ["query", "tabDelimited", false, list, "color=blue%09black%09brown", colors],
  ["path", "spaceDelimited", false, list, "blue%20black%20brown", colors],
  ["path", "pipeDelimited", false, list, "blue%7Cblack%7Cbrown", colors],
  ["path", "tabDelimited", false, list, "blue%09black%09brown", colors],
  ["header", "spaceDelimited", false, list, "blue black brown", colors],
  ["header", "pipeDelimited", false, list, "blue|black|brown", colors],
  ["header", "tabDelimited", false, list, "blue\tblack\tbrown", colors],
  ["query", "pipeDelimited", true, list, "color=blue&color=black&color=brown", colors],
  ["query", "deepObject", true, object, "color[R]=100&color[G]=200&color[B]=150", rgb],
  ["query", "deepObject", false, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150", rgb],
  ["query", "deepObject", true, list, "color[0]=blue&color[2]=brown&color[1]=black", colors],
  ["query", "deepObject", true, list, "color[]=blue&color[]=black&color[]=brown", colors],
  ["query", "deepObject", true, list, "color=blue&color=black&color=brown", colors],
  ["cookie", "form", false, text, "color=blue", blue],
  ["cookie", "form", false, list, "theme=dark; color=blue,black,brown", colors],
  ["cookie", "form", false, object, "color=R,100,G,200,B,150", rgb],
  ["cookie", "form", true, text, 'color="blue"', blue],
  ["cookie", "form", true, list, "color=blue; color=black; color=brown", colors],
  ["cookie", "form", true, object, "R=100; G=200; B=150", rgb],
  ["cookie", "cookie", true, text, "color=100%", "100%"],
];

describe("styles", () => {
  test.each(rows)("%s, %s, explode %s: %o is read from %s", async (place, style, explode, schema, sent, want) => {
    expect(await decode({ style, explode, schema }, { [place]: sent })).toEqual({ value: want, messages: [] });
  });

  test("what neither commas nor dots make right in a label is told of as it was sent", async () => {
    const integers = { type: "array", items: { type: "integer" } };
    const { value, messages } = await decode({ style: "label", schema: integers }, { path: ".1.x" });
    expect([value, messages]).toEqual([["1.x"], ["Path parameter color[0] must be integer"]]);
  });

  test("form with explode and simple without are the defaults", async () => {
    expect((await decode({ schema: list }, { query: "color=a,b&color=c" })).value).toEqual(["a,b", "c"]);
    expect((await decode({ schema: list }, { header: "a,b" })).value).toEqual(["a", "b"]);
  });

  test.each([
    ["label", "blue", 'Path parameter color must start with "." (style label)'],
    ["matrix", "blue", 'Path parameter color must start with ";" (style matrix)'],
    ["matrix", ";colour=blue", 'Path parameter color must start with ";color" (style matrix)'],
  ])("a path variable without the prefix of %s is refused", async (style, path, message) => {
    expect((await decode({ style, schema: text }, { path })).messages).toEqual([message]);
  });
});

describe("escapes", () => {
  test("a plus sign is a space in a query, and itself in a path", async () => {
    expect((await decode({ schema: text }, { query: "color=light+blue" })).value).toBe("light blue");
    expect((await decode({ schema: text }, { query: "color=light%2Bblue" })).value).toBe("light+blue");
    expect((await decode({ schema: text }, { path: "light+blue" })).value).toBe("light+blue");
  });

  test("reserved characters may be sent as they are", async () => {
    const { value } = await decode({ schema: text, allowReserved: true }, { query: "color=a/b?c=d:e@f[g]" });
    expect(value).toBe("a/b?c=d:e@f[g]");
  });

  test.each([
    [{ query: "color=%zz" }, "Query parameter color has a malformed percent-escape"],
    [{ query: "color=%E0%A4" }, "Query parameter color has a malformed percent-escape"],
    [{ path: "%" }, "Path parameter color has a malformed percent-escape"],
    [{ cookie: "color=%f" }, "Cookie color has a malformed percent-escape"],
  ])("%o is refused once", async (sent, message) => {
    expect((await decode({ schema: text }, sent)).messages).toEqual([message]);
  });
});

const filters = {
  type: "array",
  items: {
    type: "object",
    properties: {
      id: { type: "integer" },
      tags: { type: "array", items: { type: "string" } },
      at: { type: "object", properties: { day: { type: "integer" } } },
    },
  },
};

describe("brackets without deepObject, as PHP and Rails write what the specification leaves open", () => {
  test.each<[string, object, unknown]>([
    ["f[0][id]=1&f[1][id]=2", filters, [{ id: 1 }, { id: 2 }]],
    ["f%5B0%5D%5Bid%5D=1&f%5B0%5D%5Bat%5D%5Bday%5D=3", filters, [{ id: 1, at: { day: 3 } }]],
    ["f[][id]=1&f[][id]=2", filters, [{ id: 1 }, { id: 2 }]],
    [
      "f[][id]=1&f[][at][day]=3&f[][id]=2&f[][at][day]=4",
      filters,
      [
        { id: 1, at: { day: 3 } },
        { id: 2, at: { day: 4 } },
      ],
    ],
    ["f[][tags][]=a&f[][tags][]=b&f[][id]=1&f[][id]=2", filters, [{ tags: ["a", "b"], id: 1 }, { id: 2 }]],
    ["f[1]=b&f[0]=a", list, ["a", "b"]],
    ["f[]=a", list, ["a"]],
    ["f[R]=1&f[G]=2", object, { R: 1, G: 2 }],
    ['f={"id":1}&f={"id":2}', filters, [{ id: 1 }, { id: 2 }]],
  ])("%s", async (query, schema, value) => {
    expect(await decode({ name: "f", schema }, { query })).toEqual({ value, messages: [] });
  });

  test.each<[string, object, string]>([
    ["f[0][id]=x", filters, "Query parameter f[0].id must be integer"],
    ["f[0][id=1", filters, "Query parameter f has a key whose brackets do not match"],
  ])("%s", async (query, schema, message) => {
    expect((await decode({ name: "f", schema }, { query })).messages).toEqual([message]);
  });

  test("names that are described with brackets are parameters of their own, and texts have no keys", async () => {
    const parameters = [
      { name: "f", in: "query", schema: filters },
      { name: "f[]", in: "query", schema: list },
      { name: "f[total]", in: "query", schema: { type: "integer" } },
      { name: "t", in: "query", schema: text },
    ];
    const query = "f[]=1&f[]=2&f[total]=3&t[a]=1";
    const { arguments: read, violations } = await validateRequest(documentWith({ parameters }), { query });
    expect(plain(read.query)).toEqual({ "f[]": ["1", "2"], "f[total]": 3 });
    expect(violations).toEqual([]);
  });
});

describe("a parameter and a member of an exploded object that have one name on the wire", () => {
  const parameters = [
    { name: "Template", in: "query", schema: { type: "object", properties: { Id: text, Version: text, Size: {} } } },
    { name: "Version", in: "query", required: true, schema: { enum: ["2011-01-01"] } },
    { name: "Size", in: "query", schema: { type: "integer" } },
  ];
  const read = async (query: string) => {
    const result = await validateRequest(documentWith({ parameters }), { query });
    return { query: plain(result.arguments.query), messages: result.violations.map(({ message }) => message) };
  };

  test.each<[string, object]>([
    ["Version=2011-01-01", { Version: "2011-01-01" }],
    ["Id=a&Version=2011-01-01", { Template: { Id: "a" }, Version: "2011-01-01" }],
    ["Version=2&Version=2011-01-01", { Template: { Version: "2" }, Version: "2011-01-01" }],
    ["Version=2011-01-01&Version=2&Id=a", { Template: { Version: "2", Id: "a" }, Version: "2011-01-01" }],
    ["Version=2011-01-01&Version=2011-01-01", { Template: { Version: "2011-01-01" }, Version: "2011-01-01" }],
    ["Version=2011-01-01&Size=1", { Version: "2011-01-01", Size: 1 }],
  ])("%s", async (query, value) => {
    expect(await read(query)).toEqual({ query: value, messages: [] });
  });

  test("what fits neither is refused", async () => {
    expect((await read("Version=2")).messages).toEqual(["Query parameter Version must be one of 2011-01-01"]);
  });
});

describe("deepObject", () => {
  const filter = {
    type: "object",
    properties: {
      departmentId: { type: "string", pattern: "^[0-9]+$" },
      limit: { type: "integer" },
      ids: { type: "array", items: { type: "integer" } },
      range: { type: "object", properties: { from: { type: "integer" } }, additionalProperties: false },
      rules: { type: "array", items: { type: "object", properties: { field: { type: "string" } } } },
    },
  };
  const read = (query: string, schema: object = filter) =>
    decode({ name: "p", style: "deepObject", schema }, { query });

  test.each([
    ["p[departmentId]=12&p[limit]=5", { departmentId: "12", limit: 5 }],
    ["p[ids][0]=1&p[ids][1]=2", { ids: [1, 2] }],
    ["p[ids][]=1&p[ids][]=2", { ids: [1, 2] }],
    ["p[ids]=1&p[ids]=2", { ids: [1, 2] }],
    ["p[ids]=1", { ids: [1] }],
    ["p[range][from]=3", { range: { from: 3 } }],
    ["p[rules][0][field]=a&p[rules][1][field]=b", { rules: [{ field: "a" }, { field: "b" }] }],
    [
      "p[__proto__]=1&p[constructor]=2",
      Object.fromEntries([
        ["__proto__", "1"],
        ["constructor", "2"],
      ]),
    ],
  ])("%s is read", async (query, want) => {
    const { value, messages } = await read(query);
    expect(messages).toEqual([]);
    expect(JSON.stringify(value)).toBe(JSON.stringify(want));
  });

  test.each([
    ["p[departmentId]=abc", 'Query parameter p[departmentId] must match pattern "^[0-9]+$"'],
    ["p[limit]=", "Query parameter p[limit] must be integer"],
    ["p[limit]=1&p[limit]=2", "Query parameter p[limit] is given 2 times"],
    ["p[ids][0]=x", "Query parameter p[ids][0] must be integer"],
    ["p[range][to]=3", "Query parameter p[range][to] is not allowed: the document describes no such key"],
    ["p[range]=3", "Query parameter p[range] must be object"],
    ["p[limit][x]=3", "Query parameter p[limit] must be integer"],
    ["p[limit", "Query parameter p has a key whose brackets do not match"],
    ["p[limit]x=1", "Query parameter p has a key whose brackets do not match"],
    ["p=1&p[limit]=1", "Query parameter p is given both as a value and with keys"],
    [`p${"[a]".repeat(40)}=1`, "Query parameter p is nested too deeply"],
  ])("%s is refused", async (query, message) => {
    expect((await read(query)).messages).toEqual([message]);
  });
});

describe("content", () => {
  const content = {
    "application/json": { schema: { type: "object", properties: { a: { type: "integer" } }, required: ["a"] } },
  };

  test("JSON in a parameter is parsed", async () => {
    expect(await decode({ content }, { query: "color=%7B%22a%22%3A1%7D" })).toEqual({ value: { a: 1 }, messages: [] });
    expect(await decode({ content }, { header: '{"a":1}' })).toEqual({ value: { a: 1 }, messages: [] });
  });

  test.each([
    ["color=%7B", "Query parameter color is not valid JSON"],
    ["color=%7B%22a%22%3A%22x%22%7D", "Query parameter color.a must be integer"],
    ["color=%7B%7D", "Query parameter color.a is required"],
  ])("%s is refused", async (query, message) => {
    expect((await decode({ content }, { query })).messages).toEqual([message]);
  });
});

describe("headers by which a client says what it prefers, which fetch and browsers send by themselves", () => {
  const language = { name: "Accept-Language", schema: { type: "string", enum: ["en-us", "de"] } };
  const coding = { name: "Accept-Encoding", schema: { type: "string", enum: ["gzip", "identity"] } };

  test.each([
    [language, "*"],
    [language, "de"],
    [language, "fr, de;q=0.8"],
    [{ ...language, required: true }, "*"],
    [coding, "gzip, deflate"],
    [coding, "br;q=1, gzip;q=0.5"],
    [{ ...coding, required: true }, "br;q=1, gzip;q=0.5"],
  ])("one of what is listed is enough: %o: %s", async (parameter, header) => {
    expect(await decode(parameter, { header })).toEqual({ value: header, messages: [] });
  });

  test("an optional list of codings is not judged: fetch sends those that it unpacks itself", async () => {
    expect(await decode(coding, { header: "br" })).toEqual({ value: "br", messages: [] });
  });

  test.each([
    [language, "fr", "Request header Accept-Language must be one of en-us, de"],
    [language, "fr, it;q=0.8", "Request header Accept-Language must be one of en-us, de"],
    [{ ...coding, required: true }, "br", "Request header Accept-Encoding must be one of gzip, identity"],
    [{ ...language, name: "X-Language" }, "*", "Request header X-Language must be one of en-us, de"],
  ])("where none is right, the value is wrong: %o: %s", async (parameter, header, message) => {
    expect((await decode(parameter, { header })).messages).toEqual([message]);
  });
});
