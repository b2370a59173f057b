import { describe, expect, test } from "vitest";
import { documentOf, json } from "../document.ts";
import { serve } from "../serve.ts";

const ticket = { type: "object", required: ["id"], properties: { id: { type: "string" }, count: { type: "integer" } } };
const tickets = documentOf(
  {
    "/tickets": {
      get: {
        operationId: "listTickets",
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer" } },
          {
            name: "p",
            in: "query",
            style: "deepObject",
            explode: true,
            schema: { type: "object", properties: { departmentId: { type: "string" }, open: { type: "boolean" } } },
          },
        ],
        responses: json({ type: "array", items: ticket }, [{ id: "7" }]),
      },
      post: {
        operationId: "createTicket",
        requestBody: { content: { "application/json": { schema: ticket } } },
        responses: {
          "201": { description: "", content: { "application/json": { schema: ticket, example: { id: "8" } } } },
        },
      },
    },
    "/photo": {
      get: {
        operationId: "getPhoto",
        responses: {
          "200": { description: "", content: { "image/png": { schema: { type: "string", format: "binary" } } } },
        },
      },
    },
  },
  { openapi: "3.1.0" },
);

describe("respond", () => {
  test("responds instead of the document, always unless told otherwise", async () => {
    const mock = await serve(tickets);
    mock.respond("listTickets", { body: [{ id: "1" }], headers: { "x-page": "2" } });
    for (let time = 0; time < 3; time += 1) {
      const response = await fetch(`${mock.url}/tickets`);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(response.headers.get("x-page")).toBe("2");
      expect(await response.json()).toEqual([{ id: "1" }]);
    }
  });

  test("writes integers of 64 bits that are given as the client reads them, digit for digit", async () => {
    const int64 = { type: ["integer", "null"], format: "int64" };
    const properties = { id: int64, ids: { type: "array", items: int64 }, code: { type: ["string", "integer"] } };
    const thing = { type: "object", properties: { ...properties, by: { additionalProperties: int64 }, name: {} } };
    const responses = json({ $ref: "#/components/schemas/Thing" }, {});
    const document = documentOf({ "/thing": { get: { operationId: "getThing", responses } } }, { openapi: "3.1.0" });
    const mock = await serve({ ...document, components: { schemas: { Thing: thing } } });
    const big = "9223372036854775807";
    const body = { id: big, ids: [BigInt(big), "5", null], code: "7", by: { a: `-${big}` }, name: "12", x: [1.5] };
    mock.respond("getThing", { body });
    const wire = `{"id":${big},"ids":[${big},5,null],"code":"7","by":{"a":-${big}},"name":"12","x":[1.5]}`;
    expect(await (await fetch(`${mock.url}/thing`)).text()).toBe(wire);
    expect(mock.unexpectedViolations).toEqual([]);
  });

  test("responds so many times, then the document again; later responses win", async () => {
    const mock = await serve(tickets);
    mock.respond("listTickets", { body: [{ id: "first" }] }, { times: 2 });
    mock.respond("listTickets", { body: [{ id: "second" }] }, { times: 1 });
    const ids: string[] = [];
    for (let time = 0; time < 4; time += 1) {
      const [first] = (await (await fetch(`${mock.url}/tickets`)).json()) as [{ id: string }];
      ids.push(first.id);
    }
    expect(ids).toEqual(["second", "first", "first", "7"]);
  });

  test("a response for one time goes to one of two requests at the same time", async () => {
    const mock = await serve(tickets);
    mock.respond("listTickets", async () => ({ body: [{ id: "once" }] }), { times: 1 });
    const texts = await Promise.all([1, 2].map(async () => (await fetch(`${mock.url}/tickets`)).text()));
    expect(texts.sort()).toEqual(['[{"id":"7"}]', '[{"id":"once"}]']);
  });

  test("responds to requests whose arguments match", async () => {
    const mock = await serve(tickets);
    mock.respond("listTickets", { body: [{ id: "few" }] }, { when: { limit: 1 } });
    mock.respond("listTickets", { body: [{ id: "open" }] }, { when: { p: { departmentId: "5", open: true } } });
    mock.respond(
      "listTickets",
      { body: [{ id: "any" }] },
      { when: { p: { departmentId: expect.stringMatching(/^9/) } } },
    );
    mock.respond("listTickets", { body: [{ id: "fn" }] }, { when: ({ limit }) => Number(limit) > 50 });
    const idFor = async (query: string) => {
      const [first] = (await (await fetch(`${mock.url}/tickets?${query}`)).json()) as [{ id: string }];
      return first.id;
    };
    expect(await idFor("limit=1")).toBe("few");
    expect(await idFor("p[departmentId]=5&p[open]=true")).toBe("open");
    expect(await idFor("p[departmentId]=5&p[open]=false")).toBe("7");
    expect(await idFor("p[departmentId]=91")).toBe("any");
    expect(await idFor("limit=51")).toBe("fn");
    expect(await idFor("limit=2")).toBe("7");
  });

  test("a function makes the response of the request, or leaves it to the document", async () => {
    const mock = await serve(tickets);
    mock.respond("createTicket", ({ arguments: { body }, method, url }) => {
      const { id } = body as { id: string };
      return id === "skip" ? undefined : { status: 200, body: { id: `${method} ${url} ${id}` } };
    });
    const post = async (id: string) => {
      const response = await fetch(`${mock.url}/tickets`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id }),
      });
      return [response.status, await response.json()];
    };
    expect(await post("9")).toEqual([200, { id: "POST /tickets 9" }]);
    expect(await post("skip")).toEqual([201, { id: "8" }]);
  });

  test("the status is the first success of the document unless it is given", async () => {
    const mock = await serve(tickets);
    mock.respond("createTicket", { body: { id: "1" } }, { times: 1 });
    const post = () =>
      fetch(`${mock.url}/tickets`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"id":"1"}',
      });
    expect((await post()).status).toBe(201);
    mock.respond("createTicket", { status: 503, body: "come back later", headers: { "content-type": "text/plain" } });
    const failed = await post();
    expect([failed.status, await failed.text()]).toEqual([503, "come back later"]);
  });

  test("bytes are sent as they are, with the media type of the document", async () => {
    const mock = await serve(tickets);
    mock.respond("getPhoto", { body: new Uint8Array([1, 2, 255]) });
    const response = await fetch(`${mock.url}/photo`);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 255]);
    mock.respond("getPhoto", { body: new Blob(["png"]) });
    expect(await (await fetch(`${mock.url}/photo`)).text()).toBe("png");
  });

  test("an operation that is not there throws, with the name that is near", async () => {
    const mock = await serve(tickets);
    expect(() => mock.respond("listTicket", {})).toThrow(
      'there is no operation "listTicket"; did you mean "listTickets"?',
    );
    expect(() => mock.respond("constructor", {})).toThrow('there is no operation "constructor"');
    expect(() => mock.fault("getFoto", "reset")).toThrow('did you mean "getPhoto"?');
  });
});

describe("requests", () => {
  test("have the operation and its decoded arguments", async () => {
    const mock = await serve(tickets);
    await fetch(`${mock.url}/tickets?limit=5&p[departmentId]=0012&p[open]=true`);
    await fetch(`${mock.url}/tickets`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"id":"9"}',
    });
    expect(mock.requests).toMatchObject([
      { operation: { operationId: "listTickets" }, arguments: { limit: 5, p: { departmentId: "0012", open: true } } },
      { operation: { operationId: "createTicket" }, arguments: { body: { id: "9" } }, violations: [] },
    ]);
  });

  test("have what broke the document in the request and in the response", async () => {
    const mock = await serve(tickets);
    await fetch(`${mock.url}/tickets?limit=many`);
    mock.respond("listTickets", { body: [{ count: "one" }] });
    await fetch(`${mock.url}/tickets`);
    await fetch(`${mock.url}/ticket`);
    expect(mock.requests).toMatchObject([
      { status: 422, violations: [{ location: ["request", "query", "limit"], severity: "Error" }] },
      {
        status: 200,
        violations: [{ location: ["response", "body", "0", "id"] }, { location: ["response", "body", "0", "count"] }],
      },
      { status: 404, violations: [{ location: ["request", "path"], code: "no-path" }] },
    ]);
    expect(mock.unexpectedViolations).toHaveLength(4);
    expect(mock.unexpectedViolations[0]).toMatch(/^GET \/tickets\?limit=many: Query parameter limit must be /);
    mock.allowViolations("listTickets");
    expect(mock.unexpectedViolations).toEqual(["GET /ticket: The document has no path for /ticket."]);
  });
});

test("reset forgets responses, faults and requests, and keeps the faults of the options", async () => {
  const mock = await serve(tickets, { faults: { getPhoto: ["status=503"] } });
  mock.respond("listTickets", { body: [] });
  mock.fault("createTicket", "status=500");
  mock.allowViolations();
  await fetch(`${mock.url}/ticket`);
  mock.reset();
  expect(mock.requests).toEqual([]);
  expect(await (await fetch(`${mock.url}/tickets`)).json()).toEqual([{ id: "7" }]);
  const created = await fetch(`${mock.url}/tickets`, { method: "POST" });
  expect(created.status).toBe(201);
  expect((await fetch(`${mock.url}/photo`)).status).toBe(503);
  await fetch(`${mock.url}/ticket`);
  expect(mock.unexpectedViolations).toHaveLength(1);
});
