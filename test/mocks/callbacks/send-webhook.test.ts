import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { MockServer } from "../../../mocks/server/mock.ts";
import { startMock } from "../../../mocks/server/start-mock.ts";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";
import { type Received, startReceiver } from "./receiver.ts";

const pet = {
  type: "object",
  required: ["id", "name"],
  properties: { id: { type: "string", readOnly: true }, name: { type: "string", minLength: 1 } },
};
const ok = { description: "" };
const content = (schema: unknown, more = {}) => ({ content: { "application/json": { schema, ...more } } });

function withWebhook(operation: object, more: object = {}): Record<string, unknown> {
  const responses = { "200": ok, "4XX": { description: "", ...content({ type: "string" }) } };
  const webhooks = { newPet: { post: { requestBody: content(pet), responses, ...operation }, ...more } };
  return documentOf({}, { openapi: "3.1.0", webhooks });
}

async function sent(
  operation: object,
  options: Partial<Parameters<MockServer["sendWebhook"]>[1]> = {},
): Promise<Received & { readonly mock: MockServer }> {
  const { received, url } = await startReceiver();
  const mock = await serve(withWebhook(operation));
  await mock.sendWebhook("newPet", { url: `${url}/hook`, ...options });
  return { ...received[0]!, mock };
}

describe("a webhook is sent as the document describes it", () => {
  test("with a made-up body, its media type, headers and query", async () => {
    const parameters = [
      { name: "X-Event", in: "header", required: true, schema: { const: "pet.new" } },
      { name: "tags", in: "query", schema: { type: "array", items: { type: "string" } }, example: ["a b", "c&d"] },
      { name: "page", in: "query", schema: { type: "integer", const: 3 } },
    ];
    const { headers, target, body, mock } = await sent({ parameters });
    expect(headers).toMatchObject({ "content-type": "application/json", "x-event": "pet.new" });
    expect(target).toBe("/hook?tags=a%20b&tags=c%26d&page=3");
    expect(JSON.parse(body)).toEqual({ id: expect.any(String) as unknown, name: expect.any(String) as unknown });
    expect(mock.requests).toMatchObject([{ webhook: "newPet", method: "POST", status: 200, violations: [] }]);
    expect(mock.requests[0]?.arguments).toEqual({ body });
  });

  test("with the example that is asked for", async () => {
    const examples = { ada: { value: { id: "1", name: "Ada" } }, rex: { value: { id: "2", name: "Rex" } } };
    const requestBody = content(pet, { examples });
    expect((await sent({ requestBody })).body).toBe('{"id":"1","name":"Ada"}');
    expect((await sent({ requestBody }, { example: "rex" })).body).toBe('{"id":"2","name":"Rex"}');
    await expect(sent({ requestBody }, { example: "max" })).rejects.toThrow('has no example "max"');
  });

  test("with the given body, written by the media type of the document", async () => {
    const body = { id: "9007199254740993", name: "Ada" };
    const long = { ...pet, properties: { ...pet.properties, id: { type: "integer" } } };
    const json = await sent({ requestBody: content(long) }, { body });
    expect(json.body).toBe('{"id":9007199254740993,"name":"Ada"}');
    expect(json.mock.requests[0]?.violations).toEqual([]);
    const form = await sent(
      { requestBody: { content: { "application/x-www-form-urlencoded": { schema: pet } } } },
      { body },
    );
    expect(form.body).toBe("id=9007199254740993&name=Ada");
    expect(form.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const both = { content: { "application/xml": { schema: pet }, "application/json": { schema: pet } } };
    const chosen = await sent({ requestBody: both }, { headers: { "Content-Type": "application/json" } });
    expect(JSON.parse(chosen.body)).toHaveProperty("name");
  });

  test("with headers that are made of what is sent, as signatures are", async () => {
    const sign = (bytes: Uint8Array) => createHmac("sha256", "key").update(bytes).digest("hex");
    const { body, headers } = await sent({}, { headers: ({ bytes }) => ({ "X-Signature": sign(bytes) }) });
    expect(headers["x-signature"]).toBe(sign(Buffer.from(body)));
  });

  test("with the parameters of the path item, and given ones in their place", async () => {
    const { received, url } = await startReceiver();
    const parameters = [
      { name: "kind", in: "query", schema: { type: "string" }, example: "new" },
      { name: "X-Try", in: "header", schema: { type: "integer" }, example: 1 },
      { name: "at", in: "query", style: "deepObject", schema: { type: "object" } },
    ];
    const mock = await serve(withWebhook({}, { parameters }));
    const given = { query: { kind: "old", at: { day: 1 } }, headers: { "x-try": "2" } };
    await mock.sendWebhook("newPet", { url: `${url}/a?b=1`, ...given });
    expect(received[0]?.target).toBe("/a?b=1&kind=old&at%5Bday%5D=1");
    expect(received[0]?.headers["x-try"]).toBe("2");
  });
});

describe("what breaks the document is in the journal with the request", () => {
  test("a body that a test gives is sent all the same, and is the test's fault", async () => {
    const { body, mock } = await sent({}, { body: { id: "1", name: "" } });
    expect(body).toBe('{"id":"1","name":""}');
    const [violation] = mock.requests[0]?.violations ?? [];
    expect(violation).toMatchObject({ location: ["request", "body", "name"], code: "minLength", source: "script" });
    expect(mock.unexpectedViolations).toEqual([
      expect.stringContaining("Request body property name must NOT have fewer than 1 characters"),
    ]);
    mock.allowViolations("newPet");
    expect(mock.unexpectedViolations).toEqual([]);
  });

  test.each<[string, object, object, readonly string[], string]>([
    ["a header", { headers: { "X-Try": "one" } }, {}, ["request", "header", "X-Try"], "script"],
    ["a query parameter", { query: { page: "one" } }, {}, ["request", "query", "page"], "script"],
    ["an example", {}, content(pet, { example: {} }), ["request", "body", "id"], "example"],
  ])("%s", async (_, options, requestBody, location, source) => {
    const parameters = [
      { name: "X-Try", in: "header", schema: { type: "integer" }, example: 1 },
      { name: "page", in: "query", schema: { type: "integer" }, example: 1 },
    ];
    const { mock } = await sent({ parameters, requestBody }, options);
    expect(mock.requests[0]?.violations[0]).toMatchObject({ location, source });
  });

  test.each<[string, number, string | undefined, string | undefined]>([
    ["a status that is described without a body", 200, undefined, undefined],
    ["a body by the range", 422, '"no"', undefined],
    ["a body that the range does not describe", 422, "{}", "Response body must be string"],
    ["a status that is not described", 202, undefined, "The document describes no response with the status 202"],
  ])("the receiver's response: %s", async (_, status, body, message) => {
    const { url } = await startReceiver((_received, response) => {
      response.writeHead(status, body === undefined ? {} : { "content-type": "application/json" }).end(body);
    });
    const mock = await serve(withWebhook({}));
    const receipt = await mock.sendWebhook("newPet", { url });
    expect(receipt.status).toBe(status);
    expect(receipt.body).toEqual(body === undefined ? undefined : JSON.parse(body));
    const violations = message === undefined ? [] : [{ message, source: "receiver", severity: "Error" }];
    expect(receipt.violations).toMatchObject(violations);
    expect(mock.requests[0]?.violations).toEqual(receipt.violations);
    expect(mock.unexpectedViolations).toHaveLength(violations.length);
  });

  test("the receiver of a callback is held to the document as well", async () => {
    const { url } = await startReceiver((_, response) => void response.writeHead(200).end("done"));
    const event = { requestBody: content({ type: "string" }), responses: { "204": ok } };
    const call = { "{$request.body#/url}": { post: event } };
    const body = content({ type: "object", properties: { url: { type: "string" } } });
    const post = { requestBody: body, responses: { "201": ok }, callbacks: { onEvent: call } };
    const mock = await serve(documentOf({ "/x": { post } }));
    const headers = { "content-type": "application/json" };
    await fetch(`${mock.url}/x`, { method: "POST", headers, body: JSON.stringify({ url }) });
    await vi.waitFor(() => expect(mock.requests).toHaveLength(2), 5000);
    expect(mock.requests[1]).toMatchObject({
      callback: "onEvent",
      violations: [{ source: "receiver", message: "The document describes no response with the status 200" }],
    });
    expect(mock.unexpectedViolations).toHaveLength(1);
    mock.allowViolations("onEvent");
    expect(mock.unexpectedViolations).toEqual([]);
    const receipt = await mock.sendWebhook("onEvent", { url });
    expect(receipt).toMatchObject({ status: 200, body: "done" });
  });
});

describe("a webhook that cannot be sent", () => {
  test.each([
    ["another machine", "http://hooks.example.com/x", /hooks\.example\.com is not this machine/],
    ["no web address", "file:///etc/passwd", /not a URL/],
    ["nobody who listens", "http://127.0.0.1:1/", /was not received/],
  ])("rejects and is noted: %s", async (_, url, message) => {
    const mock = await serve(withWebhook({}));
    await expect(mock.sendWebhook("newPet", { url })).rejects.toThrow(message);
    expect(mock.requests).toMatchObject([{ webhook: "newPet", status: 0, violations: [{ severity: "Warning" }] }]);
  });

  test("has two seconds", async () => {
    const { url } = await startReceiver(() => undefined);
    const mock = await serve(withWebhook({}));
    const start = performance.now();
    await expect(mock.sendWebhook("newPet", { url })).rejects.toThrow("was not received");
    expect(performance.now() - start).toBeGreaterThan(1_900);
  });

  test("does not follow where it is sent", async () => {
    const { received, url } = await startReceiver((_, response) => {
      response.writeHead(302, { location: "/moved" }).end();
    });
    const mock = await serve(withWebhook({}));
    expect(await mock.sendWebhook("newPet", { url })).toMatchObject({ status: 302, headers: { location: "/moved" } });
    expect(received).toHaveLength(1);
  });

  test("goes to a listed host, and is none that the document does not have", async () => {
    const mock = await serve(withWebhook({}), { callbackHosts: ["hooks.invalid"] });
    const rejected = mock.sendWebhook("newPet", { url: "http://hooks.invalid:81/" });
    await expect(rejected).rejects.toThrow("was not received");
    await expect(mock.sendWebhook("newPets", { url: "http://127.0.0.1:1/" })).rejects.toThrow(
      'there is no webhook "newPets"; did you mean "newPet"?',
    );
  });
});

test("webhooks of documents on disk go by the names of the client too, by x-webhooks before 3.1", async () => {
  const { received, url } = await startReceiver();
  const folder = await mkdtemp(join(tmpdir(), "webhooks-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const schema = { $ref: "#/components/schemas/Pet" };
  const post = { "x-twinspec-name": "petAdded", requestBody: content(schema), responses: { "200": ok } };
  const rest = { "x-webhooks": { "new-pet": { post } }, components: { schemas: { Pet: pet } } };
  await writeFile(join(folder, "api.json"), JSON.stringify(documentOf({}, rest)));
  await using mock = await startMock({ spec: join(folder, "api.json") });
  for (const name of ["new-pet", "petAdded"]) await mock.sendWebhook(name, { url });
  expect(received.map(({ body }) => Object.keys(JSON.parse(body) as object))).toEqual([
    ["id", "name"],
    ["id", "name"],
  ]);
  expect(mock.requests.map(({ webhook }) => webhook)).toEqual(["new-pet", "new-pet"]);
});
