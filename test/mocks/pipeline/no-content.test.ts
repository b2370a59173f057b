import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const content = { "application/json": { schema: { type: "object", required: ["id"] }, example: { wrong: true } } };

describe("what has no content", () => {
  test.each([204, 205, 304])("a %i has neither body nor media type, whatever the document says", async (status) => {
    const mock = await serve(documentOf({ "/x": { get: { responses: { [status]: { description: "", content } } } } }));
    const response = await fetch(`${mock.url}/x`, { headers: { prefer: `code=${status}` } });
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([status, null, ""]);
    expect(response.headers.get("sl-violations")).toBeNull();
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  });

  test("a HEAD that is described has neither, one that is not has the media type of the GET", async () => {
    const responses = { "200": { description: "", content } };
    const mock = await serve(documentOf({ "/x": { head: { responses } }, "/y": { get: { responses } } }));
    const own = await fetch(`${mock.url}/x`, { method: "HEAD" });
    expect([own.status, own.headers.get("content-type"), own.headers.get("sl-violations")]).toEqual([200, null, null]);
    const ofGet = await fetch(`${mock.url}/y`, { method: "HEAD" });
    expect([ofGet.headers.get("content-type"), ofGet.headers.get("sl-violations")]).toEqual(["application/json", null]);
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  });

  test("a scripted 204 stays without a body", async () => {
    const responses = { "204": { description: "" } };
    const mock = await serve(documentOf({ "/x": { get: { operationId: "getX", responses } } }));
    mock.respond("getX", { status: 204, body: { id: 1 } });
    const response = await fetch(`${mock.url}/x`);
    expect([response.status, response.headers.get("content-type")]).toEqual([204, null]);
    expect(mock.unexpectedViolations).toEqual([]);
  });

  test.each([
    ["leaves out its responses", {}],
    ["describes none", { responses: {} }],
  ])("an operation that %s is answered 200 and empty", async (_, operation) => {
    const mock = await serve(documentOf({ "/x": { get: operation } }, { openapi: "3.1.0" }));
    const response = await fetch(`${mock.url}/x`, { headers: { accept: "application/json" } });
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([200, null, ""]);
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  });

  test("an operation that switches protocols asks for another one, and is never a fault of the server", async () => {
    const switching = { "101": { description: "WebSocket" } };
    const mock = await serve(
      documentOf({ "/x": { get: { responses: { ...switching, "409": { description: "" } } } } }),
    );
    const response = await fetch(`${mock.url}/x`);
    expect([response.status, response.headers.get("upgrade")]).toEqual([426, "websocket"]);
    expect(await response.json()).toMatchObject({ title: "Upgrade Required" });
    expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
    expect((await fetch(`${mock.url}/x`, { headers: { prefer: "code=409" } })).status).toBe(409);
  });

  test("a response without content has no media type", async () => {
    const mock = await serve(documentOf({ "/x": { get: { responses: { "200": { description: "" } } } } }));
    expect((await fetch(`${mock.url}/x`)).headers.get("content-type")).toBeNull();
  });
});
