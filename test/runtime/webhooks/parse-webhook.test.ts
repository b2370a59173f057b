import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, expectTypeOf, test } from "vitest";
import { parseValues } from "../../../generator/runtime/values.ts";
import type { WebhookMessage, WebhookRequest } from "../../../generator/runtime/webhooks/message.ts";
import { parseWebhook, type Webhook, WebhookError } from "../../../generator/runtime/webhooks/parse-webhook.ts";

interface Pet {
  readonly pet: string;
}

const newPet: Webhook<"newPet", Pet> = { name: "newPet" };
const body = '{"pet":"Rex"}';
const json = { "content-type": "application/json; charset=utf-8" };

/** What parsing rejects with. */
async function refusal(promise: Promise<unknown>): Promise<WebhookError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WebhookError);
  return error as WebhookError;
}

describe("a webhook is read", () => {
  test.each<[string, WebhookRequest]>([
    ["from a Request", new Request("https://x.test", { method: "POST", headers: json, body })],
    ["from its text", { headers: json, body }],
    ["from a Buffer", { headers: json, body: Buffer.from(body) }],
    ["from part of a buffer", { headers: json, body: Buffer.from(`--${body}`).subarray(2) }],
    ["from an ArrayBuffer", { headers: new Headers(json), body: new TextEncoder().encode(body).buffer }],
    ["from a stream", { headers: json, body: new Blob([body]).stream() }],
    ["with header names in any case and lists of values", { headers: { "Content-Type": ["application/json"] }, body }],
    ["without a media type", { headers: {}, body }],
    ["of another kind of JSON", { headers: { "content-type": "application/cloudevents+json" }, body }],
  ])("%s", async (_, request) => {
    expect(await parseWebhook(newPet, request)).toEqual({
      name: "newPet",
      payload: { pet: "Rex" },
      headers: {},
      query: {},
    });
  });

  test("from a request of node:http, byte for byte", async () => {
    const received: Promise<unknown>[] = [];
    const server = createServer((request: IncomingMessage, response) => {
      received.push(parseWebhook(newPet, request).finally(() => response.end()));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await fetch(`http://127.0.0.1:${port}/hook`, { method: "POST", headers: json, body });
    expect(await received[0]).toMatchObject({ payload: { pet: "Rex" } });
    server.close();
  });

  test("with the values of its schema", async () => {
    const webhook: Webhook<"sold", { id: bigint; at: Date }> = {
      name: "sold",
      parse: parseValues([{ properties: { id: 1, at: 2 } }, { is: "bigint" }, { is: "date" }]),
    };
    const text = '{"id":9007199254740993,"at":"2026-11-29T00:00:00Z"}';
    const { payload } = await parseWebhook(webhook, { headers: json, body: text });
    expect(payload).toEqual({ id: 9007199254740993n, at: new Date("2026-11-29T00:00:00Z") });
  });

  test("with the headers and query parameters that are described", async () => {
    const webhook: Webhook<"sold", undefined, { "X-Try": number }, { tag: string[]; ids: number[] }> = {
      name: "sold",
      content: [],
      headers: [
        { name: "X-Try", is: "number", required: true },
        { name: "X-Live", is: "boolean" },
        { name: "X-Big", is: "bigint" },
        { name: "X-At", is: "date" },
        { name: "X-None" },
      ],
      query: [
        { name: "tag", list: "repeated" },
        { name: "ids", is: "number", list: "commas" },
      ],
    };
    const headers = { "x-try": "2", "x-live": "true", "x-big": "9007199254740993", "x-at": "2026-11-29T00:00:00Z" };
    expect(await parseWebhook(webhook, { headers, url: "/hook?tag=a&tag=b&ids=1, 2#x" })).toEqual({
      name: "sold",
      payload: undefined,
      headers: { "X-Try": 2, "X-Live": true, "X-Big": 9007199254740993n, "X-At": new Date("2026-11-29T00:00:00Z") },
      query: { tag: ["a", "b"], ids: [1, 2] },
    });
  });

  test.each<[string, string, (payload: unknown) => unknown, unknown]>([
    ["application/x-www-form-urlencoded", "a=1&b=%20", String, "a=1&b=+"],
    ["text/plain", "a", String, "a"],
    ["application/xml", "<a/>", String, "<a/>"],
    ["application/x-ndjson", "{}\n{}", String, "{}\n{}"],
    ["application/json-seq", "\u001e{}", String, "\u001e{}"],
    ["image/png", "\u0000", (payload) => (payload as Blob).type, "image/png"],
  ])("as what %s is", async (type, text, shown, want) => {
    const webhook: Webhook = { name: "any", content: [type] };
    const { payload } = await parseWebhook(webhook, { headers: { "content-type": type }, body: text });
    expect(shown(payload)).toEqual(want);
  });

  test("as a form with files", async () => {
    const form = new FormData();
    form.set("file", new File(["x"], "a.txt"));
    const webhook: Webhook<"form", FormData> = { name: "form", content: ["multipart/form-data"] };
    const { payload } = await parseWebhook(webhook, new Request("https://x.test", { method: "POST", body: form }));
    expect((payload.get("file") as File).name).toBe("a.txt");
  });

  test("without a payload where that is optional", async () => {
    const webhook: Webhook<"maybe", Pet | undefined> = { name: "maybe", isOptional: true };
    expect((await parseWebhook(webhook, { headers: {} })).payload).toBeUndefined();
    expect((await refusal(parseWebhook(newPet, { headers: {} }))).reason).toBe("malformed");
  });
});

describe("the signature is checked by a hook", () => {
  const secret = "whsec";
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
  const verify = ({ bytes, headers }: WebhookMessage) => {
    const wanted = createHmac("sha256", secret).update(bytes).digest();
    const given = Buffer.from(headers["x-signature"] ?? "", "hex");
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Error("the signature is wrong");
  };

  test("which has the raw body and all headers", async () => {
    const request = { headers: { ...json, "X-Signature": sign(body) }, body };
    expect(await parseWebhook(newPet, request, { verify })).toMatchObject({ payload: { pet: "Rex" } });
    const seen: WebhookMessage[] = [];
    await parseWebhook(newPet, { ...request, url: "/hook" }, { verify: (message) => void seen.push(message) });
    expect(seen).toMatchObject([{ text: body, url: "/hook", headers: { "x-signature": sign(body) } }]);
    expect(Buffer.from(seen[0]!.bytes).toString()).toBe(body);
  });

  test.each([
    ["throws", verify],
    ["rejects", async (message: WebhookMessage) => verify(message)],
    ["gives false", () => false],
    ["gives a promise of false", async () => false],
  ])("and refuses the request where it %s, before anything is parsed", async (_, hook) => {
    let parsed = false;
    const webhook: Webhook = { name: "newPet", parse: () => (parsed = true) };
    const error = await refusal(
      parseWebhook(webhook, { headers: { "x-signature": sign("x") }, body: "{" }, { verify: hook }),
    );
    expect(error).toMatchObject({ reason: "signature", status: 401 });
    expect(error.message).toBe("the signature of the webhook is not valid");
    expect(parsed).toBe(false);
  });

  test.each([undefined, true, null, 0, { pet: "Rex" }])("and takes it where it gives %j", async (verdict) => {
    const options = { verify: async () => verdict };
    expect(await parseWebhook(newPet, { headers: json, body }, options)).toMatchObject({ name: "newPet" });
  });
});

describe("a request that is not the webhook is refused", () => {
  test.each<[string, Webhook, WebhookRequest, Partial<WebhookError>]>([
    [
      "of another media type",
      newPet,
      { headers: { "content-type": "text/html" }, body: "<secret>" },
      { reason: "media-type", status: 415, message: 'newPet: "text/html" is not application/json' },
    ],
    [
      "that is not JSON",
      newPet,
      { headers: json, body: '{"secret":' },
      { reason: "malformed", status: 400, message: "newPet: the body is not valid application/json" },
    ],
    [
      "that is no form",
      { name: "form", content: ["multipart/form-data"] },
      { headers: { "content-type": "multipart/form-data; boundary=x" }, body: "secret" },
      { reason: "malformed", message: "form: the body is not valid multipart/form-data" },
    ],
    [
      "without a header that must be there",
      { name: "sold", content: [], headers: [{ name: "X-Event", required: true }] },
      { headers: {} },
      { reason: "malformed", message: "sold: the header X-Event is missing" },
    ],
    [
      "with a header that is no number",
      { name: "sold", content: [], headers: [{ name: "X-Try", is: "number" }] },
      { headers: { "x-try": "" } },
      { reason: "malformed", message: "sold: the header X-Try is not a valid number" },
    ],
    [
      "without a query parameter that must be there",
      { name: "sold", content: [], query: [{ name: "id", required: true }] },
      { headers: {}, url: "/hook?other=1" },
      { reason: "malformed", message: "sold: the query parameter id is missing" },
    ],
  ])("%s", async (_, webhook, request, want) => {
    const error = await refusal(parseWebhook(webhook, request));
    expect(error).toMatchObject(want);
    expect(JSON.stringify([error.message, error.cause, { ...error }])).not.toContain("secret");
  });

  test("whose body is parsed already, as no signature can be checked then", async () => {
    await expect(parseWebhook(newPet, { headers: json, body: { pet: "Rex" } })).rejects.toThrow(
      new TypeError("the body of the webhook is parsed already; give its raw text or bytes"),
    );
  });
});

describe("one of several webhooks", () => {
  const sold: Webhook<"petSold", { price: number }> = { name: "petSold", published: "pet-sold" };
  const choose = ({ headers }: WebhookMessage) => headers["x-event"];
  const received = (event: string, text: string, more = {}) =>
    parseWebhook([newPet, sold], { headers: { ...json, "x-event": event }, body: text }, { choose, ...more });

  test.each(["petSold", "pet-sold"])("is chosen by its name: %s", async (event) => {
    expect(await received(event, '{"price":1}')).toMatchObject({ name: "petSold", payload: { price: 1 } });
  });

  test("narrows by its name", async () => {
    const webhook = await received("newPet", body);
    if (webhook.name === "newPet") expectTypeOf(webhook.payload).toEqualTypeOf<Pet>();
    else expectTypeOf(webhook.payload).toEqualTypeOf<{ price: number }>();
    expect(webhook.name).toBe("newPet");
  });

  test("may be none of them", async () => {
    const error = await refusal(received("toString", body));
    expect(error).toMatchObject({ reason: "unknown", status: 404 });
    expect(error.message).toBe('"toString" is none of the webhooks that are expected here');
    const { message } = await refusal(parseWebhook([newPet], { headers: {}, body }, { choose: () => undefined }));
    expect(message).toBe("it is none of the webhooks that are expected here");
  });

  test("is chosen after the signature is checked", async () => {
    const error = await refusal(received("newPet", body, { verify: () => false, choose: () => expect.fail() }));
    expect(error.reason).toBe("signature");
  });
});
