import { describe, expect, test } from "vitest";
import { read } from "./read.ts";

const head = `swagger: "2.0"
info: { title: T, version: "1" }
`;

/** `line:column code: message (help)` of each finding. */
async function saidOf(text: string): Promise<string[]> {
  const { diagnostics } = await read({ "api.yaml": head + text });
  return diagnostics.map(
    ({ code, message, at, help }) => `${at?.line}:${at?.column} ${code}: ${message}${help ? ` (${help})` : ""}`,
  );
}

describe("values that Swagger 2.0 does not have are told where they stand", () => {
  test("schemes", async () => {
    const text = `host: example.com
schemes: [HTTPS, htps, ftp]
paths:
  /a:
    get:
      schemes: [wss, htp]
      responses: { 200: { description: ok } }
`;
    expect(await saidOf(text)).toEqual([
      '4:18 value-not-allowed: "htps" is not a valid scheme of Swagger 2.0; it is ignored (did you mean "https"?)',
      '4:24 value-not-allowed: "ftp" is not a valid scheme of Swagger 2.0; it is ignored (it has http, https, ws, wss)',
      '8:22 value-not-allowed: "htp" is not a valid scheme of Swagger 2.0; it is ignored (did you mean "http"?)',
    ]);
  });

  test("places, types and formats of parameters", async () => {
    const text = `paths:
  /a:
    post:
      parameters:
        - { name: a, in: body, schema: {} }
        - { name: b, in: boddy, type: string }
        - { name: c, in: cookie, type: string }
        - { name: d, in: query }
        - { name: e, in: query, type: strng }
        - { name: f, in: query, type: array, items: { type: string }, collectionFormat: cvs }
      responses: { 200: { description: ok } }
`;
    const places = "path, query, header, body, formData";
    expect((await saidOf(text)).toSorted()).toEqual([
      '10:11 missing-field: a Parameter Object requires the field "type"; any value is taken',
      '11:39 wrong-type: "strng" is not a type of JSON Schema; it is ignored (did you mean "string"?)',
      '12:89 value-not-allowed: "cvs" is not a valid collection format of Swagger 2.0; it is ignored (did you mean "csv"?)',
      `8:26 wrong-type: a parameter must be in ${places}, not in "boddy"; it is ignored (did you mean "body"?)`,
      "9:26 value-not-allowed: Swagger 2.0 has no parameter in a cookie; it is read as one of OpenAPI 3",
    ]);
  });

  test("security schemes and what they require", async () => {
    const text = `paths: {}
securityDefinitions:
  a: { type: basc }
  b: { type: apiKey }
  c: { type: apiKey, name: k, in: Header }
  d: { type: oauth2 }
  e: { type: oauth2, flow: acessCode }
  f: { type: oauth2, flow: accessCode, scopes: {} }
  g: { name: k }
  h: { type: oauth2, flow: implicit, authorizationUrl: "https://a.example/", scopes: {} }
`;
    const of = (type: string, field: string) => `a security scheme of the type "${type}" requires the field "${field}"`;
    expect(await saidOf(text)).toEqual([
      '5:14 value-not-allowed: "basc" is not a valid type of a security scheme of Swagger 2.0; it is ignored (did you mean "basic"?)',
      `6:6 missing-field: ${of("apiKey", "name")}`,
      `6:6 missing-field: ${of("apiKey", "in")}`,
      '7:35 value-not-allowed: "Header" is not a valid place of an API key of Swagger 2.0; it is ignored (did you mean "header"?)',
      `8:6 missing-field: ${of("oauth2", "flow")}`,
      '9:28 value-not-allowed: "acessCode" is not a valid flow of Swagger 2.0; it is ignored (did you mean "accessCode"?)',
      '10:6 missing-field: the flow "accessCode" requires the field "authorizationUrl"',
      '10:6 missing-field: the flow "accessCode" requires the field "tokenUrl"',
      '11:6 missing-field: a Security Scheme Object requires the field "type"',
    ]);
  });
});

describe("what the upgrade puts elsewhere is told where it was written", () => {
  test.each<[string, string, string]>([
    [
      "the body of an operation",
      `paths:
  /a:
    post:
      parameters:
        - { name: q, in: query, type: string }
        - { name: b, in: body, schema: { $ref: Pet } }
      responses: { 200: { description: ok } }
definitions: { Pet: {} }
`,
      '8:48 file-not-found: the file "Pet" does not exist (did you mean "#/definitions/Pet"?)',
    ],
    [
      "a body that all operations of a path have",
      `paths:
  /a:
    parameters:
      - name: b
        in: body
        schema:
          $ref: "#/definitions/Pt"
    post: { responses: { 200: { description: ok } } }
definitions: { Pet: {} }
`,
      '9:17 ref-not-found: cannot find "#/definitions/Pt" (did you mean "#/definitions/Pet"?)',
    ],
    [
      "a body that an operation refers to",
      `paths:
  /a:
    post:
      parameters: [{ $ref: "#/parameters/b" }]
      responses: { 200: { description: ok } }
parameters:
  b: { name: b, in: body, schema: { type: array, items: { type: strng } } }
`,
      '9:65 wrong-type: "strng" is not a type of JSON Schema; it is ignored (did you mean "string"?)',
    ],
    [
      "a field of a form",
      `paths:
  /a:
    post:
      parameters:
        - { name: a, in: formData, type: string }
        - { name: b, in: formData, type: strng }
      responses: { 200: { description: ok } }
`,
      '8:42 wrong-type: "strng" is not a type of JSON Schema; it is ignored (did you mean "string"?)',
    ],
    [
      "the items of a parameter behind a body",
      `paths:
  /a:
    post:
      parameters:
        - { name: b, in: body, schema: {} }
        - { name: q, in: query, type: array, items: { type: strng } }
      responses: { 200: { description: ok } }
`,
      '8:61 wrong-type: "strng" is not a type of JSON Schema; it is ignored (did you mean "string"?)',
    ],
    [
      "a header of a response",
      `paths:
  /a:
    get:
      responses:
        200: { description: ok, headers: { a: { type: strng } } }
`,
      '7:55 wrong-type: "strng" is not a type of JSON Schema; it is ignored (did you mean "string"?)',
    ],
    [
      "a shared parameter",
      `paths: { /a: { get: { parameters: [{ $ref: "#/parameters/q" }], responses: { 200: { description: ok } } } } }
parameters:
  q: { name: q, in: query, type: strng }
`,
      '5:34 wrong-type: "strng" is not a type of JSON Schema; it is ignored (did you mean "string"?)',
    ],
    [
      "a response that is no schema",
      `paths: { /a: { get: { responses: { 200: { description: ok, schema: { $ref: "#/responses/R" } } } } } }
responses: { R: { description: ok } }
`,
      '3:76 wrong-type: expected a Schema Object, but "#/responses/R" refers to a Response Object',
    ],
  ])("%s", async (_, text, want) => {
    expect(await saidOf(text)).toEqual([want]);
  });

  test("in JSON too", async () => {
    const parameters = [{ name: "b", in: "body", schema: { $ref: "#/definitions/Pt" } }];
    const document = {
      swagger: "2.0",
      info: { title: "T", version: "1" },
      paths: { "/a": { post: { parameters, responses: { 200: { description: "ok" } } } } },
    };
    const { said } = await read({ "api.json": JSON.stringify(document, undefined, 1) });
    expect(said).toEqual(['api.json:15:16 warning ref-not-found: cannot find "#/definitions/Pt"']);
  });
});
