import { describe, expect, test } from "vitest";
import type { BodyDescription, MediaWriter } from "../../../generator/runtime/core/description.ts";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { bodyOf, writeMultipart } from "../../../generator/runtime/request/body.ts";
import { type CallOptions, type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { membersMessage, partsMessage, writeParts } from "../../../generator/runtime/request/parts.ts";
import { writeValues } from "../../../generator/runtime/values.ts";
import { serveEcho } from "../echo-server.ts";

const echo = serveEcho();

interface Sent {
  readonly type: string;
  /** The message, its boundaries by number: `--1`, those of messages inside it `--2` and so on. */
  readonly text: string;
}

async function send(body: BodyDescription, value: unknown, contentType?: string): Promise<Sent> {
  const call = operation<Operation<[args: { body: unknown }], unknown, unknown>>({
    name: "createThing",
    method: "POST",
    path: "/things",
    body: bodyOf(body),
  });
  echo.requests = [];
  const options: CallOptions & { contentType?: string } = contentType === undefined ? {} : { contentType };
  await call(createTransport({ baseUrl: echo.url }), { body: value }, options);
  const { headers, body: bytes } = echo.takeRequest();
  const boundaries = new Map<string, string>();
  const numbered = (text: string) =>
    text.replace(/form-\d+-\d+-\d+-\d+/g, (found) => {
      boundaries.set(found, boundaries.get(found) ?? String(boundaries.size + 1));
      return boundaries.get(found)!;
    });
  return { type: numbered(headers["content-type"] ?? ""), text: numbered(bytes.toString("latin1")) };
}

const mixed = (write: MediaWriter, type = "multipart/mixed"): BodyDescription => ({
  content: [type],
  writers: [write],
});
const file = (text: string, name: string, type: string) => new File([text], name, { type });
const lines = (...all: string[]) => all.join("\r\n");

describe("an array as the parts of a multipart message", () => {
  test("has each item in its order, with the media type that it has by itself", async () => {
    const items = [{ a: 1 }, "text", 7, [1, 2], new Blob(["\u00ff"], { type: "image/png" }), null];
    const { type, text } = await send(mixed(writeParts("multipart/mixed", {})), items);
    expect(type).toBe("multipart/mixed; boundary=1");
    expect(text).toBe(
      lines(
        ...["--1", "Content-Type: application/json", "", '{"a":1}'],
        ...["--1", "Content-Type: text/plain;charset=utf-8", "", "text"],
        ...["--1", "Content-Type: text/plain;charset=utf-8", "", "7"],
        ...["--1", "Content-Type: application/json", "", "[1,2]"],
        ...["--1", "Content-Type: image/png", "", Buffer.from("\u00ff").toString("latin1")],
        ...["--1", "Content-Type: application/json", "", "null"],
        ...["--1--", ""],
      ),
    );
  });

  test("has no part at all where it is empty", async () => {
    expect(await send(mixed(writeParts("multipart/mixed", {})), [])).toMatchObject({ text: lines("--1--", "") });
  });

  test("has the media types and headers that its positions say", async () => {
    const write = writeParts("multipart/related; type=text/html", {
      prefix: [{ contentType: "text/html", headers: { "Content-Location": "https://a.example/" } }],
      item: { contentType: "text/css, text/javascript, image/*" },
    });
    const items = ["<p>", "p {}", new Blob(["x"], { type: "image/gif" }), new Uint8Array([65])];
    const { type, text } = await send(mixed(write, "multipart/related; type=text/html"), items);
    expect(type).toBe("multipart/related; type=text/html; boundary=1");
    expect(text).toBe(
      lines(
        ...["--1", "Content-Type: text/html", "Content-Location: https://a.example/", "", "<p>"],
        ...["--1", "Content-Type: text/css", "", "p {}"],
        ...["--1", "Content-Type: image/gif", "", "x"],
        ...["--1", "Content-Type: text/css", "", "A"],
        ...["--1--", ""],
      ),
    );
  });

  test("names files, in a form beside the name of the part", async () => {
    const prefix = [{ headers: { "Content-Disposition": 'form-data; name="photo"' } }];
    const write = writeParts("multipart/form-data", { prefix });
    const items = [file("x", 'a"b.png', "image/png"), file("y", "c.png", "image/png")];
    expect((await send(mixed(write, "multipart/form-data"), items)).text).toBe(
      lines(
        ...["--1", "Content-Type: image/png"],
        ...['Content-Disposition: form-data; name="photo"; filename="a%22b.png"', "", "x"],
        ...["--1", "Content-Type: image/png", 'Content-Disposition: attachment; filename="c.png"', "", "y"],
        ...["--1--", ""],
      ),
    );
  });

  test("is JSON of a text where a position says so", async () => {
    const write = writeParts("multipart/mixed", { item: { contentType: "application/problem+json" } });
    expect((await send(mixed(write), ["a"])).text).toContain('Content-Type: application/problem+json\r\n\r\n"a"');
  });

  test("has a message inside of it where a position has parts of its own", async () => {
    const inner = partsMessage({ prefix: [{ contentType: "application/xml" }, {}, { contentType: "image/png" }] });
    const write = writeParts("multipart/mixed", { prefix: [{}, { contentType: "multipart/mixed", message: inner }] });
    const { text } = await send(mixed(write), [[1], ["<a/>", "b", new Blob(["c"])]]);
    expect(text).toBe(
      lines(
        ...["--1", "Content-Type: application/json", "", "[1]"],
        ...["--1", "Content-Type: multipart/mixed; boundary=2", ""],
        ...["--2", "Content-Type: application/xml", "", "<a/>"],
        ...["--2", "Content-Type: text/plain;charset=utf-8", "", "b"],
        ...["--2", "Content-Type: image/png", "", "c"],
        ...["--2--", "", "--1--", ""],
      ),
    );
  });

  test("has integers with all their digits", async () => {
    const positions = [{ properties: { 0: 1 } }, { properties: { id: 2 } }, { is: "digits" as const }];
    const { text } = await send(mixed(writeValues(positions, writeParts("multipart/mixed", {}))), [
      { id: "9007199254740993" },
    ]);
    expect(text).toContain('{"id":9007199254740993}');
  });

  test("takes a range for one of its media types, or for the one that the call chooses", async () => {
    const body = mixed(writeParts("multipart/*", {}), "multipart/*");
    expect((await send(body, ["a"])).type).toBe("multipart/mixed; boundary=1");
    expect((await send(body, ["a"], "multipart/related")).type).toBe("multipart/related; boundary=1");
  });

  test("is left to another writer where it is another media type, or no array", async () => {
    const body = mixed(writeParts("multipart/mixed", {}));
    await expect(send(body, ["a"], "application/json")).rejects.toThrow("cannot be sent as application/json");
    await expect(send(body, "text")).rejects.toThrow("cannot be sent as multipart/mixed");
  });

  test("has no stream and no object that nobody can write", async () => {
    const body = mixed(writeParts("multipart/mixed", { item: { contentType: "application/xml" } }));
    await expect(send(body, [{}])).rejects.toThrow("part 1, of type application/xml, must be text or a file");
    await expect(send(body, ["", new ReadableStream()])).rejects.toThrow("part 2 is a stream: give a Blob or a File");
  });
});

describe("a member of a form that is a multipart message itself", () => {
  const form = (encoding: BodyDescription["encoding"]): BodyDescription => ({
    content: ["multipart/form-data"],
    writers: [writeMultipart],
    encoding: encoding!,
  });

  test("has the items of each array as parts", async () => {
    const message = partsMessage({ item: { contentType: "image/png" } });
    const body = form({ photos: { contentType: "multipart/mixed", message } });
    const { text } = await send(body, { photos: [[new Blob(["a"])], [new Blob(["b"])]] });
    expect(text.match(/name="photos"\r\nContent-Type: multipart\/mixed; boundary=\d\r\n\r\n/g)).toHaveLength(2);
    expect(text).toContain("Content-Type: image/png\r\n\r\na\r\n");
  });

  test("is one where the array is meant", async () => {
    const message = partsMessage({});
    const body = form({ photos: { contentType: "multipart/mixed", message, isWhole: true } });
    const { text } = await send(body, { photos: ["a", "b"] });
    expect(text).toBe(
      lines(
        ...["--1", 'Content-Disposition: form-data; name="photos"', "Content-Type: multipart/mixed; boundary=2", ""],
        ...["--2", "Content-Type: text/plain;charset=utf-8", "", "a"],
        ...["--2", "Content-Type: text/plain;charset=utf-8", "", "b"],
        ...["--2--", "", "--1--", ""],
      ),
    );
  });

  test("has the members of an object by name", async () => {
    const message = membersMessage({ n: { contentType: "application/json" } });
    const body = form({ owner: { contentType: "multipart/form-data", message } });
    const { text } = await send(body, { owner: { n: 1, tags: ["a", "b"] } });
    expect(text).toContain('name="owner"\r\nContent-Type: multipart/form-data; boundary=2\r\n\r\n--2\r\n');
    expect(text).toContain(
      '--2\r\nContent-Disposition: form-data; name="n"\r\nContent-Type: application/json\r\n\r\n1',
    );
    expect(text.match(/name="tags"/g)).toHaveLength(2);
  });
});
