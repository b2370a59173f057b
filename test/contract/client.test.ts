import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as desk from "../../generated/zoho-desk/esm/index.js";
import * as scopes from "../../generated/zoho-desk/esm/scopes.js";
import { type Mock, startMock } from "../../mocks/index.ts";

const spec = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));
const orgId = "60001280952";

let mock: Mock<typeof desk>;
beforeAll(async () => {
  mock = await startMock<typeof desk>({ spec });
});
afterAll(() => mock.close());

async function tokenWith(...granted: string[]): Promise<string> {
  return (await mock.issueToken({ scopes: granted })).accessToken;
}

test("a further name of an operation is the very same method", () => {
  const client = desk.createClient({ baseUrl: mock.url });
  expect(client.getSessionAnalytics2 === client.getSessionAnalytics).toBe(true);
  expect(desk.getSessionAnalytics2).toBe(desk.getSessionAnalytics);
});

describe("scopes", () => {
  test("that are not given let nothing be sent, and what is given is enough for the mock too", async () => {
    const given = ["Desk.basic.READ"] as const;
    const client = desk.createClient({ baseUrl: mock.url, auth: await tokenWith(...given), scopes: given, orgId });
    const before = mock.requests.length;
    // @ts-expect-error the scope Desk.settings.READ is missing
    await expect(client.getSessionAnalytics2()).rejects.toMatchObject({
      name: "MissingScopeError",
      operation: "getSessionAnalytics",
      missing: ["Desk.settings.READ"],
    });
    expect(mock.requests).toHaveLength(before);
    expect(["getSessionAnalytics", "getSessionAnalytics2", "me"].map((name) => client.can(name as "me"))).toEqual([
      false,
      false,
      true,
    ]);
    expect(() => client.can("toString" as "me")).toThrow('there is no operation "toString"');

    const enough = desk.createClient({
      baseUrl: mock.url,
      auth: await tokenWith("desk.BASIC.read", "Desk.settings.ALL"),
      scopes: ["desk.BASIC.read", "Desk.settings.ALL"],
    });
    const { response } = await enough.getSessionAnalytics();
    expect(response.status).toBe(200);
  });

  test("guard single operations, through a transport of their own", async () => {
    const transport = scopes.withScopes(desk.createTransport({ baseUrl: mock.url }), { scopes: [] });
    await expect(desk.getSessionAnalytics(transport)).rejects.toBeInstanceOf(desk.MissingScopeError);
  });

  test("are data", () => {
    expect(scopes.requirements.getSessionAnalytics2).toEqual([["Desk.basic.READ", "Desk.settings.READ"]]);
    expect(scopes.missingScopes(scopes.requirements.getTickets, ["Desk.basic.READ"])).toEqual(["Desk.tickets.READ"]);
    expect(scopes.covers(["desk.tickets.all"], "Desk.tickets.DELETE")).toBe(true);
    const described = Object.entries(desk).flatMap(([name, value]) =>
      typeof value === "function" && "description" in value ? [[name, value.description.scopes ?? []]] : [],
    );
    expect(scopes.requirements).toEqual(Object.fromEntries(described));
  });
});

describe("the organisation", () => {
  test("is given once: in the query where the documents ask for it, in a header besides", async () => {
    const client = desk.createClient({ baseUrl: mock.url, auth: await tokenWith("Desk.tickets.READ"), orgId });
    const { response } = await client.getTickets();
    expect(response.status).toBe(200);
    const { url, headers } = mock.requests.at(-1)!;
    expect(new URL(url, mock.url).searchParams.get("orgId")).toBe(orgId);
    expect(headers["orgid"]).toBe(orgId);
  });

  test("is not sent where there is none to choose yet", async () => {
    const auth = await tokenWith("Desk.basic.READ", "Desk.settings.READ", "Desk.organization.READ");
    await desk.createClient({ baseUrl: mock.url, auth, orgId }).getOrganizations();
    expect(mock.requests.at(-1)!.headers).not.toHaveProperty("orgid");
  });

  test("that is given nowhere is named", async () => {
    const client = desk.createClient({ baseUrl: mock.url });
    await expect(client.getTickets()).rejects.toThrow(
      'getTickets: the argument "orgId" is required; give it to the call, or the client its "orgId"',
    );
  });
});

describe("servers", () => {
  test.each([
    [{}, "https://desk.zoho.com"],
    [{ server: "eu" }, "https://desk.zoho.eu"],
    [{ server: "ca" }, "https://desk.zohocloud.ca"],
    [{ server: "ca", baseUrl: "https://proxy.example.com" }, "https://proxy.example.com"],
  ] as const)("%j is %s", async (options, want) => {
    const urls: string[] = [];
    const fetch = async (request: Request) => {
      urls.push(request.url);
      return Response.json({});
    };
    await desk.createClient({ ...options, fetch }).getOrganizations();
    await desk.getOrganizations(desk.createTransport({ ...options, fetch }));
    expect(new Set(urls.map((url) => new URL(url).origin))).toEqual(new Set([want]));
  });

  test("of their own get neither the token nor the organisation", async () => {
    const sent: Request[] = [];
    const fetch = async (request: Request) => {
      sent.push(request);
      return Response.json({});
    };
    await desk.createClient({ server: "eu", auth: "a token", orgId, fetch }).me();
    expect(sent.map(({ url, headers }) => [new URL(url).origin, [...headers.keys()]])).toEqual([
      ["http://127.0.0.1:8000", ["accept"]],
    ]);
  });

  test("with another name are refused", () => {
    expect(() => desk.createClient({ server: "mars" as "eu" })).toThrow(/no server is called "mars": us, eu, in, au/);
  });
});

describe("errors", () => {
  const forbidden = { headers: { Prefer: "code=403" } };

  test("are thrown where the client says so, and data is there where they are not", async () => {
    const auth = await tokenWith("Desk.tickets.READ");
    const client = desk.createClient({ baseUrl: mock.url, auth, orgId, throwOnError: desk.ApiError });
    const { data, error } = await client.getTicket({ ticketId: "1892000000143237" });
    const id: string = data.id as string;
    expect(id).toEqual(expect.any(String));
    expect(error).toBeUndefined();
    await expect(client.getTickets({}, forbidden)).rejects.toMatchObject({
      name: "ApiError",
      status: 403,
      operation: "getTickets",
    });
  });
});
