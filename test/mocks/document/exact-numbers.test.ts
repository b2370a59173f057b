import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { type Mock, type MockOptions, startMock } from "../../../mocks/index.ts";

/** Both are 9223372036854776000 as JavaScript numbers. */
const [largest, second] = ["9223372036854775807", "9223372036854775806"];

let folder: string;
const running: Mock[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twinspec-long-integers-"));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
  await rm(folder, { recursive: true, force: true });
});

async function serve(text: string, format: "json" | "yaml", options: Partial<MockOptions> = {}) {
  const spec = join(folder, `api.${format}`);
  await writeFile(spec, text);
  const mock = await startMock({ auth: "off", ...options, spec });
  running.push(mock);
  return mock;
}

/** Status, body and headers of a response; neither may hold a private character. */
async function ask(mock: Mock, path: string, init: RequestInit = {}) {
  const response = await fetch(`${mock.url}${path}`, init);
  const text = await response.text();
  const sent = JSON.stringify([...response.headers]) + text;
  expect(sent).not.toMatch(/\ue000|%EE%80%80|\\ue000/i);
  return {
    status: response.status,
    headers: response.headers,
    text,
    violations: response.headers.get("sl-violations"),
  };
}

const things = `
openapi: 3.0.3
info: { title: Things, version: "1" }
paths:
  /after:
    get:
      parameters: [{ name: after, in: query, required: true, schema: { type: integer, example: ${largest} } }]
      responses: { "204": { description: "" } }
  /things:
    get:
      responses:
        "200":
          description: ""
          headers: { X-Latest: { schema: { type: integer, format: int64 }, example: ${largest} } }
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Thing" } }
              example: [{ id: ${largest}, name: one }, { id: ${second}, name: two }]
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { id: { type: integer } } } } } }
      responses:
        "201":
          description: ""
          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int64 }, example: ${largest} }]
    get:
      responses:
        "200":
          description: ""
          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
        default:
          description: ""
          content: { application/json: { schema: { type: object, properties: { code: { type: integer, maximum: ${largest} } } } } }
  /named:
    get:
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema: { type: object, properties: { id: { type: integer } } }
              examples: { deep: { value: { deep: [[${largest}]], id: ${second} } }, low: { value: { id: -${largest} } } }
        "429":
          description: ""
          content: { application/json: { example: { retryOf: ${largest} } } }
  /limited:
    get:
      parameters: [{ name: from, in: query, schema: { type: integer, maximum: ${largest}, default: ${second} } }]
      responses: { "200": { description: "", content: { text/plain: { schema: { type: string }, example: ${largest} } } } }
  /xml:
    get:
      responses: { "200": { description: "", content: { application/xml: { example: { id: ${largest} } } } } }
  /texts:
    get:
      responses:
        "200":
          description: ""
          content: { application/json: { example: { id: "${largest}", marked: "\\ue000${largest}", n: 12.5 } } }
components:
  schemas:
    Thing:
      type: object
      required: [id, owner]
      properties:
        id: { type: integer, format: int64, example: ${largest} }
        owner: { type: integer, format: int64, default: ${second}, maximum: ${largest} }
        name: { type: string }
`;

/** The same document as JSON, integers with all their digits. */
function toJson(yaml: string): string {
  const value: unknown = parse(yaml, { intAsBigInt: true });
  const text = JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `integer ${one}` : one), 1);
  return text.replaceAll(/"integer (-?\d+)"/g, "$1");
}

describe.each([
  ["yaml", things],
  ["json", toJson(things)],
] as const)("in a document in %s", (format, text) => {
  test("an example keeps all digits of its integers, and so does a header's", async () => {
    const mock = await serve(text, format);
    const { text: body, headers, violations } = await ask(mock, "/things");
    expect(body).toBe(`[{"id":${largest},"name":"one"},{"id":${second},"name":"two"}]`);
    expect(headers.get("x-latest")).toBe(largest);
    expect(violations).toContain("owner");
    expect(violations).not.toContain("integer");
  });

  test("a body made of the examples and defaults of a schema's properties keeps them", async () => {
    const mock = await serve(text, format);
    expect(JSON.parse((await ask(mock, "/things/1")).text.replaceAll(/:(\d{16,})/g, ':"$1"'))).toMatchObject({
      id: largest,
      owner: second,
    });
  });

  test("named examples keep them, negative ones and those in lists too", async () => {
    const mock = await serve(text, format);
    expect((await ask(mock, "/named")).text).toBe(`{"deep":[[${largest}]],"id":${second}}`);
    const low = await ask(mock, "/named", { headers: { prefer: "example=low" } });
    expect(low.text).toBe(`{"id":-${largest}}`);
    expect((await ask(mock, "/named?__code=429")).text).toBe(`{"retryOf":${largest}}`);
  });

  test("a response that a fault takes from the document keeps them", async () => {
    const mock = await serve(text, format, { faults: { "*": ["rate-limit"] } });
    expect((await ask(mock, "/named")).text).toBe(`{"retryOf":${largest}}`);
  });

  test.each(["dynamic=true", "code=404", "code=429"])("no mark is sent for %s", async (prefer) => {
    const mock = await serve(text, format, { stateful: true });
    for (const path of ["/things", "/things/1", "/named", "/limited", "/xml", "/after"]) {
      await ask(mock, path, { headers: { prefer } });
    }
  });

  test("text and XML have the digits alone", async () => {
    const mock = await serve(text, format);
    expect((await ask(mock, "/limited")).text).toBe(largest);
    expect((await ask(mock, "/xml")).text).toContain(`<id>${largest}</id>`);
  });

  test("texts stay texts, whatever they look like, and small numbers numbers", async () => {
    const mock = await serve(text, format);
    const response = await fetch(`${mock.url}/texts`);
    expect(await response.text()).toBe(`{"id":"${largest}","marked":"\ue000${largest}","n":12.5}`);
  });

  test("a limit beyond 2^53 judges requests", async () => {
    const mock = await serve(text, format);
    expect((await ask(mock, `/limited?from=${second}`)).status).toBe(200);
    expect((await ask(mock, "/limited?from=99223372036854775807")).status).toBe(422);
  });

  test("a limit below responses/default is a limit, and a response is judged by it", async () => {
    const mock = await serve(text, format);
    const { violations } = await ask(mock, "/things/1?__code=500");
    expect(violations).toBeNull();
    expect(mock.unchecked()).toEqual([]);
  });

  test("the request to try has all digits", async () => {
    const mock = await serve(text, format);
    expect(mock.sampleRequest()?.target).toBe(`/after?after=${largest}`);
  });

  test("records begin with the examples, each under its own id", async () => {
    const mock = await serve(text, format, { stateful: true });
    const list = await ask(mock, "/things");
    expect([...list.text.matchAll(/"id":(\d+)/g)].map(([, id]) => id)).toEqual([largest, second]);
    const one = await ask(mock, `/things/${largest}`);
    expect(one.text).toContain(`"id":${largest},`);
    expect(one.text).toContain('"name":"one"');
    const other = await ask(mock, `/things/${second}`);
    expect(other.text).toContain(`"id":${second},`);
    expect(other.text).toContain('"name":"two"');
  });

  test("a new record gets the default of a property, digit for digit", async () => {
    const mock = await serve(text, format, { stateful: true });
    const headers = { "content-type": "application/json" };
    const made = await ask(mock, "/things", { method: "POST", headers, body: `{"id":5,"name":"three"}` });
    expect(made.status).toBe(201);
    expect(made.text).toContain(`"owner":${second}`);
    expect((await ask(mock, "/things/5")).text).toContain(`"owner":${second}`);
  });
});

test("an address of the document's server keeps the digits of a variable", async () => {
  const server = `servers: [{ url: "https://x.example/{org}", variables: { org: { default: ${largest} } } }]`;
  const mock = await serve(`${things}\n${server}`, "yaml");
  expect((await ask(mock, `/${largest}/limited`)).text).toBe(largest);
});

test("what an alias stands for is read by where it stands", async () => {
  const text = things.replace("paths:\n", `x-thing: &thing { id: ${largest} }\npaths:\n`);
  const mock = await serve(text.replace(`example: { retryOf: ${largest} }`, "example: *thing"), "yaml");
  expect((await ask(mock, "/named?__code=429")).text).toBe(`{"id":${largest}}`);
});

test("the examples of Swagger 2.0 keep their digits", async () => {
  const response = { description: "", schema: { type: "object" }, examples: { "application/json": { id: "ID" } } };
  const document = {
    swagger: "2.0",
    info: { title: "", version: "1" },
    produces: ["application/json"],
    paths: { "/old": { get: { responses: { 200: response } } } },
  };
  const mock = await serve(JSON.stringify(document).replace('"ID"', largest), "json");
  expect((await ask(mock, "/old")).text).toBe(`{"id":${largest}}`);
});

test("a document in JSON with repeated keys and long integers is read as one without long integers", async () => {
  const path = (id: string) =>
    `"/twice":{"get":{"responses":{"200":{"description":"","content":{"application/json":{"example":{"id":${id}}}}}}}}`;
  const text = (id: string) =>
    `{"openapi":"3.0.3","info":{"title":"","version":"1"},"paths":{${path("2")},${path(id)}}}`;
  const long = await serve(text(largest), "json");
  const short = await serve(text("1"), "json");
  expect((await ask(long, "/twice")).text).toBe(`{"id":${largest}}`);
  expect((await ask(short, "/twice")).text).toBe('{"id":1}');
});

test("YAML that is not JSON reads integers as YAML does", async () => {
  const text = things.replace(
    `retryOf: ${largest}`,
    `a: +${largest}, b: 0${largest}, c: 1e3, d: ${stringify(largest).trim()}`,
  );
  const mock = await serve(text, "yaml");
  expect((await ask(mock, "/named?__code=429")).text).toBe(`{"a":${largest},"b":${largest},"c":1000,"d":"${largest}"}`);
});
