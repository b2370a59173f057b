import { describe, expect, test } from "vitest";
import { createTransport } from "../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../generator/runtime/request/operation.ts";
import { readBody, readForm } from "../../generator/runtime/response/read-body.ts";
import { documentOf } from "../mocks/document.ts";
import { serve } from "../mocks/serve.ts";

const schema = {
  type: "object",
  xml: { name: "pet" },
  properties: { name: { type: "string" }, photo: { type: "string", format: "binary" } },
};

/** What the runtime reads of what the mock sends. */
async function read(mediaType: string, reader: typeof readBody | typeof readForm, example?: unknown) {
  const media = { schema, ...(example !== undefined && { example }) };
  const responses = { "200": { description: "", content: { [mediaType]: media } } };
  const mock = await serve(documentOf({ "/pet": { get: { operationId: "getPet", responses } } }));
  const get = operation<Operation<[], unknown, unknown>>({
    ...{ name: "getPet", method: "GET", path: "/pet" },
    ...{ accept: mediaType, read: reader },
  });
  return (await get(createTransport({ baseUrl: mock.url }))).data;
}

describe("the client reads what the mock sends", () => {
  test("a form in parts as FormData, files as files", async () => {
    const form = await read("multipart/form-data", readForm, { name: "Rex", photo: "data:;base64,AP8=" });
    expect(form).toBeInstanceOf(FormData);
    const { name, photo } = Object.fromEntries(form as FormData);
    expect(name).toBe("Rex");
    expect(new Uint8Array(await (photo as File).arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  test("a made-up form", async () => {
    expect([...((await read("multipart/form-data", readForm)) as FormData).keys()]).toEqual(["name", "photo"]);
  });

  test.each(["application/xml", "text/xml", "application/vnd.pet+xml"])("%s as text", async (mediaType) => {
    const body = '<?xml version="1.0" encoding="UTF-8"?>\n<pet><name>Rex</name></pet>';
    expect(await read(mediaType, readBody, { name: "Rex" })).toBe(body);
  });
});
