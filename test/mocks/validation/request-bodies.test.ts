import { describe, expect, test } from "vitest";
import { rejectionOf } from "../../../mocks/validation/rejection.ts";
import { documentWith, plain, validateRequest } from "./validate.ts";

const person = {
  type: "object",
  properties: {
    id: { type: "integer", readOnly: true },
    name: { type: "string", minLength: 2 },
    age: { type: "integer" },
    address: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    tags: { type: "array", items: { type: "string" } },
    file: { type: "string", format: "binary" },
    files: { type: "array", items: { type: "string", format: "binary" } },
  },
  required: ["id", "name"],
};

const rest = { components: { schemas: { Person: person } } };

async function send(
  mediaType: string,
  body: string | Uint8Array,
  options: { sentAs?: string | undefined; description?: object; required?: boolean; schema?: object } = {},
) {
  const {
    sentAs = mediaType,
    description = {},
    required = false,
    schema = { $ref: "#/components/schemas/Person" },
  } = options;
  const requestBody = { required, content: { [mediaType]: { schema, ...description } } };
  const headers: Record<string, string> = sentAs === "" ? {} : { "content-type": sentAs };
  const result = await validateRequest(documentWith({ requestBody }, rest), { headers, body });
  return {
    body: plain(result.body),
    messages: result.violations.map(({ message }) => message),
    status: rejectionOf(result.violations)?.status,
  };
}

async function multipart(form: FormData, description: object = {}, schema?: object) {
  const message = new Response(form);
  const sentAs = message.headers.get("content-type") ?? "";
  const options = { sentAs, description, ...(schema && { schema }) };
  return send("multipart/form-data", new Uint8Array(await message.arrayBuffer()), options);
}

describe("a multipart form whose schema is no object's", () => {
  const file = { type: "string", format: "binary" };
  const form = (...names: string[]) => {
    const data = new FormData();
    for (const name of names) data.append(name, new File(["a"], "a.txt"));
    return data;
  };

  test.each(["file", "whatever"])("is the value of its only field, %s", async (name) => {
    const { body, messages } = await multipart(form(name), {}, file);
    expect(messages).toEqual([]);
    expect(body).toBeInstanceOf(File);
  });

  test("is a list of the fields of one name", async () => {
    const list = { type: "array", items: file };
    for (const count of [1, 2]) {
      const { body, messages } = await multipart(form(...Array.from({ length: count }, () => "file")), {}, list);
      expect(messages).toEqual([]);
      expect(body).toHaveLength(count);
    }
    const limited = await multipart(form("file", "file"), {}, { ...list, maxItems: 1 });
    expect(limited.messages).toEqual(["Request body must NOT have more than 1 items"]);
  });

  test("is refused with more fields than one value has", async () => {
    expect((await multipart(form("file", "other"), {}, file)).messages).toEqual(["Request body must be string"]);
    expect((await multipart(form("file", "file"), {}, file)).messages).toEqual(["Request body is given 2 times"]);
  });
});

describe("what responses alone have is not required, whichever schema says so", () => {
  const id = { type: "string", readOnly: true };
  const name = { type: "string" };
  const schemas = {
    Base: { type: "object", properties: { id } },
    Middle: { allOf: [{ $ref: "#/components/schemas/Base" }], properties: { name } },
    Asks: { type: "object", required: ["id", "name"], properties: { name } },
    Id: id,
    AliasOfId: { allOf: [{ $ref: "#/components/schemas/Id" }] },
    Deep: { allOf: [{ allOf: [{ allOf: [{ $ref: "#/components/schemas/Middle" }] }] }] },
    Cyclic: { allOf: [{ $ref: "#/components/schemas/Cyclic" }], properties: { id, name } },
  };
  const refer = (to: string) => ({ $ref: `#/components/schemas/${to}` });
  const asked = { required: ["id", "name"] };

  test.each<[string, object]>([
    ["beside it in allOf", { allOf: [refer("Base"), { type: "object", ...asked, properties: { name } }] }],
    ["beside it, both by name", { allOf: [refer("Asks"), refer("Base")] }],
    ["a base of a base", { allOf: [refer("Middle"), asked] }],
    ["many bases below", { allOf: [refer("Deep")], ...asked }],
    ["what the member refers to", { ...asked, properties: { id: refer("AliasOfId"), name } }],
    ["around an alternative", { properties: { id, name }, oneOf: [asked, { required: ["id", "other"] }] }],
    ["around a named alternative", { properties: { id, name }, anyOf: [refer("Asks")] }],
    ["a base of itself", { allOf: [refer("Cyclic"), asked] }],
  ])("%s", async (_, schema) => {
    const check = async (body: object) => {
      const requestBody = { required: true, content: { "application/json": { schema } } };
      const document = documentWith({ requestBody }, { components: { schemas } });
      const sent = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      return (await validateRequest(document, sent)).violations.map(({ message }) => message);
    };
    expect(await check({ name: "Jo" })).toEqual([]);
    expect(await check({ id: "1" })).not.toEqual([]);
  });

  test("but still tells alternatives apart", async () => {
    const schema = { properties: { id, name }, oneOf: [{ required: ["id"] }, { required: ["name"] }] };
    const { messages } = await send("application/json", '{"name":"Jo"}', { schema });
    expect(messages).toEqual([]);
    const not = { properties: { id, name }, not: { required: ["id"] } };
    expect((await send("application/json", '{"name":"Jo"}', { schema: not })).messages).toEqual([]);
  });
});

describe("JSON bodies", () => {
  test.each(["application/json", "application/vnd.person+json", "application/json; charset=utf-8"])(
    "%s is parsed",
    async (type) => {
      const { body, messages } = await send(type, '{"name":"Jo","age":3}');
      expect({ body, messages }).toEqual({ body: { name: "Jo", age: 3 }, messages: [] });
    },
  );

  test.each([
    ['{"age":"x"}', ["Request body property name is required", "Request body property age must be integer"]],
    ['{"name":"Jo","address":{}}', ["Request body property address.city is required"]],
    ['{"name":"Jo","tags":["a",1]}', ["Request body property tags[1] must be string"]],
    ['{"name":"J"}', ["Request body property name must NOT have fewer than 2 characters"]],
    ["[]", ["Request body must be object"]],
  ])("%s is refused with 422", async (body, messages) => {
    const result = await send("application/json", body);
    expect(result.messages.toSorted()).toEqual(messages.toSorted());
    expect(result.status).toBe(422);
  });

  test.each(["{", "", "\u0000", '{"a":1,}'])("malformed JSON is refused with 400: %j", async (body) => {
    const { messages, status } = await send("application/json", body, { required: true });
    expect({ messages, status }).toEqual(
      body === ""
        ? { messages: ["Request body is required"], status: 422 }
        : { messages: ["Request body is not valid JSON"], status: 400 },
    );
  });

  test("an optional body may be left out", async () => {
    expect(await send("application/json", "")).toEqual({ body: undefined, messages: [], status: undefined });
  });

  test("another media type is refused with 415", async () => {
    const { messages, status } = await send("application/json", "name=Jo", {
      sentAs: "application/x-www-form-urlencoded",
    });
    expect(messages).toEqual([
      "Request body must be of the media type application/json, not application/x-www-form-urlencoded",
    ]);
    expect(status).toBe(415);
  });

  test("a body without a media type is taken for the one that is described", async () => {
    expect((await send("application/json", '{"name":"Jo"}', { sentAs: "" })).messages).toEqual([]);
  });

  test.each(["application/*", "*/*"])("a range of media types is matched: %s", async (range) => {
    expect((await send(range, '{"name":1}', { sentAs: "application/json" })).messages).toEqual([
      "Request body property name must be string",
    ]);
  });

  test("integers beyond 2^53 are shown with all digits", async () => {
    const { body, messages } = await send(
      "application/json",
      '{"name":"1892000000974012345","age":1892000000974012345,"tags":["\\"12345678901234567890"]}',
    );
    expect(messages).toEqual([]);
    expect(body).toEqual({ name: "1892000000974012345", age: "1892000000974012345", tags: ['"12345678901234567890'] });
  });

  test("names of Object.prototype are ordinary names", async () => {
    const schema = {
      type: "object",
      required: ["constructor"],
      properties: { toString: { type: "integer" } },
      additionalProperties: false,
    };
    expect((await send("application/json", "{}", { schema })).messages).toEqual([
      "Request body property constructor is required",
    ]);
    expect(
      (await send("application/json", '{"constructor":1,"toString":"x"}', { schema })).messages.toSorted(),
    ).toEqual([
      "Request body property constructor is not allowed: the document describes no such key",
      "Request body property toString must be integer",
    ]);
  });

  test("a body nested deeper than the stack is refused, and nothing breaks", async () => {
    const node = { type: "array", items: { $ref: "#/components/schemas/Node" } };
    const schema = { $ref: "#/components/schemas/Node" };
    const requestBody = { content: { "application/json": { schema } } };
    const document = documentWith({ requestBody }, { components: { schemas: { Node: node } } });
    const body = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
    const { violations } = await validateRequest(document, { headers: { "content-type": "application/json" }, body });
    expect(violations.map(({ code }) => code)).toEqual(["nesting"]);
  });

  test.each([
    ["no body", {}],
    ["a body of no media type", { requestBody: { content: {} } }],
  ])("an operation that describes %s takes none but an empty one", async (_, described) => {
    const headers = { "content-type": "application/json" };
    const { body, violations } = await validateRequest(documentWith(described), { headers, body: "{" });
    expect(body).toBe("{");
    expect(violations).toMatchObject([{ severity: "Error", code: "undescribed", location: ["request", "body"] }]);
    expect((await validateRequest(documentWith(described), { headers, body: "" })).violations).toEqual([]);
  });
});

describe("unions", () => {
  const schema = {
    oneOf: [
      { type: "object", properties: { kind: { const: "cat" }, lives: { type: "integer" } }, required: ["kind"] },
      { type: "object", properties: { kind: { const: "dog" }, tricks: { type: "array" } }, required: ["kind"] },
      { type: "null" },
    ],
  };

  test.each([
    ['{"kind":"cat","lives":"x"}', ["Request body property lives must be integer"]],
    ['{"kind":"dog","tricks":1}', ["Request body property tricks must be array"]],
    ['{"kind":"cow"}', ["Request body must match exactly one schema in oneOf"]],
    ["3", ["Request body must match exactly one schema in oneOf"]],
    ["null", []],
  ])("of %s only what matters is said", async (body, messages) => {
    expect((await send("application/json", body, { schema })).messages).toEqual(messages);
  });
});

describe("forms", () => {
  const type = "application/x-www-form-urlencoded";

  test.each([
    ["name=Jo+Ann&age=3", {}, { name: "Jo Ann", age: 3 }],
    ["name=Jo&tags=a&tags=b", {}, { name: "Jo", tags: ["a", "b"] }],
    ["name=Jo&tags=a,b", { tags: { style: "form", explode: false } }, { name: "Jo", tags: ["a", "b"] }],
    ["name=Jo&tags[0]=a&tags[]=b", { tags: { style: "deepObject", explode: true } }, { name: "Jo", tags: ["a", "b"] }],
    [
      "name=Jo&address[city]=X",
      { address: { style: "deepObject", explode: true } },
      { name: "Jo", address: { city: "X" } },
    ],
    ["name=Jo&address[city]=X", {}, { name: "Jo", address: { city: "X" } }],
    ["name=Jo&address=%7B%22city%22%3A%22X%22%7D", {}, { name: "Jo", address: { city: "X" } }],
    ["name=Jo&tags=%5B%22a%22%5D", { tags: { contentType: "application/json" } }, { name: "Jo", tags: ["a"] }],
    ["name=Jo&more=1", {}, { name: "Jo", more: "1" }],
  ])("%s with the encodings %o is read", async (text, encoding, want) => {
    const { body, messages } = await send(type, text, { description: { encoding } });
    expect({ body, messages }).toEqual({ body: want, messages: [] });
  });

  test.each([
    ["age=x&name=Jo", ["Request body property age must be integer"], 422],
    ["", ["Request body property name is required"], 422],
    ["name=Jo&address[x]=1", ["Request body property address.city is required"], 422],
    ["name=Jo&address=%7B", ["Request body property address is not valid JSON"], 400],
    ["name=%zz", ["Request body property name has a malformed percent-escape"], 400],
    ["name=Jo&%zz=1", ["Request body has a name with a malformed percent-escape"], 400],
    ["name=Jo&name=Al", ["Request body property name is given 2 times"], 422],
  ])("%s is refused", async (text, messages, status) => {
    const result = await send(type, text);
    expect(result).toMatchObject({ messages, status });
  });
});

describe("multipart", () => {
  test("fields are coerced, files stay files", async () => {
    const form = new FormData();
    form.set("name", "Jo");
    form.set("age", "3");
    form.append("tags", "a");
    form.append("tags", "b");
    form.set("address", new Blob(['{"city":"X"}'], { type: "application/json" }));
    form.set("file", new Blob(["hello"], { type: "image/png" }), "photo.png");
    form.append("files", new Blob(["1"]), "1.txt");
    const { body, messages } = await multipart(form);
    expect(messages).toEqual([]);
    expect(body).toMatchObject({ name: "Jo", age: 3, tags: ["a", "b"], address: { city: "X" } });
    const { file, files } = body as { file: File; files: File[] };
    expect([file.name, file.type, await file.text(), files[0]?.name]).toEqual([
      "photo.png",
      "image/png",
      "hello",
      "1.txt",
    ]);
  });

  test("what is wrong with a part is said by its name", async () => {
    const form = new FormData();
    form.set("age", "x");
    form.set("address", "{}");
    form.set("file", new Blob(["hello"], { type: "text/plain" }), "photo.txt");
    const { messages, status } = await multipart(form);
    expect(messages.toSorted()).toEqual([
      "Request body property address.city is required",
      "Request body property age must be integer",
      "Request body property name is required",
    ]);
    expect(status).toBe(422);
  });

  test("a part of another media type than its encoding says is refused", async () => {
    const form = new FormData();
    form.set("name", "Jo");
    form.set("file", new Blob(["hello"], { type: "text/plain" }), "photo.txt");
    const { messages, status } = await multipart(form, { encoding: { file: { contentType: "image/png, image/*" } } });
    expect({ messages, status }).toEqual({
      messages: ["Request body property file must be of the media type image/png, image/*"],
      status: 422,
    });
  });

  test.each(["multipart/form-data", "multipart/form-data; boundary=x", 'multipart/form-data; boundary="'])(
    "a malformed message is refused with 400: %s",
    async (sentAs) => {
      const { messages, status } = await send("multipart/form-data", "--y\r\nnonsense", { sentAs });
      expect({ messages, status }).toEqual({
        messages: ["Request body is not a well-formed multipart/form-data message"],
        status: 400,
      });
    },
  );
});

describe("other bodies", () => {
  test("text is coerced by its schema", async () => {
    expect(await send("text/plain", "5", { schema: { type: "integer" } })).toMatchObject({ body: 5, messages: [] });
    expect((await send("text/plain", "x", { schema: { type: "integer" } })).messages).toEqual([
      "Request body must be integer",
    ]);
  });

  test("XML of which no schema says anything stays text, and bytes stay bytes", async () => {
    expect(await send("application/xml", "<a/>", { schema: {} })).toMatchObject({ body: "<a/>", messages: [] });
    const text = await send("application/xml", "<a/>", { schema: { type: "string" } });
    expect(text).toMatchObject({ body: "<a/>", messages: [] });
    const bytes = new Uint8Array([0, 255]);
    const { body, messages } = await send("application/octet-stream", bytes, {
      schema: { type: "string", format: "binary" },
    });
    expect(messages).toEqual([]);
    expect(Object.values(body as object)).toEqual([0, 255]);
  });
});

test.each(["get", "head"])("a body of %s is neither asked for nor judged: no client sends one", async (method) => {
  const content = { "application/json": { schema: { type: "object", required: ["a"] } } };
  const operation = { requestBody: { required: true, content }, responses: { 200: { description: "" } } };
  const document = { openapi: "3.1.0", info: { title: "", version: "" }, paths: { "/": { [method]: operation } } };
  for (const body of ["", "[]"])
    expect(
      (await validateRequest(document, { headers: { "content-type": "application/json" }, body })).violations,
    ).toEqual([]);
});
