import { describe, expect, test } from "vitest";
import { documentOf } from "../document.ts";
import { type Read, serveState } from "./serve-state.ts";

const text = { type: "string" };

function response(schema?: unknown, example?: unknown): Record<string, unknown> {
  if (schema === undefined) return { description: "" };
  return { description: "", content: { "application/json": { schema, ...(example !== undefined && { example }) } } };
}

function sent(schema: unknown): Record<string, unknown> {
  return { requestBody: { content: { "application/json": { schema } } } };
}

function inPath(...names: string[]): unknown[] {
  return names.map((name) => ({ name, in: "path", required: true, schema: text }));
}

function record(properties: Record<string, unknown>, ...required: string[]): Record<string, unknown> {
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

const user = record({ id: text, name: text }, "id");

function seen({ status, body }: Read): readonly [number, unknown] {
  return [status, body];
}

describe("a collection", () => {
  test("names its records by a number where its paths take numbers alone", async () => {
    const token = record({ id: { type: "integer" }, tokenId: text, label: text }, "id", "tokenId");
    const { send } = await serveState(
      documentOf({
        "/tokens": {
          post: {
            ...sent(record({ label: text })),
            responses: { "201": { ...response(token), headers: { Location: { schema: text } } } },
          },
        },
        "/tokens/{token_id}": {
          parameters: [{ name: "token_id", in: "path", required: true, schema: { type: "integer" } }],
          get: { responses: { "200": response(token) } },
        },
      }),
    );
    const created = await send("POST", "/tokens", { label: "CI" });
    const { id } = created.body as { id: number };
    expect(new URL(created.headers.get("location") ?? "").pathname).toBe(`/tokens/${id}`);
    expect(seen(await send("GET", `/tokens/${id}`))).toEqual([200, created.body]);
  });

  test("has no addresses where the document has none of its records", async () => {
    const { send } = await serveState(
      documentOf({
        "/notes": {
          get: { responses: { "200": response({ type: "array", items: user }) } },
          post: {
            ...sent(record({ name: text })),
            responses: { "201": { ...response(user), headers: { Location: { schema: text } } } },
          },
        },
      }),
    );
    expect((await send("POST", "/notes", { name: "Ada" })).headers.get("location") ?? "").not.toContain("/notes/");
  });

  test("names its records by the last words of its path, not by what refers to them", async () => {
    const plan = record({ plan: text, since: { type: "integer" } }, "plan", "since");
    const paymentPlan = record({ id: text, owner: text, contract: { anyOf: [text, plan] } }, "id");
    const { send } = await serveState(
      documentOf({
        "/payment_plans": {
          post: {
            ...sent(record({ owner: text })),
            responses: { "201": response(paymentPlan, { id: "p1", contract: "c1" }) },
          },
        },
        "/payment_plans/{plan}": { parameters: inPath("plan"), get: { responses: { "200": response(paymentPlan) } } },
      }),
    );
    const created = await send("POST", "/payment_plans", { owner: "Ada" });
    const { id } = created.body as { id: string };
    expect(created.body).toEqual({ id, owner: "Ada" });
    expect((await send("GET", `/payment_plans/${id}`)).body).toEqual({ id, owner: "Ada" });
  });

  test("need not have a list, and PUT on its own path changes the record that the body names", async () => {
    const pet = record(
      { id: { type: "integer", format: "int64", example: 10 }, name: { ...text, example: "doggie" } },
      "name",
    );
    const { send } = await serveState(
      documentOf({
        "/pet": {
          put: { ...sent(pet), responses: { "200": response(pet), "404": response() } },
          post: { ...sent(pet), responses: { "200": response(pet) } },
        },
        "/pet/findByName": { get: { responses: { "200": response({ type: "array", items: pet }, []) } } },
        "/pet/{petId}": {
          parameters: [{ name: "petId", in: "path", required: true, schema: { type: "integer" } }],
          get: { responses: { "200": response(pet), "404": response() } },
          post: { parameters: [{ name: "name", in: "query", schema: text }], responses: { "200": response(pet) } },
          delete: { responses: { "200": response() } },
        },
      }),
    );
    expect(seen(await send("GET", "/pet/10"))).toEqual([200, { id: 10, name: "doggie" }]);
    expect(seen(await send("POST", "/pet", { name: "Ada" }))).toEqual([200, { id: 11, name: "Ada" }]);
    expect(seen(await send("PUT", "/pet", { id: 11, name: "Eve" }))).toEqual([200, { id: 11, name: "Eve" }]);
    expect((await send("GET", "/pet/11")).body).toEqual({ id: 11, name: "Eve" });
    expect((await send("PUT", "/pet", { id: 12, name: "Eve" })).status).toBe(404);
    expect((await send("DELETE", "/pet/11")).status).toBe(200);
    expect((await send("GET", "/pet/11")).status).toBe(404);
    expect((await send("GET", "/pet/findByName")).body).toEqual([]);
  });

  test("may wrap its records, in responses and in bodies", async () => {
    const wrapped = record({ user }, "user");
    const { send } = await serveState(
      documentOf({
        "/users": {
          get: {
            responses: {
              "200": response(record({ users: { type: "array", items: user } }), { users: [{ id: "a", name: "A" }] }),
            },
          },
          post: { ...sent(record({ user: record({ name: text }) }, "user")), responses: { "201": response(wrapped) } },
        },
        "/users/{user_id}": {
          parameters: inPath("user_id"),
          get: { responses: { "200": response(wrapped) } },
          patch: { ...sent(wrapped), responses: { "200": response(wrapped) } },
        },
      }),
    );
    const created = await send("POST", "/users", { user: { name: "B" } });
    expect(created.body).toEqual({ user: { id: expect.any(String), name: "B" } });
    const { id } = (created.body as { user: { id: string } }).user;
    expect((await send("PATCH", `/users/${id}`, { user: { id, name: "C" } })).body).toEqual({
      user: { id, name: "C" },
    });
    expect((await send("GET", `/users/${id}`)).body).toEqual({ user: { id, name: "C" } });
    expect((await send("GET", "/users")).body).toEqual({
      users: [
        { id: "a", name: "A" },
        { id, name: "C" },
      ],
    });
  });

  test.each(["{ssh_key_identifier}", "{identifier}", "{keyIdentifier}", "{key_uid}", "{keyUuid}"])(
    "names its records by id where the variable is %s",
    async (variable) => {
      const key = record({ id: { type: "integer" }, fingerprint: text, name: text }, "id");
      const one = response(record({ ssh_key: key }));
      const { send } = await serveState(
        documentOf({
          "/keys": {
            get: { responses: { "200": response(record({ ssh_keys: { type: "array", items: key } })) } },
            post: { ...sent(record({ name: text })), responses: { "201": one } },
          },
          [`/keys/${variable}`]: {
            parameters: inPath(variable.slice(1, -1)),
            get: { responses: { "200": one, "404": response() } },
          },
        }),
      );
      const { body } = await send("POST", "/keys", { name: "New" });
      const { id } = (body as { ssh_key: { id: number } }).ssh_key;
      expect((await send("GET", `/keys/${id}`)).body).toMatchObject({ ssh_key: { id, name: "New" } });
    },
  );

  test("names its records by what the variable is called", async () => {
    const issue = record({ id: { type: "integer" }, number: { type: "integer" }, title: text }, "id", "number");
    const { send } = await serveState(
      documentOf({
        "/repos/{owner}/{repo}/issues": {
          parameters: inPath("owner", "repo"),
          get: {
            responses: { "200": response({ type: "array", items: issue }, [{ id: 77, number: 1347, title: "Old" }]) },
          },
          post: { ...sent(record({ title: text })), responses: { "201": response(issue, { id: 77, number: 1347 }) } },
        },
        "/repos/{owner}/{repo}/issues/{issue_number}": {
          parameters: inPath("owner", "repo", "issue_number"),
          get: { responses: { "200": response(issue), "404": response() } },
        },
      }),
    );
    expect((await send("POST", "/repos/me/mine/issues", { title: "New" })).body).toMatchObject({ number: 1348 });
    expect((await send("GET", "/repos/me/mine/issues/1348")).body).toMatchObject({ title: "New" });
    expect((await send("GET", "/repos/me/mine/issues/77")).status).toBe(404);
    // Of what no other collection is the parent of, each has the examples.
    expect((await send("GET", "/repos/you/yours/issues")).body).toEqual([{ id: 77, number: 1347, title: "Old" }]);
  });

  test("is changed by POST on a record where there is nothing else for it, as with Stripe", async () => {
    const { send } = await serveState(
      documentOf({
        "/v1/customers": {
          post: {
            requestBody: { content: { "application/x-www-form-urlencoded": { schema: record({ name: text }) } } },
            responses: { "200": response(user) },
          },
        },
        "/v1/customers/{customer}": {
          parameters: inPath("customer"),
          get: { responses: { "200": response(user) } },
          post: {
            requestBody: { content: { "application/x-www-form-urlencoded": { schema: record({ name: text }) } } },
            responses: { "200": response(user) },
          },
          delete: {
            responses: {
              "200": response(record({ id: text, deleted: { type: "boolean" } }), { id: "x", deleted: true }),
            },
          },
        },
      }),
    );
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const { body } = await send("POST", "/v1/customers", "name=Ada", form);
    const { id } = body as { id: string };
    expect((await send("POST", `/v1/customers/${id}`, "name=Eve", form)).body).toEqual({ id, name: "Eve" });
    expect((await send("GET", `/v1/customers/${id}`)).body).toEqual({ id, name: "Eve" });
    expect((await send("DELETE", `/v1/customers/${id}`)).body).toMatchObject({ id });
  });

  test.each([
    ["201 is described", ["201", "204"], true, 201, 204],
    ["there is no POST", ["200"], false, 200, 200],
  ])("gets records by PUT where %s", async (_, statuses, hasPost, whenNew, whenThere) => {
    const secret = record({ name: text, value: { ...text, writeOnly: true }, kind: text }, "name");
    const responses = Object.fromEntries(
      statuses.map((status) => [status, status === "204" ? response() : response(secret)]),
    );
    const { send } = await serveState(
      documentOf({
        "/secrets": {
          get: { responses: { "200": response({ type: "array", items: secret }) } },
          ...(hasPost && { post: { ...sent(secret), responses: { "201": response(secret) } } }),
        },
        "/secrets/{name}": {
          parameters: inPath("name"),
          get: { responses: { "200": response(secret), "404": response() } },
          put: { ...sent(secret), responses },
        },
      }),
    );
    expect((await send("GET", "/secrets/KEY")).status).toBe(404);
    const put = (kind: string) => send("PUT", "/secrets/KEY", { name: "KEY", value: "1", kind });
    expect(seen(await put("a"))).toEqual([whenNew, { name: "KEY", kind: "a" }]);
    expect(seen(await put("b"))).toEqual([whenThere, whenThere === 204 ? undefined : { name: "KEY", kind: "b" }]);
    expect((await send("GET", "/secrets")).body).toEqual([{ name: "KEY", kind: "b" }]);
  });

  test("refuses a record whose identifier is taken where the document has a response for that", async () => {
    const { send } = await serveState(
      documentOf({
        "/users": {
          get: { responses: { "200": response({ type: "array", items: user }, [{ id: "a", name: "A" }]) } },
          post: {
            ...sent(user),
            responses: { "201": response(user), "409": response(record({ code: text }), { code: "taken" }) },
          },
        },
      }),
    );
    expect(seen(await send("POST", "/users", { id: "a", name: "B" }))).toEqual([409, { code: "taken" }]);
    expect((await send("GET", "/users")).body).toEqual([{ id: "a", name: "A" }]);
  });

  test("has the examples that say so below the record that they name", async () => {
    const post = record({ id: text, userId: text }, "id");
    const posts = [{ id: "p1", userId: "a" }, { id: "p2", userId: "b" }, { id: "p3" }];
    const { send } = await serveState(
      documentOf({
        "/users": {
          get: { responses: { "200": response({ type: "array", items: user }, [{ id: "a" }, { id: "b" }]) } },
          post: { ...sent(user), responses: { "201": response(user) } },
        },
        "/users/{userId}/posts": {
          parameters: inPath("userId"),
          get: { responses: { "200": response({ type: "array", items: post }, posts) } },
          post: { ...sent(post), responses: { "201": response(post) } },
        },
      }),
    );
    expect((await send("GET", "/users/a/posts")).body).toEqual([posts[0], posts[2]]);
    expect((await send("GET", "/users/b/posts")).body).toEqual([posts[1], posts[2]]);
    await send("POST", "/users", { id: "c" });
    expect((await send("GET", "/users/c/posts")).body).toEqual([]);
  });

  test("is empty below a record that is created again after it was deleted", async () => {
    const note = record({ id: text }, "id");
    const { send } = await serveState(
      documentOf({
        "/users": {
          get: { responses: { "200": response({ type: "array", items: user }, [{ id: "a" }]) } },
          post: { ...sent(user), responses: { "201": response(user) } },
        },
        "/users/{id}": { parameters: inPath("id"), delete: { responses: { "204": response() } } },
        "/users/{id}/notes": {
          parameters: inPath("id"),
          get: { responses: { "200": response({ type: "array", items: note }, [{ id: "n1" }]) } },
          post: { ...sent(note), responses: { "201": response(note) } },
        },
      }),
    );
    await send("POST", "/users/a/notes", { id: "n2" });
    expect((await send("GET", "/users/a/notes")).body).toEqual([{ id: "n1" }, { id: "n2" }]);
    await send("DELETE", "/users/a");
    expect((await send("GET", "/users/a/notes")).status).toBe(404);
    await send("POST", "/users", { id: "a" });
    expect((await send("GET", "/users/a/notes")).body).toEqual([]);
  });
});

describe("left to the document are", () => {
  test("a list that nobody adds to and that has no examples", async () => {
    const { send } = await serveState(
      documentOf({
        "/users": { get: { responses: { "200": response({ type: "array", items: user }) } } },
        "/users/{id}": { parameters: inPath("id"), get: { responses: { "200": response(user) } } },
      }),
    );
    expect(seen(await send("GET", "/users/any"))).toEqual([200, { id: "string", name: "string" }]);
  });

  test("actions, settings, reports, and members that are put in with nothing", async () => {
    const team = record({ id: text }, "id");
    const { send } = await serveState(
      documentOf({
        "/teams/{teamId}/members": {
          parameters: inPath("teamId"),
          get: { responses: { "200": response({ type: "array", items: user }, [{ id: "a" }]) } },
        },
        "/teams/{teamId}/members/{userId}": {
          parameters: inPath("teamId", "userId"),
          put: { responses: { "204": response() } },
        },
        "/teams/{teamId}/close": {
          parameters: inPath("teamId"),
          post: { responses: { "200": response(team, { id: "closed" }) } },
        },
        "/settings": {
          get: { responses: { "200": response(record({ theme: text }), { theme: "dark" }) } },
          put: {
            ...sent(record({ theme: text })),
            responses: { "200": response(record({ theme: text }), { theme: "dark" }) },
          },
        },
      }),
    );
    expect((await send("PUT", "/teams/1/members/nobody")).status).toBe(204);
    expect((await send("GET", "/teams/1/members")).body).toEqual([{ id: "a" }]);
    expect((await send("POST", "/teams/1/close")).body).toEqual({ id: "closed" });
    expect((await send("PUT", "/settings", { theme: "light" })).body).toEqual({ theme: "dark" });
  });

  test("clients that accept no JSON", async () => {
    const both = {
      "201": {
        description: "",
        content: {
          "application/json": { schema: user },
          "application/xml": { schema: { type: "string" }, example: "<user/>" },
        },
      },
    };
    const { send } = await serveState(
      documentOf({
        "/users": {
          get: { responses: { "200": response({ type: "array", items: user }) } },
          post: { ...sent(user), responses: both },
        },
      }),
    );
    const xml = await send("POST", "/users", { id: "a" }, { accept: "application/xml" });
    expect([xml.status, xml.text]).toEqual([201, "<user/>"]);
    expect((await send("GET", "/users")).body).toEqual([]);
    expect((await send("POST", "/users", { id: "a" }, { accept: "application/json" })).body).toEqual({ id: "a" });
  });

  test("clients that take anything, of a document that describes JSON last", async () => {
    const both = (schema: object) => ({
      description: "",
      content: {
        "application/xml": { schema: { type: "string" }, example: "<user/>" },
        "application/vnd.users+json": { schema },
      },
    });
    const { send } = await serveState(
      documentOf({
        "/users": {
          get: { responses: { "200": both({ type: "array", items: user }) } },
          post: { ...sent(user), responses: { "201": both(user) } },
        },
      }),
    );
    const anything = { accept: "*/*" };
    expect((await send("POST", "/users", { id: "a" }, anything)).body).toEqual({ id: "a" });
    expect((await send("GET", "/users", undefined, anything)).body).toEqual([{ id: "a" }]);
    const asked = await send("GET", "/users", undefined, { accept: "application/xml, */*" });
    expect(asked.text).toBe("<user/>");
  });
});
