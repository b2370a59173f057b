import { expect, test } from "vitest";
import { listOperations } from "../../../mocks/document/operations.ts";
import { createRouter } from "../../../mocks/routing/router.ts";
import { documentOf } from "../document.ts";

/**
 * Routes a request through templates of GET operations; gives the template and its variables, or the kind of failure.
 */
function route(templates: readonly string[], target: string, basePaths: readonly string[] = []): unknown {
  const paths = Object.fromEntries(templates.map((template) => [template, { get: {} }]));
  const [path = "", query] = target.split("?");
  const match = createRouter(listOperations(documentOf(paths)), basePaths)("GET", path, new URLSearchParams(query));
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
test.each(given)("%s", (_name, templates, target, want) => {
  expect(route(templates, target)).toEqual(want);
});

test("a base path is optional and ends at a slash", () => {
  expect(route(["/x"], "/api/v1/x", ["/api/v1"])).toEqual(["/x", {}]);
  expect(route(["/x"], "/x", ["/api/v1"])).toEqual(["/x", {}]);
  expect(route(["/x"], "/api/v12/x", ["/api/v1"])).toBe("no-path");
});

test("a concrete path without the method falls back to a templated one", () => {
  const openapi = documentOf({ "/pets/mine": { get: {} }, "/pets/{id}": { delete: {} } });
  const match = createRouter(listOperations(openapi), [])("DELETE", "/pets/mine", new URLSearchParams());
  expect(match).toMatchObject({ kind: "operation", operation: { path: "/pets/{id}" } });
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
    const router = createRouter(listOperations(documentOf(Object.fromEntries(paths))), []);
    expect(router("GET", "/x/1", new URLSearchParams())).toMatchObject({ operation: { operationId: "getX" } });
  }
});

test("a template of many variables takes linear time", () => {
  const template = `/${Array.from({ length: 40 }, (_, index) => `{v${index}}a`).join("")}b`;
  const start = performance.now();
  expect(route([template], `/${"a".repeat(8000)}`)).toBe("no-path");
  expect(performance.now() - start).toBeLessThan(1000);
});
