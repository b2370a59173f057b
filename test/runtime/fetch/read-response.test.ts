import { inspect } from "node:util";
import { expect, test } from "vitest";
import { withReadBody } from "../../../generator/runtime/fetch/response-body.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function readResponse(content: string, type = "application/json"): Response {
  const response = new Response(null, {
    status: 207,
    statusText: "Much",
    headers: { "Content-Type": type, "X-A": "b" },
  });
  Object.defineProperty(response, "url", { value: "https://a.example/x" });
  return withReadBody(response, bytes(content));
}

test("everything but the body is that of the response", () => {
  const response = readResponse("{}");
  expect(response).toBeInstanceOf(Response);
  expect(response).toMatchObject({ ok: true, status: 207, statusText: "Much", redirected: false, type: "default" });
  expect(response.url).toBe("https://a.example/x");
  expect(response.headers.get("X-A")).toBe("b");
});

test("a response that has no content, of which a platform gave an empty stream, can be looked at", async () => {
  const response = withReadBody(new Response(null, { status: 204 }), bytes(""));
  expect([response.body, response.bodyUsed, await response.clone().text(), await response.text()]).toEqual([
    null,
    false,
    "",
    "",
  ]);
});

test.each([
  ["text", (response: Response) => response.text(), '{"a":"ü"}'],
  ["json", (response: Response) => response.json(), { a: "ü" }],
  ["arrayBuffer", async (response: Response) => new Uint8Array(await response.arrayBuffer()), bytes('{"a":"ü"}')],
  ["bytes", (response: Response) => response.bytes(), bytes('{"a":"ü"}')],
  ["blob", async (response: Response) => (await response.blob()).type, "application/json"],
  ["body", async (response: Response) => new Response(response.body, response).text(), '{"a":"ü"}'],
  ["clone", (response: Response) => response.clone().json(), { a: "ü" }],
])("%s gives the body, and a second reading of it is refused", async (name, read, wanted) => {
  const response = readResponse('{"a":"ü"}');
  expect(response.bodyUsed).toBe(false);
  expect(await read(response)).toEqual(wanted);
  if (name === "clone") {
    expect(response.bodyUsed).toBe(false);
    expect(await response.text()).toBe('{"a":"ü"}');
  }
  expect(response.bodyUsed).toBe(true);
  await expect(response.text()).rejects.toThrow(TypeError);
  await expect(response.json()).rejects.toThrow(TypeError);
  await expect(response.bytes()).rejects.toThrow(TypeError);
  expect(() => response.clone()).toThrow(TypeError);
});

test("formData gives the fields", async () => {
  const type = "application/x-www-form-urlencoded";
  expect((await readResponse("a=1", type).formData()).get("a")).toBe("1");
});

test("text is that of the platform: without a byte order mark, and with U+FFFD for what is no UTF-8", async () => {
  const content = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]);
  const [own, platform] = [withReadBody(new Response(""), content), new Response(content)];
  expect(await own.text()).toBe(await platform.text());
});

test("JSON that is malformed is the SyntaxError of the platform", async () => {
  await expect(readResponse("{").json()).rejects.toThrow(SyntaxError);
});

test("nothing of the body shows where it is printed", () => {
  expect(inspect(readResponse('{"token":"planted-secret"}'), { depth: 10, showHidden: true })).not.toContain("planted");
});
