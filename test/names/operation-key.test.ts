import { describe, expect, test } from "vitest";
import { operationKey } from "../../generator/names/operation-key.ts";

describe("the operation key", () => {
  test.each([
    ["get", "/tickets/{ticketId}/comments", "GET /tickets/{}/comments"],
    ["GET", "/{a}.{b}", "GET /{}.{}"],
    ["POST", "/jobs/{id}:cancel", "POST /jobs/{}:cancel"],
    ["GET", "/v1/x#2", "GET /v1/x#2"],
    ["GET", "/v1/?Action={action}", "GET /v1/?Action={}"],
    ["GET", "/a/", "GET /a/"],
    ["GET", "/a", "GET /a"],
    ["GET", "/", "GET /"],
    ["GET", "/a b\n{c d}", "GET /a%20b%0A{}"],
    ["GET", "/{broken", "GET /{broken"],
  ])("of %s %j is %s", (method, path, want) => {
    expect(operationKey(method, path)).toBe(want);
  });
});
