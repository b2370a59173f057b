import { fileURLToPath } from "node:url";
import { test as base, describe, expect } from "vitest";
import * as desk from "../../generated/zoho-desk/esm/index.js";
import { mockFixtures } from "../../mocks/vitest.ts";

const spec = fileURLToPath(new URL("../../spec/zoho-desk", import.meta.url));
const test = base.extend(mockFixtures<typeof desk>({ spec, auth: "off" }));

describe("a mock in tests", () => {
  let url: string;

  test("is there, and is steered by the client's names", async ({ mock }) => {
    url = mock.url;
    const client = desk.createClient({ baseUrl: mock.url });
    mock.respond("getTickets", { status: 204 });
    // @ts-expect-error the names are those of the package
    expect(() => mock.respond("getTicketz", {})).toThrow('did you mean "getTicket"?');
    const { response } = await client.getTickets({ orgId: "1" });
    expect(response.status).toBe(204);
    expect(mock.requests).toMatchObject([{ operation: { name: "getTickets" }, arguments: { orgId: "1" } }]);
  });

  test("is the same one for the next test, without what the last one did", async ({ mock }) => {
    expect(mock.url).toBe(url);
    expect(mock.requests).toEqual([]);
    const { response } = await desk.createClient({ baseUrl: mock.url }).getTickets({ orgId: "1" });
    expect(response.status).toBe(200);
  });

  test("lets violations pass that are allowed", async ({ mock }) => {
    mock.allowViolations();
    expect((await fetch(`${mock.url}/api/v1/nothing`)).status).toBe(404);
  });

  test.fails("fails a test that sends what the document does not have", async ({ mock }) => {
    await fetch(`${mock.url}/api/v1/nothing`);
  });
});
