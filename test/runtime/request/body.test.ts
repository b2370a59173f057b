import { openAsBlob } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { BodyDescription } from "../../../generator/runtime/core/description.ts";
import { createTransport, type TransportOptions } from "../../../generator/runtime/core/transport.ts";
import {
  bodyOf,
  writeBytes,
  writeForm,
  writeJson,
  writeMultipart,
  writeRaw,
} from "../../../generator/runtime/request/body.ts";
import { type CallOptions, type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { serveEcho } from "../echo-server.ts";

const echo = serveEcho();

interface Sent {
  type: string | undefined;
  text: string;
  bytes: Buffer;
  form(): Promise<FormData>;
}

async function send(
  body: BodyDescription,
  value: unknown,
  options: CallOptions & { contentType?: string } = {},
  client: TransportOptions = {},
): Promise<Sent> {
  const call = operation<Operation<[args: { body: unknown }], unknown, unknown>>({
    name: "createThing",
    method: "POST",
    path: "/things",
    body: bodyOf(body),
  });
  echo.requests = [];
  await call(createTransport({ baseUrl: echo.url, ...client }), { body: value }, options);
  const { headers, body: bytes } = echo.takeRequest();
  const type = headers["content-type"];
  const form = () => new Response(new Uint8Array(bytes), { headers: { "Content-Type": type ?? "" } }).formData();
  return { type, text: bytes.toString(), bytes, form };
}

describe("JSON", () => {
  const json: BodyDescription = { writers: [writeJson] };
  test.each([[{ a: [1, null] }], ["text"], [null], [0], [false], [[]]])("%j is sent as it is", async (value) => {
    const { type, text } = await send(json, value);
    expect(type).toBe("application/json");
    expect(JSON.parse(text)).toEqual(value);
  });
  test("an undefined body sends neither body nor type", async () => {
    expect(await send(json, undefined)).toMatchObject({ type: undefined, text: "" });
  });
  test("a type with a suffix is sent as declared", async () => {
    const { type, text } = await send({ ...json, content: ["application/merge-patch+json"] }, { a: 1 });
    expect([type, text]).toEqual(["application/merge-patch+json", '{"a":1}']);
  });
  test("a caller chooses among the declared types", async () => {
    const content = ["application/json", "application/vnd.a+json"];
    expect((await send({ ...json, content }, 1, { contentType: "application/vnd.a+json" })).type).toBe(content[1]);
  });
  test("the argument of the body may have another name", async () => {
    const call = operation<Operation<[args: { requestBody: unknown }], unknown, unknown>>({
      name: "a",
      method: "PUT",
      path: "/a",
      body: bodyOf({ argument: "requestBody", writers: [writeJson] }),
    });
    await call(createTransport({ baseUrl: echo.url }), { requestBody: { x: 1 } });
    expect(echo.takeRequest().body.toString()).toBe('{"x":1}');
  });
});

describe("application/x-www-form-urlencoded", () => {
  const form: BodyDescription = { content: ["application/x-www-form-urlencoded"], writers: [writeForm] };
  const value = { a: "x y&z=ü+", list: [1, "b"], object: { k: "v" }, none: null, no: undefined, empty: [] };
  test("repeats arrays, writes objects as JSON, leaves out what has no value", async () => {
    const { type, text } = await send(form, value);
    expect(type).toBe("application/x-www-form-urlencoded");
    expect([...new URLSearchParams(text)]).toEqual([
      ["a", "x y&z=ü+"],
      ["list", "1"],
      ["list", "b"],
      ["object", '{"k":"v"}'],
    ]);
  });
  test("honours the encoding of a property", async () => {
    const encoding = {
      list: { style: "pipeDelimited", explode: false },
      tabs: { style: "tabDelimited", explode: false },
      object: { style: "deepObject", explode: true },
      form: { style: "form" },
      json: { contentType: "application/json" },
      url: { allowReserved: true },
    } as const;
    const { text } = await send(
      { ...form, encoding },
      { list: ["a", "b"], tabs: [1, 2], object: { k: { l: 1 } }, form: { m: 1, n: 2 }, json: [1, 2], url: "a:/b" },
    );
    expect(text).toBe("list=a%7Cb&tabs=1%092&object%5Bk%5D%5Bl%5D=1&m=1&n=2&json=%5B1%2C2%5D&url=a:/b");
  });
  test("URLSearchParams and strings pass as they are", async () => {
    expect((await send(form, new URLSearchParams("a=1&a=2"))).text).toBe("a=1&a=2");
    expect((await send(form, "raw=1")).text).toBe("raw=1");
  });
  test("an encoding is not looked up on a prototype", async () => {
    const args = JSON.parse('{"constructor":"a","__proto__":"b"}');
    expect((await send({ ...form, encoding: {} }, args)).text).toBe("constructor=a&__proto__=b");
  });
});

describe("multipart/form-data", () => {
  const multipart: BodyDescription = { content: ["multipart/form-data"], writers: [writeMultipart] };
  test("keeps the names and types of files, byte for byte", async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(50_000));
    const file = new File([bytes], 'ü "1".png', { type: "image/png" });
    const { form, type } = await send(multipart, { file, note: "zwei\r\nlines ü" });
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    const parsed = await form();
    const got = parsed.get("file") as File;
    expect([got.name, got.type]).toEqual(['ü "1".png', "image/png"]);
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
    expect(parsed.get("note")).toBe("zwei\r\nlines ü");
  });
  test("repeats arrays and leaves out what has no value", async () => {
    const files = [new File(["1"], "1.txt"), new File(["2"], "2.txt")];
    const parsed = await (await send(multipart, { files, ids: [1, true, null], none: null, no: undefined })).form();
    expect((parsed.getAll("files") as File[]).map(({ name }) => name)).toEqual(["1.txt", "2.txt"]);
    expect(parsed.getAll("ids")).toEqual(["1", "true"]);
    expect([...new Set(parsed.keys())]).toEqual(["files", "ids"]);
  });
  test("writes an object as a JSON part that is no file", async () => {
    const { text } = await send(multipart, { meta: { a: 1 } });
    expect(text).toMatch(/form-data; name="meta"\r\nContent-Type: application\/json\r\n\r\n\{"a":1\}\r\n--/);
  });
  test("writes binary values without a name as files", async () => {
    const parsed = await (await send(multipart, { a: new Uint8Array([1, 2]), b: new Blob(["x"]) })).form();
    const types = [parsed.get("a"), parsed.get("b")].map((part) => (part as File).type);
    expect(types).toEqual(["application/octet-stream", "application/octet-stream"]);
    expect((parsed.get("a") as File).size).toBe(2);
  });
  test("honours contentType, where it names one type, and style", async () => {
    const encoding = {
      csv: { contentType: "text/csv" },
      photo: { contentType: "image/png, image/jpeg" },
      link: { style: "deepObject", explode: true },
      bad: { contentType: "text/a\r\nX-Evil: 1" },
    } as const;
    const value = { csv: "a,b", photo: new Blob(["x"]), link: { create: true, meta: { k: "v" } }, bad: "b" };
    const { text, form } = await send({ ...multipart, encoding }, value);
    expect(text).toContain('name="csv"\r\nContent-Type: text/csv\r\n\r\na,b');
    expect(text).toContain("Content-Type: application/octet-stream\r\n\r\nx");
    expect(text).not.toContain("X-Evil");
    expect([...(await form()).keys()]).toEqual(["csv", "photo", "link[create]", "link[meta][k]", "bad"]);
  });
  test("sends the headers that the encoding of a property has", async () => {
    const encoding = { a: { headers: { "X-Kind": "b" } }, file: { headers: { "X-Kind": "c" } } };
    const { text } = await send({ ...multipart, encoding }, { a: "1", file: new Blob(["2"]) });
    expect(text).toContain('name="a"\r\nX-Kind: b\r\n\r\n1');
    expect(text).toContain("Content-Type: application/octet-stream\r\nX-Kind: c\r\n\r\n2");
  });
  test("a name cannot break out of its header", async () => {
    const { text } = await send(multipart, { 'a"\r\nX-Evil: 1': "v" });
    expect(text).toContain('name="a%22%0D%0AX-Evil: 1"');
  });
  test("sends a file of the disk", async () => {
    const blob = await openAsBlob(import.meta.filename);
    const { form } = await send(multipart, { file: blob });
    expect(((await form()).get("file") as File).size).toBe(blob.size);
  });
  test.each<[string, () => unknown]>([
    ["a ReadableStream", () => new Blob(["x"]).stream()],
    ["a stream of Node", () => Readable.from(["x"])],
    [
      "an async generator",
      async function* () {
        yield "x";
      },
    ],
  ])("refuses %s as a part before anything is sent, and says what to give", async (_, make) => {
    const start = make();
    const stream = typeof start === "function" ? start() : start;
    echo.requests = [];
    for (const value of [{ note: "a", "my file": stream }, { "my file": [new Blob(["y"]), stream] }])
      await expect(send(multipart, value)).rejects.toThrow(
        new TypeError(
          'the part "my file" is a stream: give a Blob or a File, which openAsBlob of node:fs makes of a file without reading it',
        ),
      );
    expect(echo.requests).toEqual([]);
  });
  test("FormData passes as it is, whatever Content-Type the client has and whatever type is preferred", async () => {
    const data = new FormData();
    data.set("a", "1");
    const body: BodyDescription = {
      content: ["application/json", "multipart/form-data"],
      writers: [writeMultipart, writeJson],
    };
    const { type, form } = await send(body, data, {}, { headers: { "Content-Type": "application/json" } });
    expect(type).toMatch(/^multipart\/form-data; ?boundary=/);
    expect([...(await form())]).toEqual([["a", "1"]]);
    expect((await send(body, { a: 1 })).type).toBe("application/json");
  });
});

describe("several media types", () => {
  const jpeg = new File(["x"], "a.jpg", { type: "image/jpeg" });
  const both: BodyDescription = {
    content: ["application/json", "multipart/form-data"],
    writers: [writeMultipart, writeJson],
  };
  test("an object with a file among its members is a form where the call does not choose", async () => {
    for (const value of [{ image: jpeg }, { n: 1, images: [jpeg, jpeg] }, { image: new Uint8Array(1) }]) {
      const { type, form } = await send(both, value);
      expect(type).toMatch(/^multipart\/form-data; boundary=/);
      expect([...(await form()).keys()].filter((name) => name.startsWith("image"))).not.toEqual([]);
    }
    expect((await send(both, { image: null, images: [] })).type).toBe("application/json");
    const forms: BodyDescription = {
      content: ["application/x-www-form-urlencoded", "multipart/form-data"],
      writers: [writeMultipart, writeForm],
    };
    expect((await send(forms, { image: jpeg })).type).toMatch(/^multipart/);
    expect((await send(forms, { a: 1 })).text).toBe("a=1");
    expect((await send(forms, new URLSearchParams("a=1"))).text).toBe("a=1");
  });
  test.each<[string, () => unknown]>([
    ["a File", () => jpeg],
    ["bytes", () => new Uint8Array(2)],
    ["an ArrayBuffer", () => new ArrayBuffer(2)],
    ["a stream", () => new Blob(["x"]).stream()],
    ["FormData", () => new FormData()],
    ["URLSearchParams", () => new URLSearchParams("a=1")],
  ])("%s never becomes JSON, alone or inside", async (_, make) => {
    echo.requests = [];
    const json: BodyDescription = { writers: [writeJson] };
    for (const value of [make(), { a: { b: [make()] } }])
      await expect(send(json, value)).rejects.toThrow("JSON cannot hold a file, a stream or a form");
    await expect(send(both, { image: make() }, { contentType: "application/json" })).rejects.toThrow(TypeError);
    await expect(send(both, { deep: { image: make() } })).rejects.toThrow(TypeError);
    expect(echo.requests).toEqual([]);
  });
  test.each<[string, BodyDescription, () => unknown]>([
    ["FormData", { content: ["application/x-www-form-urlencoded"], writers: [writeForm] }, () => new FormData()],
    ["a file", { content: ["application/x-www-form-urlencoded"], writers: [writeForm] }, () => ({ a: [jpeg] })],
    [
      "URLSearchParams",
      { content: ["multipart/form-data"], writers: [writeMultipart] },
      () => new URLSearchParams("a=1"),
    ],
    ["an object", { content: ["text/plain"], writers: [writeRaw] }, () => ({ a: 1 })],
  ])("%s is refused where nothing can carry it", async (_, body, make) => {
    echo.requests = [];
    await expect(send(body, make())).rejects.toThrow(TypeError);
    expect(echo.requests).toEqual([]);
  });
  test("a type that is none of those is refused", async () => {
    await expect(send({ writers: [writeJson] }, {}, { contentType: "text/csv" })).rejects.toThrow(
      "this value cannot be sent as text/csv",
    );
  });
  test.each<[string, () => unknown, string[]]>([
    ["a file", () => jpeg, ["a.jpg"]],
    ["a list of files", () => [jpeg, new File(["y"], "b.jpg")], ["a.jpg", "b.jpg"]],
    ["bytes", () => new Uint8Array([120]), ["blob"]],
  ])('%s without a name is the part "file"', async (_, make, names) => {
    const { form } = await send({ content: ["multipart/form-data"], writers: [writeMultipart] }, make());
    const data = await form();
    expect([...new Set(data.keys())]).toEqual(["file"]);
    expect(data.getAll("file").map((part) => (part as File).name)).toEqual(names);
  });
  test("a file alone goes as bytes where another type takes them", async () => {
    const body: BodyDescription = {
      content: ["multipart/form-data", "application/octet-stream"],
      writers: [writeMultipart, writeRaw],
    };
    expect(await send(body, jpeg)).toMatchObject({ type: "application/octet-stream", text: "x" });
    expect((await send(body, jpeg, { contentType: "multipart/form-data" })).text).toContain('name="file"');
  });
  test("a file whose media type is JSON is sent as it is", async () => {
    const json: BodyDescription = { writers: [writeBytes] };
    for (const value of [new Blob(["{}"]), "{}"])
      expect(await send(json, value)).toMatchObject({ type: "application/json", text: "{}" });
    await expect(send(json, {})).rejects.toThrow(TypeError);
  });
  test("bytes of a form are sent as they are", async () => {
    const form: BodyDescription = { content: ["application/x-www-form-urlencoded"], writers: [writeForm] };
    expect(await send(form, new Blob(["a=1"]))).toMatchObject({ type: form.content![0], text: "a=1" });
  });
});

describe("text and binary", () => {
  const octets: BodyDescription = { content: ["application/octet-stream"], writers: [writeRaw] };
  const bytes = new Uint8Array([0, 255, 13, 10]);
  test.each([
    ["a Blob", () => new Blob([bytes], { type: "image/png" })],
    ["an ArrayBuffer", () => bytes.slice().buffer],
    ["a typed array", () => bytes],
    ["a part of a buffer", () => new Uint8Array([9, 0, 255, 13, 10, 9]).subarray(1, 5)],
    ["a ReadableStream", () => new Blob([bytes]).stream()],
  ])("%s is sent byte for byte under the declared type", async (_, make) => {
    const sent = await send(octets, make());
    expect(sent.type).toBe("application/octet-stream");
    expect([...sent.bytes]).toEqual([...bytes]);
  });
  test("text is sent without quotes", async () => {
    const { type, text } = await send({ content: ["text/plain"], writers: [writeRaw] }, 'a "ü"');
    expect([type, text]).toEqual(["text/plain", 'a "ü"']);
  });
  test("under a range of types the type is the value's own", async () => {
    const range: BodyDescription = { content: ["*/*"], writers: [writeRaw, writeJson] };
    expect((await send(range, new Blob(["x"], { type: "image/png" }))).type).toBe("image/png");
    expect((await send(range, new Blob(["x"]))).type).toBe("application/octet-stream");
    expect((await send(range, "x")).type).toBe("text/plain;charset=UTF-8");
    expect(await send(range, { a: 1 })).toMatchObject({ type: "application/json", text: '{"a":1}' });
  });
  test("a Blob is never taken for JSON", async () => {
    const body: BodyDescription = { content: ["application/json", "image/png"], writers: [writeRaw, writeJson] };
    expect(await send(body, new Blob(["x"]))).toMatchObject({ type: "image/png", text: "x" });
    expect(await send(body, "x")).toMatchObject({ type: "application/json", text: '"x"' });
  });
  test("an object is refused as XML", async () => {
    const xml: BodyDescription = { content: ["application/xml"], writers: [writeRaw, writeJson] };
    await expect(send(xml, { a: 1 })).rejects.toThrow("application/xml");
    expect((await send(xml, "<a/>")).text).toBe("<a/>");
  });
  test.each([
    [["image/gif", "image/png"], "image/png", "image/png"],
    [["image/gif", "image/png; q=1"], "image/png", "image/png; q=1"],
    [["image/gif", "image/png"], "", "image/gif"],
    [["application/json", "text/csv", "image/gif"], "image/tiff", "image/gif"],
    [["application/json", "text/csv"], "text/plain", "text/csv"],
    [["application/json", "image/*"], "image/tiff", "image/tiff"],
  ])("of %j a Blob of type %j goes as %s", async (content, own, want) => {
    const body: BodyDescription = { content, writers: [writeRaw, writeJson] };
    expect((await send(body, new Blob(["x"], { type: own }))).type).toBe(want);
  });
  test("forms go under a range as what they are", async () => {
    const range: BodyDescription = { content: ["*/*"], writers: [writeRaw, writeJson] };
    const data = new FormData();
    data.set("a", "1");
    expect((await send(range, data)).type).toMatch(/^multipart\/form-data; ?boundary=/);
    expect((await send(range, new URLSearchParams("a=1"))).type).toMatch(/^application\/x-www-form-urlencoded/);
  });
  test("a caller's choice goes to the writer of that type", async () => {
    const body: BodyDescription = {
      content: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/csv"],
      writers: [writeForm, writeMultipart, writeRaw, writeJson],
    };
    expect((await send(body, { a: 1 })).text).toBe('{"a":1}');
    expect((await send(body, { a: 1 }, { contentType: "application/x-www-form-urlencoded" })).text).toBe("a=1");
    expect((await send(body, { a: 1 }, { contentType: "multipart/form-data" })).text).toContain('name="a"');
    expect((await send(body, "a;b", { contentType: "text/csv" })).text).toBe("a;b");
  });
});
