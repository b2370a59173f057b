import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const text = { type: "string" };
const schema = {
  type: "object",
  required: ["name", "tags", "owner", "photo"],
  properties: {
    name: text,
    tags: { type: "array", items: text, minItems: 2 },
    owner: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
    photo: { type: "string", format: "binary" },
  },
};

function documentWith(mediaType: string, media: object) {
  const responses = { "200": { description: "", content: { [mediaType]: media } } };
  return documentOf({ "/x": { get: { operationId: "getX", responses } } }, { openapi: "3.1.0" });
}

async function get(mediaType: string, media: object) {
  const mock = await serve(documentWith(mediaType, media));
  const response = await fetch(`${mock.url}/x`);
  expect([mock.unexpectedViolations, mock.notes]).toEqual([[], []]);
  return response;
}

describe("a multipart response", () => {
  test("has a boundary, and parts that a client reads", async () => {
    const response = await get("multipart/form-data", { schema });
    expect(response.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=\S+$/);
    const form = await response.formData();
    expect([...new Set(form.keys())]).toEqual(["name", "tags", "owner", "photo"]);
    expect(form.getAll("tags")).toHaveLength(2);
    expect(JSON.parse(String(form.get("owner")))).toEqual({ id: expect.any(Number) });
    expect(form.get("photo")).toBeInstanceOf(File);
  });

  test("has the document's example, the same bytes each time", async () => {
    const example = { name: 'a "b"\r\n--twinspec', tags: ["x", "y"], owner: { id: 7 }, photo: "data:;base64,AP8=" };
    const mock = await serve(documentWith("multipart/form-data", { schema, example }));
    const [first, second] = await Promise.all([fetch(`${mock.url}/x`), fetch(`${mock.url}/x`)]);
    expect(await second.clone().text()).toBe(await first.clone().text());
    const form = await first.formData();
    expect(form.get("name")).toBe('a "b"\r\n--twinspec');
    expect(form.getAll("tags")).toEqual(["x", "y"]);
    expect(new Uint8Array(await (form.get("photo") as File).arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  test("has the media types and headers that the encoding says", async () => {
    const encoding = {
      photo: {
        contentType: "image/png, image/jpeg",
        headers: { "X-Width": { schema: { type: "integer" }, example: 7 } },
      },
      name: { contentType: "text/markdown" },
    };
    const body = await (await get("multipart/form-data", { schema, encoding })).text();
    expect(body).toMatch(/name="photo"; filename="photo"\r\nContent-Type: image\/png\r\nX-Width: 7\r\n\r\n/);
    expect(body).toMatch(/name="name"\r\nContent-Type: text\/markdown\r\n\r\n/);
  });

  test("of a list has its items as parts", async () => {
    const response = await get("multipart/mixed", { schema: { type: "array", items: text }, example: ["a", "b"] });
    const boundary = /boundary=(\S+)/.exec(response.headers.get("content-type") ?? "")?.[1];
    const part = (value: string) => `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${value}\r\n`;
    expect(await response.text()).toBe(`${part("a")}${part("b")}--${boundary}--\r\n`);
  });

  test.each(["multipart/mixed", "multipart/related", "multipart/x-batch"])(
    "says nothing of a form where it is none: %s",
    async (mediaType) => {
      const headers = { "Content-Disposition": { schema: text, example: 'attachment; filename="a.bin"' } };
      const body = await (await get(mediaType, { schema, encoding: { photo: { headers } } })).text();
      expect(body).not.toContain("form-data");
      expect(body.match(/^Content-Disposition: .*$/gm)).toEqual(['Content-Disposition: attachment; filename="a.bin"']);
      expect(body.match(/^Content-Type: /gm)).toHaveLength(5);
    },
  );

  test("that is a form keeps the disposition that its encoding describes", async () => {
    const headers = { "content-disposition": { schema: text, example: 'form-data; name="photo"; filename="a.png"' } };
    const response = await get("multipart/form-data", { schema, encoding: { photo: { headers } } });
    expect(((await response.formData()).get("photo") as File).name).toBe("a.png");
  });

  test("that is written in the document has the boundary that it is written with", async () => {
    const example = '--gc0p4Jq\r\nContent-Disposition: form-data; name="name"\r\n\r\nRex\r\n--gc0p4Jq--\r\n';
    const response = await get("multipart/form-data", { example });
    expect(response.headers.get("content-type")).toBe('multipart/form-data; boundary="gc0p4Jq"');
    expect((await response.formData()).get("name")).toBe("Rex");
  });

  test("has the boundary that the document states", async () => {
    const response = await get("multipart/form-data; boundary=own", { example: { name: "Rex" } });
    expect(response.headers.get("content-type")).toBe("multipart/form-data; boundary=own");
    expect((await response.formData()).get("name")).toBe("Rex");
  });

  test("can be scripted as a form, or as an object", async () => {
    const mock = await serve(documentWith("multipart/form-data", { schema: { ...schema, required: ["name"] } }));
    const form = new FormData();
    form.set("name", "Rex");
    for (const body of [form, { name: "Rex" }]) {
      mock.respond("getX", { body });
      expect((await (await fetch(`${mock.url}/x`)).formData()).get("name")).toBe("Rex");
    }
    expect(mock.unexpectedViolations).toEqual([]);
    mock.respond("getX", { body: { tags: ["a"] } });
    await fetch(`${mock.url}/x`);
    expect(mock.unexpectedViolations).not.toEqual([]);
  });
});

test("a form is written as one", async () => {
  const example = { name: "a b", tags: ["x", "y"], owner: { id: 7 } };
  const urlEncoded = { ...schema, required: ["name"] };
  const response = await get("application/x-www-form-urlencoded", { schema: urlEncoded, example });
  expect(await response.text()).toBe("name=a+b&tags=x&tags=y&owner=%7B%22id%22%3A7%7D");
});
