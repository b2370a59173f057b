import { expect, test, vi } from "vitest";
import { startServer } from "../../../mocks/server/start-server.ts";
import { documentOf, json } from "../document.ts";

test("a mock says once for which operation, place and keyword it found no value, and responds", async () => {
  const warn = vi.spyOn(console, "warn");
  const closed = {
    type: "object",
    additionalProperties: false,
    required: ["a"],
    properties: { b: { type: "string" } },
  };
  await using server = await startServer(documentOf({ "/x": { get: { responses: json(closed) } } }), { dynamic: true });
  for (let count = 0; count < 3; count += 1) {
    const response = await fetch(`${server.url}/x`);
    expect(response.status).toBe(200);
    expect(response.headers.get("sl-violations")).toContain("required");
    expect(await response.json()).toEqual({ b: expect.any(String) as string });
  }
  expect(server.unsatisfied()).toEqual([
    { place: "GET /x 200 application/json", pointer: "", keyword: "required", message: expect.any(String) as string },
  ]);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
