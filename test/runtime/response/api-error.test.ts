import { inspect } from "node:util";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { redactData, redactError, redactText, redactUrl } from "../../../generator/runtime/core/redact.ts";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { type Operation, operation } from "../../../generator/runtime/request/operation.ts";
import { ApiError, isApiError, unwrap } from "../../../generator/runtime/response/api-error.ts";
import { serveEcho } from "../echo-server.ts";

interface Failure {
  errorCode: string;
}
const getThing: Operation<[], { id: string }, Failure | Response> = operation({
  name: "getThing",
  method: "GET",
  path: "/thing",
});
const getOther: Operation<[], undefined, string> = operation({ name: "getOther", method: "GET", path: "/other" });

const echo = serveEcho();

/** What `unwrap` throws for a response with this body. */
async function failure(body: unknown, status = 422, headers: Record<string, string> = {}): Promise<ApiError> {
  const isText = typeof body === "string";
  echo.response = { status, headers, body: isText ? body : JSON.stringify(body) };
  const error = await unwrap(getThing(createTransport({ baseUrl: echo.url }))).catch((thrown: unknown) => thrown);
  if (!isApiError(error)) throw error;
  return error;
}

describe("an ApiError", () => {
  test("tells the operation, the status, the request, the body and the response", async () => {
    const error = await failure({ errorCode: "INVALID_DATA" });
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(Error);
    const { name, operation: called, status, request, body, requestId } = error;
    expect({ name, called, status, request, body, requestId }).toEqual({
      name: "ApiError",
      called: "getThing",
      status: 422,
      request: { method: "GET", url: `${echo.url}/thing` },
      body: { errorCode: "INVALID_DATA" },
      requestId: undefined,
    });
    expect(error.response.headers.get("date")).toBeTruthy();
  });

  test.each(["X-Request-Id", "Request-Id", "x-amzn-RequestId", "X-Correlation-Id", "CF-Ray", "X-GitHub-Request-Id"])(
    "has the identifier of the request from %s",
    async (header) => {
      expect((await failure({}, 500, { [header]: "7-a" })).requestId).toBe("7-a");
    },
  );

  test("has the wait that Retry-After asks for, in milliseconds", async () => {
    expect((await failure({}, 429, { "Retry-After": "7" })).retryAfter).toBe(7000);
    expect((await failure({}, 429)).retryAfter).toBeUndefined();
  });

  test("names the method and the address of a request of the raw client", async () => {
    echo.response = { status: 500, headers: {} };
    const result = await createTransport({ baseUrl: echo.url }).raw.GET("/thing", {
      params: { query: { token: "secret" } },
    });
    expect(() => unwrap(result)).toThrow(`${echo.url}/thing?token=[redacted]: 500 Internal Server Error`);
  });

  test("of a middleware's own response has the path of the operation", async () => {
    const middleware = [{ onRequest: () => new Response(null, { status: 503 }) }];
    const error = await unwrap(getThing(createTransport({ middleware, baseUrl: echo.url }))).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      message: "getThing: 503",
      request: { method: "GET", url: "/thing" },
      body: undefined,
    });
  });

  test("keeps a cause", () => {
    const cause = new Error("why");
    expect(new ApiError(new Response(null, { status: 500 }), undefined, { cause }).cause).toBe(cause);
  });

  test("is one in a log too, without the response and with a bounded body", async () => {
    const error = await failure({
      errorCode: "A",
      list: Array(500).fill("b"),
      text: "c".repeat(9999),
      client_secret: "d",
    });
    const logged = JSON.parse(JSON.stringify(error));
    expect(Object.keys(logged)).toEqual(["name", "message", "status", "operation", "request", "body"]);
    expect(logged.body.list.length).toBe(50);
    expect(logged.body.text.length).toBeLessThan(2100);
    expect(logged.body.client_secret).toBe("[redacted]");
    expect(inspect(error)).toContain("ApiError: getThing: 422 Unprocessable Entity: A");
    expect(inspect(error)).not.toContain("Response {");
  });
});

describe("the message of an ApiError", () => {
  test.each(["<title>401</title>", "Unauthorized", "<title>401 unauthorized</title>", '{"message":"401"}'])(
    "does not say again what the status says: %s",
    async (body) => {
      expect((await failure(body, 401)).message).toBe("getThing: 401 Unauthorized");
    },
  );

  test.each<[string, unknown, string]>([
    ["Zoho", { errorCode: "INVALID_DATA", message: "The data is invalid" }, "INVALID_DATA: The data is invalid"],
    [
      "Zoho's fields",
      {
        errorCode: "INVALID_DATA",
        message: "Invalid",
        errors: [
          { fieldName: "/limit", errorType: "invalid", errorMessage: "too large" },
          { fieldName: "/from", errorType: "missing" },
        ],
      },
      "INVALID_DATA: Invalid (/limit: too large; /from: missing)",
    ],
    ["RFC 9457", { type: "about:blank", title: "Forbidden", status: 403, detail: "Not yours" }, "Forbidden: Not yours"],
    ["RFC 6749", { error: "invalid_grant", error_description: "It expired" }, "invalid_grant: It expired"],
    [
      "Stripe",
      { error: { code: "card_declined", message: "Declined", type: "card_error" } },
      "card_declined: Declined",
    ],
    ["Google", { error: { code: 422, message: "No", status: "INVALID_ARGUMENT" } }, "INVALID_ARGUMENT: No"],
    [
      "GitHub",
      { message: "Validation Failed", errors: [{ resource: "Issue", field: "title", code: "missing" }] },
      "Validation Failed (title: missing)",
    ],
    ["GraphQL", { errors: [{ message: "a" }, { message: "b" }, { message: "c" }, { message: "d" }] }, "(a; b; c; …)"],
    ["a list", ["too long", "too wide"], "(too long; too wide)"],
    ["a text as error", { error: "Something went wrong" }, "Something went wrong"],
    ["a number", { code: 7 }, "7"],
    ["a text", "it broke\nat line 7", "it broke"],
    ["an HTML page", "<!doctype html>\n<html><head><title>502 Bad\n Gateway</title></head>", "502 Bad Gateway"],
    ["several lines", { message: "a\r\nX-A: b\u2028c\u202Ed" }, "a X-A: b c d"],
  ])("is what the API says: %s", async (_, body, want) => {
    expect((await failure(body)).message).toBe(`getThing: 422 Unprocessable Entity: ${want}`);
  });

  test.each<[string, unknown]>([
    ["nothing", ""],
    ["an empty object", {}],
    ["null", null],
    ["an HTML page without a title", "<p>hello"],
    ["members that are no texts", { message: { a: 1 }, error: 7.5, errors: 3, code: true }],
    ["a hostile prototype", '{"__proto__":{"message":"no"},"constructor":"no","toString":"no"}'],
  ])("has no more than the status for %s", async (name, body) => {
    const want = name.startsWith("members") ? "7.5" : undefined;
    expect((await failure(body)).message).toBe(["getThing: 422 Unprocessable Entity", want].filter(Boolean).join(": "));
  });

  test("is bounded", async () => {
    expect((await failure({ message: "a ".repeat(1e5) })).message.length).toBeLessThan(400);
    expect((await failure("b ".repeat(1e5))).message.length).toBeLessThan(400);
  });
});

describe("isApiError", () => {
  test("knows the errors of another copy of the package", async () => {
    vi.resetModules();
    const copy = await import("../../../generator/runtime/response/api-error.ts");
    expect(copy.ApiError).not.toBe(ApiError);
    const error = new copy.ApiError(new Response(null, { status: 404 }), undefined);
    expect(error).not.toBeInstanceOf(ApiError);
    expect([isApiError(error), copy.isApiError(error)]).toEqual([true, true]);
  });

  test.each([undefined, null, "text", {}, new Error("no"), { name: "ApiError", status: 404 }])(
    "is false for %s",
    (value) => {
      expect(isApiError(value)).toBe(false);
    },
  );

  test("tells operations apart, and gives the body its type", async () => {
    const error: unknown = await failure({ errorCode: "A" });
    expect([isApiError(error, getThing), isApiError(error, getOther)]).toEqual([true, false]);
    if (isApiError(error, getThing)) expectTypeOf(error.body).toEqualTypeOf<Failure | undefined>();
    if (isApiError(error, getOther)) expectTypeOf(error.body).toEqualTypeOf<string | undefined>();
    if (isApiError(error)) expectTypeOf(error.body).toEqualTypeOf<unknown>();
  });
});

describe("redaction", () => {
  test.each([
    ["https://user:password@a.example/x#fragment", "https://a.example/x"],
    [
      "https://a.example/x?access_token=abc&limit=5&Signature=x%20y&code=7&key=1",
      "https://a.example/x?access_token=[redacted]&limit=5&Signature=[redacted]&code=[redacted]&key=[redacted]",
    ],
    ["https://a.example/x?api%5Fkey=abc&%=1", "https://a.example/x?api%5Fkey=[redacted]&%=1"],
    ["https://a.example/x;jsessionid=abc/y?page=2", "https://a.example/x;jsessionid=[redacted]/y?page=2"],
    ["https://a.example/bot123456:AAF4c/1892000000006907", "https://a.example/bot123456:AAF4c/1892000000006907"],
    ["/relative?token=a?b", "/relative?token=[redacted]"],
    ["https://a.example/?email=a@b.example", "https://a.example/?email=a@b.example"],
  ])("of the address %s", (url, want) => {
    expect(redactUrl(url)).toBe(want);
  });

  test.each([
    ["Bearer abcdefgh is wrong", "Bearer [redacted] is wrong"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc expired", "[redacted] expired"],
    ['{"refresh_token": "abc"}', '{"refresh_token": "[redacted]"}'],
    ["password=hunter2, try again", "password=[redacted], try again"],
    ["cannot connect to redis://user:abc@cache:6379/0", "cannot connect to redis://[redacted]@cache:6379/0"],
    ["via http://abc@proxy:3128/, of a@b.example", "via http://[redacted]@proxy:3128/, of a@b.example"],
    ["the key sk_live_abcdefghijk is unknown", "the key [redacted] is unknown"],
    ["the token has expired", "the token has expired"],
    ["request 7b0a9c3e-1f54-4c9e-8d27-0c7a6e1f2b3c", "request 7b0a9c3e-1f54-4c9e-8d27-0c7a6e1f2b3c"],
  ])("of the text %s", (text, want) => {
    expect(redactText(text)).toBe(want);
  });

  test.each([
    [
      { tokens: ["abc"], secret: { value: "abc" } },
      { tokens: "[redacted]", secret: "[redacted]" },
    ],
    [
      { private_key: "abc", authCode: 7, otp: null },
      { private_key: "[redacted]", authCode: "[redacted]", otp: null },
    ],
    [{ errors: { password: ["is too short"] } }, { errors: { password: ["is too short"] } }],
    [{ errors: { password: ["too short", "abc"] } }, { errors: { password: "[redacted]" } }],
  ])("of the data %j", (data, want) => {
    expect(redactData(data)).toEqual(want);
  });

  test("of an error leaves those of the platform, and copies others without what they carry", () => {
    const plain = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED", port: 1 });
    expect(redactError(plain)).toBe(plain);
    const own = Object.assign(
      new RangeError("failed for token=planted", { cause: new Error("Bearer planted-secret") }),
      {
        code: "E_OWN",
        config: { headers: { authorization: "planted" } },
      },
    );
    const shown = redactError(own) as Error;
    expect(inspect(shown, { depth: 10, showHidden: true })).not.toContain("planted");
    expect(shown).toMatchObject({ name: "RangeError", message: "failed for token=[redacted]", code: "E_OWN" });
  });

  test("takes no longer for hostile texts", () => {
    for (const text of ["a-".repeat(1000), "token".repeat(400), `${"a.".repeat(900)}1`, "eyJ".repeat(600)]) {
      expect(redactText(text).length).toBeLessThanOrEqual(text.length);
    }
  });
});
