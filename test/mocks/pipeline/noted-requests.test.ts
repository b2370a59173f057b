import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const body = (schema: object) => ({ required: true, content: { "application/json": { schema } } });
const named = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
const example = { name: "Rex" };
const responses = { "200": { description: "", content: { "application/json": { schema: named, example } } } };
const openapi = documentOf({
  "/pets": {
    get: { parameters: [{ name: "old", in: "query", deprecated: true, schema: { type: "integer" } }], responses },
    post: { requestBody: body(named), responses },
  },
  "/old": { get: { deprecated: true, responses }, post: { responses } },
});

async function send(target: string, init: RequestInit = {}, options: object = {}) {
  const mock = await serve(openapi, options);
  const response = await fetch(`${mock.url}${target}`, init);
  const [entry] = mock.requests;
  const violations = entry?.violations.map(({ severity, code, location }) => [severity, code, ...location]);
  const header = response.headers.get("sl-violations");
  const { status, headers } = response;
  return { status, violations, unexpected: mock.unexpectedViolations, header, headers };
}

const json = { "content-type": "application/json" };

describe("noted, and never refused", () => {
  test.each([
    ["a deprecated operation", "/old", ["request"], null, "true"],
    ["a deprecated parameter", "/pets?old=1", ["request", "query", "old"], "Warning", null],
  ])("%s", async (_, target, location, severity, deprecation) => {
    const { header, headers, ...noted } = await send(target, {}, { errors: true });
    const violations = [["Warning", "deprecated", ...location]];
    expect(noted).toEqual({ status: 200, violations, unexpected: [] });
    // As with Prism an operation has a header of its own for it.
    expect(headers.get("deprecation")).toBe(deprecation);
    expect(header && JSON.parse(header)).toEqual(severity && [expect.objectContaining({ severity, location })]);
  });

  test("nothing where it is not used", async () => {
    expect(await send("/pets")).toMatchObject({ status: 200, violations: [], header: null });
    expect(await send("/old", { method: "POST" })).toMatchObject({ status: 200, violations: [], header: null });
  });

  test("a body that nothing describes is refused, as Prism has it", async () => {
    const { status, violations } = await send("/old", { method: "POST", body: "{}", headers: json });
    expect({ status, violations }).toEqual({
      status: 415,
      violations: [["Error", "undescribed", "request", "body"]],
    });
  });

  test("a deprecated parameter that is wrong is refused all the same", async () => {
    expect((await send("/pets?old=x")).status).toBe(422);
  });
});

describe.each([false, true])("with requests noted instead of refused, stateful: %s", (stateful) => {
  const options = { onInvalidRequest: "note", stateful };

  test.each([
    ["a wrong value", "/pets?old=x", {}, ["type", "request", "query", "old"]],
    ["a missing body", "/pets", { method: "POST" }, ["required", "request", "body"]],
    ["a wrong body", "/pets", { method: "POST", body: "{}", headers: json }, ["required", "request", "body", "name"]],
    ["a body that is no object", "/pets", { method: "POST", body: "1", headers: json }, ["type", "request", "body"]],
    ["no JSON", "/pets", { method: "POST", body: "{", headers: json }, ["json", "request", "body"]],
    ["another media type", "/pets", { method: "POST", body: "x" }, ["media-type", "request", "body"]],
    ["a body of none", "/old", { method: "POST", body: "x" }, ["undescribed", "request", "body"]],
  ])("%s gets the document's response", async (_, target, init, violation) => {
    const { status, violations, unexpected, header } = await send(target, init, options);
    expect(status).toBe(200);
    expect(violations).toContainEqual(["Error", ...violation]);
    expect(unexpected).toHaveLength(1);
    expect(header).toContain(`"${violation[0]}"`);
  });
});

test("the header by which a client names itself is not judged, unless it is required", async () => {
  const agent = (rest: object) => ({ name: "User-Agent", in: "header", schema: { enum: ["ours/1"] }, ...rest });
  const operation = (rest: object) => ({ get: { parameters: [agent(rest)], responses } });
  const mock = await serve(documentOf({ "/free": operation({}), "/bound": operation({ required: true }) }));
  expect((await fetch(`${mock.url}/free`)).status).toBe(200);
  expect((await fetch(`${mock.url}/bound`)).status).toBe(422);
  expect((await fetch(`${mock.url}/bound`, { headers: { "user-agent": "ours/1" } })).status).toBe(200);
});
