import { describe, expect, test } from "vitest";
import { AuthError } from "../../../generator/runtime/core/auth-error.ts";
import { createTransport, prepare, type TransportOptions } from "../../../generator/runtime/core/transport.ts";
import { createFetch } from "../../../generator/runtime/fetch/create-fetch.ts";
import { fillArguments, writeHeader } from "../../../generator/runtime/request/parameters.ts";
import { ApiError } from "../../../generator/runtime/response/api-error.ts";
import { callTool } from "../../../generator/runtime/tools/call-tool.ts";
import { diagnose } from "../../../generator/runtime/tools/diagnose.ts";
import { callThing, toolSet } from "./tool-calls.ts";

const api = toolSet({ q: { type: "string" } }, { parameters: [{ name: "q", in: "query" }] });
const throwing = (error: unknown) => () => {
  throw error;
};
const missing = "Cannot read properties of undefined (reading 'network')";
const noFile = Object.assign(new Error("ENOENT: no such file or directory, open 'token.txt'"), { code: "ENOENT" });

describe("what the program around the client throws is not laid to the arguments or to the API:", () => {
  test.each<[what: string, transport: TransportOptions, said: string]>([
    [
      "middleware",
      { middleware: [{ onRequest: throwing(new TypeError("x is not a function")) }] },
      "x is not a function",
    ],
    ["words of networks", { middleware: [{ onRequest: throwing(new TypeError(missing)) }] }, missing],
    ["middleware on responses", { middleware: [{ onResponse: throwing(new TypeError(missing)) }] }, missing],
    [
      "middleware on errors",
      { fetch: throwing(noFile), middleware: [{ onError: throwing(new TypeError("fetch failed")) }] },
      "fetch failed",
    ],
    ["a function that gives tokens", { auth: throwing(noFile) }, "ENOENT: no such file"],
    ["one with a code of a scope", { auth: throwing(Object.assign(new Error("boom"), { code: "BAD_SCOPE" })) }, "boom"],
    ["a fetch of its own", { fetch: throwing(new TypeError("send is not a function")) }, "send is not a function"],
    ["a text", { auth: throwing("nothing") }, "nothing"],
    ["nothing at all", { auth: throwing(undefined) }, "undefined"],
  ])("%s", async (_, transport, said) => {
    const { envelope, findings } = await callThing(api, { q: "1" }, { transport });
    expect(envelope.error).toMatchObject({ kind: "unexpected", status: null });
    expect(envelope.error?.message).toMatch(
      /^doThing: this is not the API's error, the program around the client threw it: /,
    );
    expect(envelope.error?.message).toContain(said);
    expect(findings).toEqual([
      { cause: "program", evidence: expect.stringContaining(said), advice: expect.stringContaining("middleware") },
    ]);
  });
});

describe("what the operation throws before it sends anything is of the arguments:", () => {
  const header = { name: "X-Key", argument: "q", in: "header" as const, write: writeHeader };
  test.each<[what: string, description: object, args: unknown, said: string]>([
    ["a header", { parameters: [header] }, { q: "\u{1f642}" }, "no header can carry"],
    [
      "a variable of the path",
      { path: "/{q}", parameters: [{ name: "q", in: "path" }] },
      { q: ".." },
      "{q} has no value",
    ],
    ["text that is no Unicode", { parameters: [{ name: "q", in: "query" }] }, { q: "\ud800" }, "URI malformed"],
  ])("%s", async (_, description, args, said) => {
    const { envelope, sent } = await callThing(toolSet({ q: {} }, description), args);
    expect(envelope.error).toMatchObject({ kind: "arguments", message: expect.stringContaining(said) });
    expect(sent).toEqual([]);
  });

  test("a parameter that nobody gave", async () => {
    const orgId = { name: "orgId", in: "query" as const, client: "required" as const };
    const set = toolSet({ orgId: {} }, { parameters: [orgId] });
    const transport = {
      ...createTransport(),
      [prepare]: fillArguments([{ name: "orgId", option: "orgId", value: undefined }]),
    };
    const envelope = await callTool(set, transport, { name: "doThing", args: {} });
    expect(envelope.error?.kind).toBe("arguments");
    expect(diagnose(set, envelope)).toMatchObject([{ cause: "organization" }]);
  });
});

/** An error as another copy of the package throws it, which is no instance of this one's class. */
const named = (name: string, members: object = {}) => Object.assign(new Error("as it says"), { name, ...members });

test.each<[error: Error, kind: string, cause: string]>([
  [named("NetworkError", { attempts: 3 }), "network", "unreachable"],
  [named("TimeoutError", { attempts: 1 }), "timeout", "unreachable"],
  [named("DeadlineError", { attempts: 1 }), "timeout", "unreachable"],
  [named("AuthError", { code: "refused" }), "token", "token"],
  [new AuthError("unreachable", "the accounts host cannot be reached"), "network", "unreachable"],
  [named("MissingScopeError"), "scope", "missing-scope"],
  [named("ContentError", { status: 200 }), "unreadable", "unreachable"],
  [new ApiError(new Response(null, { status: 404 }), { errorCode: "GONE" }), "api", "not-found"],
])("errors are told by their classes, wherever they are thrown: %s", async (error, kind, cause) => {
  for (const transport of [{ middleware: [{ onRequest: throwing(error) }] }, { fetch: throwing(error) }]) {
    const { envelope, causes } = await callThing(api, {}, { transport });
    expect(envelope.error?.kind).toBe(kind);
    expect(causes).toEqual([cause]);
  }
});

test("a network that fails is told with and without what sends again", async () => {
  const cause = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  const fetch = throwing(new TypeError("fetch failed", { cause }));
  for (const transport of [{ fetch }, { fetch: createFetch({ retry: false, fetch: async () => fetch() }) }])
    expect((await callThing(api, {}, { transport })).envelope.error?.kind).toBe("network");
  const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) });
  const breaking = { fetch: async () => new Response(body) };
  expect((await callThing(api, {}, { transport: breaking })).envelope.error?.kind).toBe("network");
});

test("a call that was given up is told, whatever it was given up with", async () => {
  for (const reason of [undefined, new Error("mine"), "a text"]) {
    const { envelope, causes } = await callThing(api, {}, { signal: AbortSignal.abort(reason), transport: { fetch } });
    expect(envelope.error?.kind).toBe("aborted");
    expect(causes).toEqual(["unreachable"]);
  }
});

test("an envelope holds no secret of an error, and no half of one", async () => {
  const secret = "abcdefghij0123456789abcdefghij0123456789abcdefghij";
  for (const before of [0, 400, 455, 470, 480, 490, 498, 1990]) {
    const message = `${"x ".repeat(before / 2)}password=${secret}`;
    const { envelope } = await callThing(api, {}, { transport: { auth: throwing(new Error(message)) } });
    expect(JSON.stringify(envelope)).not.toContain("abc");
  }
  const coded = Object.assign(new Error("no"), { code: `password=${secret}` });
  const { envelope, findings } = await callThing(api, {}, { transport: { auth: throwing(coded) } });
  expect(JSON.stringify([envelope, findings])).not.toContain("abc");
});

test("a token that the accounts server refuses is no fault of the arguments", async () => {
  const refused = new AuthError("refused", "accounts.example refused", { error: "invalid_grant", status: 400 });
  const { envelope, causes } = await callThing(api, { q: 1 }, { transport: { auth: throwing(refused) } });
  expect(envelope.error).toMatchObject({ kind: "token", status: null, code: "refused" });
  expect(causes).toEqual(["token"]);
});

test("an envelope does not show what the request carried and the response repeats", async () => {
  const fetch = createFetch({
    fetch: async () => Response.json({ message: "the token tok3n-abc was revoked" }, { status: 401 }),
  });
  const { envelope, findings } = await callThing(toolSet({}), {}, { transport: { fetch, auth: "tok3n-abc" } });
  expect(JSON.stringify([envelope, findings])).not.toContain("tok3n-abc");
  expect(envelope.error?.message).toContain("the token [redacted] was revoked");
});
