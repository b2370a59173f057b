import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { serve } from "../serve.ts";

const text = { type: "string" };
const pet = { type: "object", properties: { id: {}, name: text } };
const named = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));

interface Described {
  readonly parameters?: readonly object[];
  readonly examples: object;
  readonly more?: object;
}

function documentWith(path: string, { parameters = [], examples, more = {} }: Described) {
  const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const own = variables.filter((name) => !parameters.some((one) => "name" in one && one.name === name));
  const plain = own.map((name) => ({ name, in: "path", required: true, schema: text }));
  const content = { "application/json": { schema: pet, examples } };
  const responses = { "200": { description: "", content }, "404": { description: "" } };
  return documentOf({ [path]: { get: { parameters: [...plain, ...parameters], responses, ...more } } });
}

async function nameOf(document: Record<string, unknown>, target: string, headers: Record<string, string> = {}) {
  const mock = await serve(document);
  const response = await fetch(`${mock.url}${target}`, { headers });
  return [response.status, ((await response.json()) as { name?: string }).name];
}

const pets = named({ rex: { id: "1", name: "Rex" }, cat: { id: "2", name: "Cat" }, dog: { id: 3, name: "Dog" } });

describe("of several examples the one whose own arguments a request has is sent", () => {
  test.each([
    ["the one whose key is the value of the path variable", "/pets/cat", "Cat"],
    ["the one with the id that is asked for", "/pets/2", "Cat"],
    ["a number as well as a text", "/pets/3", "Dog"],
    ["the first one where none fits", "/pets/9", "Rex"],
    ["whatever objects inherit", "/pets/constructor", "Rex"],
  ])("%s", async (_, target, name) => {
    expect(await nameOf(documentWith("/pets/{petId}", { examples: pets }), target)).toEqual([200, name]);
  });

  test("the one of which the parameters have examples with the same key and the values that were sent", async () => {
    const parameters = [
      { name: "petId", in: "path", required: true, schema: text, examples: named({ cat: "17", dog: "18", rex: "18" }) },
      { name: "lang", in: "query", schema: text, examples: named({ dog: "en", rex: "de", other: "x" }) },
    ];
    const document = documentWith("/pets/{petId}", { parameters, examples: pets });
    expect(await nameOf(document, "/pets/17")).toEqual([200, "Cat"]);
    expect(await nameOf(document, "/pets/18?lang=en")).toEqual([200, "Dog"]);
    expect(await nameOf(document, "/pets/18?lang=de")).toEqual([200, "Rex"]);
    // beside what the examples of parameters say of others
    expect(await nameOf(document, "/pets/2")).toEqual([200, "Cat"]);
  });

  test("the one of which the body has an example that was sent", async () => {
    const requestBody = { content: { "application/json": { schema: {}, examples: named({ cat: { a: 1, b: [2] } }) } } };
    const mock = await serve(
      documentOf({
        "/pets": {
          post: {
            requestBody,
            responses: { "201": { description: "", content: { "application/json": { examples: pets } } } },
          },
        },
      }),
    );
    const send = async (body: object) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${mock.url}/pets`, { method: "POST", headers, body: JSON.stringify(body) });
      return ((await response.json()) as { name: string }).name;
    };
    expect([await send({ b: [2], a: 1 }), await send({ a: 2 })]).toEqual(["Cat", "Rex"]);
  });

  test("the one that has all path variables as members, as far as it has them", async () => {
    const examples = named({
      one: { owner_id: "1", id: "7", name: "One" },
      two: { owner_id: "2", id: "7", name: "Two" },
      three: { id: "8", name: "Three" },
      list: [{ id: "9" }],
    });
    const document = documentWith("/owners/{ownerId}/pets/{petId}", { examples });
    expect(await nameOf(document, "/owners/2/pets/7")).toEqual([200, "Two"]);
    expect(await nameOf(document, "/owners/5/pets/8")).toEqual([200, "Three"]);
    expect(await nameOf(document, "/owners/3/pets/7")).toEqual([200, "One"]);
  });
});

describe("what is said of examples elsewhere comes first", () => {
  const document = documentWith("/pets/{petId}", { examples: pets });

  test.each([
    [{ prefer: "example=dog" }, "/pets/cat", 200, "Dog"],
    [{}, "/pets/cat?__example=dog", 200, "Dog"],
    [{ prefer: "code=200" }, "/pets/cat", 200, "Rex"],
  ])("%j %s", async (headers, target, status, name) => {
    expect(await nameOf(document, target, headers)).toEqual([status, name]);
  });

  test("dynamic bodies and those of schemas alone are no examples", async () => {
    for (const options of [{ dynamic: true }, { ignoreExamples: true }]) {
      const mock = await serve(document, options);
      const body = (await (await fetch(`${mock.url}/pets/cat`)).json()) as { name: string };
      expect(body.name).not.toBe("Cat");
    }
  });

  test("a media type that has no such example is sent with the one that it has", async () => {
    const content = {
      "application/json": { examples: pets },
      "text/plain": { schema: text, examples: named({ only: "one" }) },
    };
    const parameters = [{ name: "petId", in: "path", required: true, schema: text }];
    const get = { parameters, responses: { "200": { description: "", content } } };
    const mock = await serve(documentOf({ "/pets/{petId}": { get } }));
    const response = await fetch(`${mock.url}/pets/cat`, { headers: { accept: "text/plain" } });
    expect([response.status, await response.text()]).toEqual([200, "one"]);
  });
});
