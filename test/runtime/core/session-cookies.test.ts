import { describe, expect, test } from "vitest";
import { refreshToken } from "../../../generator/runtime/auth/token-grants.ts";
import { refuseSessionCookies } from "../../../generator/runtime/core/auth-error.ts";
import { createTransport } from "../../../generator/runtime/core/transport.ts";
import { serveEcho } from "../echo-server.ts";

const names = ["JSESSIONID", "_iamadt", "zalb_*", "wms-tkp-token"];

const echo = serveEcho();

function send(options: object) {
  const transport = createTransport({ baseUrl: echo.url, ...options });
  transport.use(refuseSessionCookies(names));
  return transport.raw.GET("/ping");
}

describe("a cookie of a browser session", () => {
  test.each([
    ["as a token", { auth: "JSESSIONID=planted" }, "Authorization", "JSESSIONID"],
    [
      "as a token under another prefix",
      { auth: "_iamadt=planted", authPrefix: "Zoho-oauthtoken" },
      "Authorization",
      "_iamadt",
    ],
    ["that a function gives", { auth: async () => "zalb_4711=planted" }, "Authorization", "zalb_4711"],
    ["as a whole header", { auth: "Cookie: JSESSIONID=planted" }, "Authorization", "JSESSIONID"],
    ["as a Cookie header", { headers: { Cookie: "a=1; JSESSIONID=planted" } }, "Cookie", "JSESSIONID"],
    [
      "as a Cookie header beside a token",
      { auth: "t", headers: { Cookie: "wms-tkp-token=planted" } },
      "Cookie",
      "wms-tkp-token",
    ],
  ])("%s is refused before anything is sent", async (_, options, header, name) => {
    await expect(send(options)).rejects.toMatchObject({
      name: "AuthError",
      code: "session-cookie",
      message: `the ${header} header holds the cookie ${name} of a browser session, which is not authentication: use an access token`,
    });
    expect(echo.requests).toEqual([]);
  });

  test("is refused as a refresh token", () => {
    const options = { clientId: "me", refreshToken: "JSESSIONID=planted" };
    expect(() => refreshToken({ sessionCookies: names }, options)).toThrow(
      "refreshToken is the cookie JSESSIONID of a browser session, which is not a token",
    );
  });
});

test.each([
  ["a token", { auth: "1000.abc_def-ghi~+/==" }],
  ["a token that looks like a parameter", { auth: "token=abc", authPrefix: "Token" }],
  ["a token that holds the name of one", { auth: "JSESSIONID" }],
  ["other cookies", { headers: { Cookie: "theme=dark; xJSESSIONID=1; jsessionid=1" } }],
])("%s is sent", async (_, options) => {
  await send(options);
  expect(echo.requests).toHaveLength(1);
});
