import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AuthDescription } from "../../../generator/runtime/auth/endpoint.ts";
import { clientCredentials, refreshToken } from "../../../generator/runtime/auth/token-grants.ts";

const api: AuthDescription = { tokenUrl: "https://accounts.example.com/token" };
const good = () => Response.json({ access_token: "t", token_type: "bearer" });
const failure = (code: string) => () => {
  throw Object.assign(new TypeError("fetch failed"), { cause: { code } });
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What comes of a token request whose responses are these, and how many of them it took. */
async function outcomeOf(
  grant: "client credentials" | "refresh token",
  responses: (() => Response)[],
  options: object = {},
): Promise<[outcome: unknown, count: number]> {
  let count = 0;
  const all = {
    clientId: "me",
    clientSecret: "planted-secret",
    refreshToken: "planted-refresh",
    fetch: async () => responses[count++]!(),
    ...options,
  };
  const auth = grant === "refresh token" ? refreshToken(api, all) : clientCredentials(api, all);
  const outcome = Promise.resolve(auth()).catch((error: Error) => error.message);
  await vi.runAllTimersAsync();
  return [await outcome, count];
}

describe("a token request is sent again", () => {
  test.each([408, 429, 503])("after %i, which says that nothing was done", async (status) => {
    const fault = () => Response.json({ error: "temporarily_unavailable" }, { status });
    expect(await outcomeOf("refresh token", [fault, fault, good])).toEqual(["t", 3]);
    expect(await outcomeOf("client credentials", [fault, fault, good])).toEqual(["t", 3]);
  });

  test.each([500, 502, 504])("after %i, where what it shows is good more than once", async (status) => {
    const fault = () => new Response("<html>", { status });
    expect(await outcomeOf("client credentials", [fault, good])).toEqual(["t", 2]);
    expect(await outcomeOf("refresh token", [fault, good])).toEqual([expect.stringContaining(`HTTP ${status}`), 1]);
  });

  test("where there was no connection", async () => {
    expect(await outcomeOf("refresh token", [failure("ECONNREFUSED"), good])).toEqual(["t", 2]);
    expect(await outcomeOf("client credentials", [failure("ECONNREFUSED"), good])).toEqual(["t", 2]);
  });

  test("where the connection broke, but not with a refresh token, which the server may have replaced", async () => {
    expect(await outcomeOf("client credentials", [failure("ECONNRESET"), good])).toEqual(["t", 2]);
    const message = "accounts.example.com cannot be reached (fetch failed: ECONNRESET)";
    expect(await outcomeOf("refresh token", [failure("ECONNRESET"), good])).toEqual([message, 1]);
  });
});

describe("a token request is not sent again", () => {
  test("more than twice", async () => {
    const fault = () => Response.json({ error: "slow_down" }, { status: 429 });
    const message = "accounts.example.com refused the refresh token (slow_down)";
    expect(await outcomeOf("refresh token", [fault, fault, fault, good])).toEqual([message, 3]);
  });

  test.each([400, 401, 403])("after %i", async (status) => {
    const fault = () => Response.json({ error: "invalid_client" }, { status });
    expect((await outcomeOf("client credentials", [fault, good]))[1]).toBe(1);
  });

  test("where the server asks for more time than there is", async () => {
    const fault = () => Response.json({ error: "slow_down" }, { status: 429, headers: { "Retry-After": "31" } });
    expect((await outcomeOf("refresh token", [fault, good]))[1]).toBe(1);
    expect(await outcomeOf("refresh token", [fault, good], { timeout: 60_000 })).toEqual(["t", 2]);
  });

  test("after a fault of the program's own fetch", async () => {
    const own = () => {
      throw new RangeError("my fault");
    };
    expect(await outcomeOf("client credentials", [own, good])).toEqual([expect.stringContaining("(my fault)"), 1]);
  });

  test("when the signal ends it", async () => {
    const controller = new AbortController();
    const fault = () => {
      controller.abort(new Error("enough"));
      return new Response("", { status: 503 });
    };
    const { signal } = controller;
    expect(await outcomeOf("refresh token", [fault, good], { signal })).toEqual(["enough", 1]);
  });
});
