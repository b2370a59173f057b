import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import { createRouter, type RouteMatch } from "../../../mocks/routing/router.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

/**
 * Routes a request through templates of GET operations; gives the template and its variables, or the kind of failure.
 */
function route(templates: readonly string[], target: string, basePaths: readonly string[] = []): unknown {
  const servers = basePaths.map((url) => ({ url }));
  const match = routed(
    documentOf(Object.fromEntries(templates.map((template) => [template, { get: {} }])), { servers }),
    target,
  );
  return match.kind === "operation" ? [match.operation.path, Object.fromEntries(match.variables)] : match.kind;
}

const given: [name: string, templates: string[], target: string, want: unknown][] = [
  ["concrete beats templated", ["/pets/{id}", "/pets/mine"], "/pets/mine", ["/pets/mine", {}]],
  ["templated takes the rest", ["/pets/mine", "/pets/{id}"], "/pets/7", ["/pets/{id}", { id: "7" }]],
  ["an earlier concrete segment wins", ["/{a}/x/y", "/p/{b}/{c}"], "/p/x/y", ["/p/{b}/{c}", { b: "x", c: "y" }]],
  ["text around a variable beats a variable", ["/{name}", "/{name}.json"], "/a.json", ["/{name}.json", { name: "a" }]],
  ["text before a variable is anchored", ["/x/v{n}"], "/x/abcv1", "no-path"],
  [
    "several variables in a segment",
    ["/c/{base}...{head}"],
    "/c/main...dev",
    ["/c/{base}...{head}", { base: "main", head: "dev" }],
  ],
  ["an empty segment is not a value", ["/x/{a}"], "/x/", "no-path"],
  ["nor is an empty part of one", ["/x/{a}-{b}"], "/x/1-", "no-path"],
  ["values stay as they were sent", ["/x/{a}"], "/x/%252F%2F,", ["/x/{a}", { a: "%252F%2F," }]],
  ["escapes around a variable are not its own", ["/x/a b{a}"], "/x/a%20b%20c", ["/x/a b{a}", { a: "%20c" }]],
  ["escapes in the template mean the same", ["/a%20b/{c}"], "/a%20b/1", ["/a%20b/{c}", { c: "1" }]],
  ["a trailing slash is another path", ["/x"], "/x/", "no-path"],
  [
    "the query of a template must be sent",
    ["/?Action=Create", "/?Action=Delete"],
    "/?a=1&Action=Delete",
    ["/?Action=Delete", {}],
  ],
  ["and without it nothing is found", ["/?Action=Create"], "/", "no-path"],
  ["a template with a query beats one without", ["/", "/?Action=Create"], "/?Action=Create", ["/?Action=Create", {}]],
  ["a fragment is ignored", ["/x#2"], "/x", ["/x#2", {}]],
  ["regular expressions are text", ["/(a+)+$/{b}"], "/(a+)+$/1", ["/(a+)+$/{b}", { b: "1" }]],
];

/** Where a request goes by a document. */
function routed(openapi: JsonObject, target: string, { method = "GET", headers = {}, form = "" } = {}): RouteMatch {
  const [path = "", sentQuery = ""] = target.split("?");
  return createRouter(listOperations(openapi), openapi)({ method, path, sentQuery, headers, sentForm: form });
}
test.each(given)("%s", (_name, templates, target, want) => {
  expect(route(templates, target)).toEqual(want);
});

test("a base path is optional and ends at a slash", () => {
  expect(route(["/x"], "/api/v1/x", ["/api/v1"])).toEqual(["/x", {}]);
  expect(route(["/x"], "/x", ["/api/v1"])).toEqual(["/x", {}]);
  expect(route(["/x"], "/api/v12/x", ["/api/v1"])).toBe("no-path");
});

test("a concrete path has the methods that it has, whatever template it fits besides", () => {
  const openapi = documentOf({ "/pets/mine": { get: {} }, "/pets/{id}": { delete: {}, get: {} } });

  const match = routed(openapi, "/pets/mine", { method: "DELETE" });
  expect(match).toEqual({ kind: "wrong-method", allow: ["GET", "HEAD"] });
  expect(routed(openapi, "/pets/7", { method: "DELETE" })).toMatchObject({ kind: "operation" });
});

test("so does one that is more concrete than others in some segments, and less in none", () => {
  const openapi = documentOf({
    "/orgs/{org}/teams/default": { get: {} },
    "/orgs/{org}/teams/{team}": { delete: {}, get: {} },
    "/orgs/mine/{kind}/{name}": { patch: {} },
  });
  const match = (method: string, org: string) => routed(openapi, `/orgs/${org}/teams/default`, { method });
  expect(match("DELETE", "acme")).toEqual({ kind: "wrong-method", allow: ["GET", "HEAD"] });
  expect(match("GET", "acme")).toMatchObject({ kind: "operation" });
  expect(match("PATCH", "mine")).toMatchObject({ kind: "operation" });
  expect(match("DELETE", "mine")).toEqual({ kind: "wrong-method", allow: ["GET", "HEAD", "PATCH"] });
});

test("concrete beats templated, whatever longer and shorter templates stand beside them in whatever order", () => {
  const templates = [
    ...["/orders/{id}/ship", "/orders/all", "/orders/{id}/pick", "/orders/by/{uuid}", "/{a}", "/orders/{id}"],
    ...["/orders/{order}/refunds/{id}", "/orders/unpaid", "/orders", "/{a}/{b}/{c}/{d}", "/users/{id}"],
  ];
  for (const [index] of templates.entries()) {
    const turned = [...templates.slice(index), ...templates.slice(0, index)];
    for (const given of [turned, turned.toReversed()])
      expect(["/orders/all", "/orders/unpaid", "/orders/7"].map((target) => route(given, target))).toEqual([
        ["/orders/all", {}],
        ["/orders/unpaid", {}],
        ["/orders/{id}", { id: "7" }],
      ]);
  }
});

test("of equivalent templates the one whose operationId comes first responds, wherever it stands", () => {
  const entries = [
    ["/x/{b}", { get: { operationId: "getX2" } }],
    ["/x/{a}", { get: { operationId: "getX" } }],
  ] as const;
  for (const paths of [entries, entries.toReversed()]) {
    const match = routed(documentOf(Object.fromEntries(paths)), "/x/1");
    expect(match).toMatchObject({ operation: { operationId: "getX" } });
  }
});

test("a template of many variables takes linear time", () => {
  const template = `/${Array.from({ length: 40 }, (_, index) => `{v${index}}a`).join("")}b`;
  const start = performance.now();
  expect(route([template], `/${"a".repeat(8000)}`)).toBe("no-path");
  expect(performance.now() - start).toBeLessThan(1000);
});

test("variables in the query of a path are taken from the query, and asked for where they are missing", () => {
  const templates = ["/e?file={file}", "/e"];
  expect(route(templates, "/e?file=a%20b.txt")).toEqual(["/e?file={file}", { file: "a%20b.txt" }]);
  expect(route(templates, "/e")).toEqual(["/e", {}]);
  expect(route(["/e?file={file}"], "/e")).toEqual(["/e?file={file}", {}]);
  expect(route(["/e?v=v{major}&x=1"], "/e?x=1&v=v7")).toEqual(["/e?v=v{major}&x=1", { major: "7" }]);
});

test("more text around a variable beats less", () => {
  const templates = ["/{name}.gz", "/{name}.tar.gz", "/x{name}"];
  for (const order of [templates, templates.toReversed()]) {
    expect(route(order, "/a.tar.gz")).toEqual(["/{name}.tar.gz", { name: "a" }]);
    expect(route(order, "/xa")).toEqual(["/x{name}", { name: "a" }]);
  }
});

const parameter = (name: string, place: string, schema: JsonObject): JsonObject => {
  return { name, in: place, required: true, schema };
};

/** The path of the operation that takes a request, and the variables' values. */
function taken(match: RouteMatch): unknown {
  return match.kind === "operation" ? [match.operation.path, ...match.variables.values()] : match.kind;
}

test("paths that differ behind # are told apart by the fields of a form, too, where the query says nothing", async () => {
  const field = (value: string) => ({ type: "object", properties: { Action: { const: value } }, required: ["Action"] });
  const one = (value: string) => {
    const content = { "application/x-www-form-urlencoded": { schema: field(value) } };
    const example = { "application/json": { example: value } };
    return { post: { requestBody: { content }, responses: { "200": { description: "", content: example } } } };
  };
  const openapi = documentOf({ "/#Action=A": one("A"), "/#Action=B": one("B"), "/x": one("X") });
  const ask = (target: string, form: string) => taken(routed(openapi, target, { method: "POST", form }));
  expect(ask("/", "Version=1&Action=B")).toEqual(["/#Action=B"]);
  expect(ask("/?Action=B", "Action=A")).toEqual(["/#Action=B"]);
  expect(ask("/", "Action=C")).toEqual(["/#Action=A"]);
  const mock = await serve(openapi);
  for (const value of ["A", "B"]) {
    const response = await fetch(mock.url, { method: "POST", body: new URLSearchParams({ Action: value }) });
    expect([response.status, await response.json()]).toEqual([200, value]);
  }
});

test("paths that differ behind # are told apart by required parameters with one value", () => {
  for (const place of ["query", "header"]) {
    const one = (value: string, schema: JsonObject) => ({
      post: { operationId: value, parameters: [parameter("X-Action", place, schema)] },
    });
    const paths = {
      "/#X-Action=A": one("a", { type: "string", enum: ["A"] }),
      "/#X-Action=B": one("b", { $ref: "#/components/schemas/B" }),
      "/#X-Action=C": one("c", { const: "C" }),
    };
    const components = { schemas: { B: { type: "string", enum: ["B"] } } };
    const ask = (value: string): unknown =>
      place === "query"
        ? routed(documentOf(paths, { components }), `/?X-Action=${value}`, { method: "POST" })
        : routed(documentOf(paths, { components }), "/", { method: "POST", headers: { "x-action": value } });
    for (const value of ["A", "B", "C"])
      expect(ask(value)).toMatchObject({ operation: { path: `/#X-Action=${value}` } });
    // what has none of the values goes to the first, which says what it should have been
    expect(ask("D")).toMatchObject({ operation: { path: "/#X-Action=A" } });
  }
});

test("a value that is misspelled goes to the operation with the nearest, whose refusal names it", async () => {
  const actions = ["BatchGet", "ListTables", "PutItem"];
  const openapi = (place: string) => {
    const parameters = (action: string) => [parameter("X-Action", place, { enum: [`V1.${action}`] })];
    const paths = actions.map((action) => [`/#X-Action=V1.${action}`, { post: { parameters: parameters(action) } }]);
    return documentOf(Object.fromEntries(paths));
  };
  const sent = { method: "POST", headers: { "x-action": "V1.ListTabls" } };
  expect(routed(openapi("header"), "/", sent)).toMatchObject({ operation: { path: "/#X-Action=V1.ListTables" } });
  for (const [target, form] of [["/?X-Action=V1.PutItm"], ["/", "X-Action=V1.PutItm"]] as const)
    expect(taken(routed(openapi("query"), target, { method: "POST", ...(form && { form }) }))).toEqual([
      "/#X-Action=V1.PutItem",
    ]);
  const mock = await serve(openapi("header"));
  const response = await fetch(mock.url, sent);
  expect([response.status, await response.text()]).toEqual([
    422,
    expect.stringContaining("must be one of V1.ListTables"),
  ]);
});

test("paths that differ behind # are told apart by a cookie that one of them requires", () => {
  const openapi = documentOf({
    "/#signed": { get: { parameters: [parameter("mode", "cookie", { const: "signed" })] } },
    "/#open": { get: {} },
  });
  expect(routed(openapi, "/", { headers: { cookie: "mode=signed" } })).toMatchObject({
    operation: { path: "/#signed" },
  });
  for (const headers of [{}, { cookie: "mode=other" }, { mode: "signed" }])
    expect(routed(openapi, "/", { headers })).toMatchObject({ operation: { path: "/#open" } });
});

test("paths that differ behind # are told apart by the parameters that a request has", () => {
  const fields = { name: "fields", in: "query", schema: { type: "string" } };
  const openapi = documentOf({
    "/files/{id}": { get: { parameters: [parameter("id", "path", {}), fields] } },
    "/files/{id}#link": { get: { parameters: [parameter("id", "path", {}), { ...fields, required: true }] } },
    "/files/{id}#export=true": {
      get: { parameters: [parameter("id", "path", {}), parameter("format", "query", { enum: ["zip", "tar"] })] },
    },
  });
  expect(taken(routed(openapi, "/files/1"))).toEqual(["/files/{id}", "1"]);
  expect(taken(routed(openapi, "/files/1?fields=link"))).toEqual(["/files/{id}#link", "1"]);
  expect(taken(routed(openapi, "/files/1?format=zip&export=true"))).toEqual(["/files/{id}#export=true", "1"]);
});

test("templates that differ in names of variables are told apart by what the variables may be", () => {
  const get = (name: string, schema: JsonObject) => ({ get: { parameters: [parameter(name, "path", schema)] } });
  const openapi = documentOf({
    "/users/{slug}": get("slug", { type: "string", pattern: "^[a-z]+$" }),
    "/users/{id}": get("id", { type: "integer" }),
    "/users/{code}": get("code", { enum: ["A-1", "A-2"] }),
  });
  expect(taken(routed(openapi, "/users/jane"))).toEqual(["/users/{slug}", "jane"]);
  expect(taken(routed(openapi, "/users/7"))).toEqual(["/users/{id}", "7"]);
  expect(taken(routed(openapi, "/users/A-2"))).toEqual(["/users/{code}", "A-2"]);
});

test("a segment is cut between its variables where both are what they may be", () => {
  const parameters = [parameter("position", "path", {}), parameter("ext", "path", { enum: ["xml", "json"] })];
  const openapi = documentOf({ "/s/{position}.{ext}": { get: { parameters } } });
  expect(taken(routed(openapi, "/s/1,5.2.xml"))).toEqual(["/s/{position}.{ext}", "1,5.2", "xml"]);
  expect(taken(routed(openapi, "/s/1.xml"))).toEqual(["/s/{position}.{ext}", "1", "xml"]);
  // what fits nowhere stays for the validator
  expect(taken(routed(openapi, "/s/1.2.png"))).toEqual(["/s/{position}.{ext}", "1", "2.png"]);
});

test.each([
  ["/{a}.{b}.{ext}", "/1.2.3.xml", ["1", "2.3", "xml"]],
  ["/{a}.{b}.{ext}", "/1.2.xml", ["1", "2", "xml"]],
  ["/{a}-{n}-{ext}.{b}", "/x-y-7-json.zip", ["x-y", "7", "json", "zip"]],
  ["/{a}{n}{ext}", "/abc12xml", ["abc", "12", "xml"]],
])("of three variables and more in a segment as well: %s, %s", (path, target, values) => {
  const named = { a: { pattern: "^[a-z1-9.-]+$" }, b: {}, n: { type: "integer" }, ext: { enum: ["xml", "json"] } };
  const parameters = Object.entries(named)
    .filter(([name]) => path.includes(`{${name}}`))
    .map(([name, schema]) => parameter(name, "path", schema));
  expect(taken(routed(documentOf({ [path]: { get: { parameters } } }), target))).toEqual([path, ...values]);
});

test("a segment that could be cut in endless ways takes no time", () => {
  const path = `/${Array.from({ length: 12 }, (_, index) => `{v${index}}`).join(".")}`;
  const parameters = Array.from({ length: 12 }, (_, index) => parameter(`v${index}`, "path", { enum: ["none"] }));
  const openapi = documentOf({ [path]: { get: { parameters } } });
  const start = performance.now();
  expect(routed(openapi, `/${"1.".repeat(500)}1`).kind).toBe("operation");
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("an operation is served below the paths of its own servers, with every value of their variables", () => {
  const variables = { region: { default: "eu" }, version: { default: "v2", enum: ["v1", "v2"] } };
  const openapi = documentOf(
    {
      "/a": { get: {} },
      "/b": { servers: [{ url: "https://up.example/upload" }], get: {}, put: { servers: [{ url: "/put/" }] } },
    },
    { servers: [{ url: "https://{region}.example/{version}/api", variables }, { url: "/rel/" }] },
  );
  const served = (target: string, method = "GET") => routed(openapi, target, { method }).kind;
  for (const target of ["/a", "/v1/api/a", "/v2/api/a", "/rel/a", "/b", "/upload/b"])
    expect([target, served(target)]).toEqual([target, "operation"]);
  for (const target of ["/v3/api/a", "/upload/a", "/rel/b"])
    expect([target, served(target)]).toEqual([target, "no-path"]);
  expect(served("/put/b", "PUT")).toBe("operation");
  expect(served("/put/b")).toBe("wrong-method");
});

test("as many operations as a service has behind one path are told apart at once", () => {
  const actions = Array.from({ length: 1000 }, (_, index) => `Action${index}`);
  const paths = actions.map((action) => [
    `/#Action=${action}`,
    { get: { parameters: [parameter("Action", "query", { enum: [action] })] } },
  ]);
  expect(taken(routed(documentOf(Object.fromEntries(paths)), "/?Action=Action999"))).toEqual(["/#Action=Action999"]);
});
