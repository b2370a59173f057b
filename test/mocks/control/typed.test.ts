import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as desk from "../../../generated/zoho-desk/esm/index.js";
import { type ArgumentsOf, type DataOf, type Mock, type OperationName, startMock } from "../../../mocks/index.ts";

const spec = fileURLToPath(new URL("../../../spec/zoho-desk", import.meta.url));
let mock: Mock<typeof desk>;

beforeAll(async () => {
  mock = await startMock<typeof desk>({ spec, auth: "off" });
});
afterAll(() => mock.close());

type Same<Left, Right> = (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;

test("names, data and arguments are those of the package", () => {
  const isName: OperationName<typeof desk> = "getSessionAnalytics2";
  const isData: Same<DataOf<typeof desk, "getMyPreference">, desk.Result<never, never>["data"]> = false;
  type Arguments = ArgumentsOf<typeof desk, "getTickets">;
  const hasOrganization: Arguments["orgId"] = "60001280952";
  const takesNothing: Same<ArgumentsOf<typeof desk, "getOrganizations">, Readonly<Record<string, never>>> = true;
  // @ts-expect-error a function of the package that is not an operation
  const notAnOperation: OperationName<typeof desk> = "createClient";
  // @ts-expect-error a name that is not there
  const notAName: OperationName<typeof desk> = "getTicketz";
  expect([isName, isData, hasOrganization, takesNothing, notAnOperation, notAName]).toHaveLength(6);
});

test("a body of another shape does not compile", () => {
  const session = { data: [] };
  mock.respond("getSessionAnalytics", { body: session });
  mock.respond("getSessionAnalytics", { status: 422, body: { errorCode: "INVALID_DATA", message: "no" } });
  mock.respond("getSessionAnalytics", ({ arguments: { p } }) => ({
    body: { data: [] },
    headers: { "x-p": String(p?.limit) },
  }));
  mock.respond("getSessionAnalytics", { body: session }, { when: { p: { limit: 5 } } });
  // @ts-expect-error a success must be what the operation responds with
  mock.respond("getSessionAnalytics", { body: { sessions: [] } });
  // @ts-expect-error a failure must be what the operation responds with when it fails
  mock.respond("getSessionAnalytics", { status: 422, body: { code: 7 } });
  // @ts-expect-error arguments that the operation does not take
  mock.respond("getSessionAnalytics", { body: session }, { when: { q: 1 } });
  // @ts-expect-error an operation that is not there
  expect(() => mock.respond("getSessionAnalitics", {})).toThrow('did you mean "getSessionAnalytics"?');
  mock.reset();
});

test("an alias steers the operation that it is another name of", async () => {
  mock.respond("getSessionAnalytics2", { status: 204 });
  const client = desk.createClient({ baseUrl: mock.url });
  expect((await client.getSessionAnalytics()).response.status).toBe(204);
  expect(mock.requests.at(-1)?.operation).toMatchObject({
    name: "getSessionAnalytics",
    aliases: ["getSessionAnalytics2"],
  });
  mock.reset();
});
