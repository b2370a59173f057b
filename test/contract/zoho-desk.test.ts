import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as desk from "../../generated/zoho-desk/esm/index.js";
import { analyze, type Model, readSettings } from "../../generator/entry.ts";
import { type Mock, startMock } from "../../mocks/index.ts";
import { argumentsOf } from "./arguments.ts";

const spec = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));
const orgId = "60001280952";

let mock: Mock<typeof desk>;
let token: string;
let client: desk.Client;
let model: Model;

beforeAll(async () => {
  mock = await startMock<typeof desk>({ spec });
  const scopes = mock.operations.flatMap((operation) => operation.scopes.flat());
  token = (await mock.issueToken({ scopes })).accessToken;
  client = desk.createClient({ baseUrl: mock.url, auth: token });
  ({ model } = (await analyze(readSettings(`${spec}/twinspec.yaml`, spec).settings!)) as { model: Model });
});
afterAll(() => mock.close());

describe("session analytics", () => {
  test("its two registrations are one function", () => {
    expect(desk.getSessionAnalytics2).toBe(desk.getSessionAnalytics);
    expect(desk.getSessionAnalytics.description.name).toBe("getSessionAnalytics");
  });

  test("both names give the same result", async () => {
    const filter = { p: { departmentId: "1892000000006907", limit: 50 } };
    const [first, second] = await Promise.all([
      client.getSessionAnalytics(filter),
      client.getSessionAnalytics2(filter),
    ]);
    expect(first.response.status).toBe(200);
    expect(first.data?.data.length).toBeGreaterThan(0);
    expect(second.data).toEqual(first.data);
    const urls = mock.requests.slice(-2).map(({ url }) => url);
    expect(urls[0]).toBe(urls[1]);
    expect(new URL(urls[0]!, mock.url).searchParams.get("p[departmentId]")).toBe("1892000000006907");
    expect(new URL(urls[0]!, mock.url).searchParams.get("p[limit]")).toBe("50");
  });

  test("works without its filter", async () => {
    const { data, response } = await client.getSessionAnalytics();
    expect(response.status).toBe(200);
    expect(data?.data).toBeInstanceOf(Array);
    expect(mock.requests.at(-1)!.url).toBe("/api/v1/_doc/__session_analytics");
  });

  test("needs the two scopes that the article names, both of them", () => {
    expect(desk.getSessionAnalytics.description.scopes).toEqual([["Desk.basic.READ", "Desk.settings.READ"]]);
  });

  test("is importable alone", async () => {
    const { getSessionAnalytics } = await import("../../generated/zoho-desk/esm/operations/getSessionAnalytics.js");
    const { createTransport } = await import("../../generated/zoho-desk/esm/transport.js");
    const { data } = await getSessionAnalytics(createTransport({ baseUrl: mock.url, auth: token }), { p: {} });
    expect(data?.data.length).toBeGreaterThan(0);
  });
});

describe("every operation", () => {
  test("is a method of the client, under all of its names", () => {
    const names = model.operations.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names.length).toBeGreaterThan(38);
    for (const name of names) expect(client).toHaveProperty(name, expect.any(Function));
  });

  test("answers 2xx to the arguments of its examples", async () => {
    const methods = client as unknown as Record<
      string,
      (args?: object) => Promise<{ response: Response; error?: unknown; data?: unknown }>
    >;
    const answered: string[] = [];
    const failed: string[] = [];
    for (const operation of model.operations) {
      const args = argumentsOf(operation, model.schemas);
      const hasArguments = operation.parameters.length > 0 || operation.body !== undefined;
      const { response, error } = await (hasArguments ? methods[operation.name]!(args) : methods[operation.name]!());
      const logged = mock.requests.at(-1)!;
      if (logged.method !== operation.method)
        failed.push(`${operation.name} was sent as ${logged.method} ${logged.url}`);
      if (response.ok) answered.push(operation.name);
      else failed.push(`${operation.name}: ${response.status} ${JSON.stringify(error)} to ${JSON.stringify(args)}`);
      const violations = response.headers.get("sl-violations");
      if (violations !== null) failed.push(`${operation.name}: ${violations}`);
    }
    expect(failed).toEqual([]);
    expect(answered).toHaveLength(model.operations.length);
  });

  test("sends the token by the API's own scheme, and no log repeats it", async () => {
    let sent: string | null = null;
    const onRequest = ({ request }: { request: Request }) => {
      sent = request.headers.get("Authorization");
    };
    await client.getMyPreference({ orgId }, { middleware: [{ onRequest }] });
    expect(sent).toBe(`Zoho-oauthtoken ${token}`);
    expect(mock.requests.at(-1)!.path).toBe("/api/v1/myPreferences");
    expect(JSON.stringify(mock.requests)).not.toContain(token);
  });
});

describe("bodies", () => {
  test("a photo is a Blob", async () => {
    const { data, response } = await client.getAgentProfilePhoto({ agentId: "1892000000056007", orgId });
    expect(response.status).toBe(200);
    expect(data).toBeInstanceOf(Blob);
  });

  test("a file is uploaded as multipart", async () => {
    const { data, response } = await client.createTicketAttachment({
      orgId,
      ticketId: "1892000000143237",
      body: { file: new File(["the text of the file"], "note.txt", { type: "text/plain" }) },
    });
    expect(response.status).toBe(200);
    expect(data).toHaveProperty("name");
    expect(mock.requests.at(-1)!.headers["content-type"]).toMatch(/^multipart\/form-data; ?boundary=/);
  });

  test("an empty list, 204, is undefined", async () => {
    const { data, error, response } = await client.getTickets({ orgId }, { headers: { Prefer: "code=204" } });
    expect(response.status).toBe(204);
    expect(data).toBeUndefined();
    expect(error).toBeUndefined();
  });

  test("a failure is the API's own error, and unwrap throws it", async () => {
    const call = () => client.getTickets({ orgId }, { headers: { Prefer: "code=403" } });
    const { data, error, response } = await call();
    expect(response.status).toBe(403);
    expect(data).toBeUndefined();
    expect(error).toHaveProperty("errorCode");
    await expect(desk.unwrap(call())).rejects.toBeInstanceOf(desk.ApiError);
  });
});
