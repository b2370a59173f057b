import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/document/json.ts";
import { listOperations } from "../../../mocks/document/operations.ts";
import { type AuthorizationOptions, createAuthorization } from "../../../mocks/oauth/authorization.ts";
import type { OAuthSettings } from "../../../mocks/oauth/settings.ts";
import { documentOf } from "../document.ts";
import { zohoDesk, zohoScopes } from "./zoho-desk.ts";

const oauth2 = {
  type: "oauth2",
  flows: { clientCredentials: { tokenUrl: "/token", scopes: { a: "", b: "", c: "" } } },
};
const schemes = {
  oauth: oauth2,
  oidc: { type: "openIdConnect", openIdConnectUrl: "https://example.com/.well-known/openid-configuration" },
  basic: { type: "http", scheme: "BASIC" },
  bearer: { type: "http", scheme: "bearer" },
  digest: { type: "http", scheme: "Digest" },
  headerKey: { type: "apiKey", in: "header", name: "X-Key" },
  queryKey: { type: "apiKey", in: "query", name: "key" },
  cookieKey: { type: "apiKey", in: "cookie", name: "JSESSIONID" },
  authorizationKey: { type: "apiKey", in: "header", name: "Authorization" },
  certificate: { type: "mutualTLS" },
};

interface Given {
  readonly headers?: Record<string, string>;
  readonly query?: string;
}

function accessTo(
  security: unknown,
  settings: Partial<OAuthSettings> = {},
  { root, ...options }: AuthorizationOptions & { root?: unknown } = {},
) {
  const document: JsonObject = documentOf(
    { "/x": { get: { operationId: "getX", responses: {}, ...(security !== undefined && { security }) } } },
    { components: { securitySchemes: schemes }, ...(root !== undefined && { security: root }) },
  );
  const authorization = createAuthorization(document, settings, options);
  const [operation] = listOperations(document);
  return {
    authorization,
    async ask({ headers = {}, query = "" }: Given = {}) {
      const decision = await authorization.authorize(operation!, { headers, query: new URLSearchParams(query) });
      if (decision.kind === "granted")
        return { status: 200, body: {} as JsonObject, grant: decision.grant, headers: noHeaders };
      const { response } = decision;
      const body = JSON.parse(String(response.body)) as JsonObject;
      return { status: response.status, body, headers: Object.fromEntries(response.headers) as Record<string, string> };
    },
  };
}

const noHeaders: Record<string, string> = {};
const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString("base64")}` });

describe("who has access", () => {
  test.each<[rule: string, security: unknown, given: Given, want: number]>([
    ["no security at all: everybody", undefined, {}, 200],
    ["an empty list: everybody", [], {}, 200],
    ["an empty object among others: everybody", [{}, { oauth: ["a"] }], {}, 200],
    ["an empty object at the end: everybody", [{ oauth: ["a"] }, {}], {}, 200],
    ["an API key in a header", [{ headerKey: [] }], { headers: { "x-key": "k" } }, 200],
    ["an API key in a header is missing", [{ headerKey: [] }], {}, 401],
    ["an API key in a header is empty", [{ headerKey: [] }], { headers: { "x-key": " " } }, 401],
    ["an API key in the query", [{ queryKey: [] }], { query: "key=k" }, 200],
    ["an API key in the query has case", [{ queryKey: [] }], { query: "KEY=k" }, 401],
    ["an API key in a cookie", [{ cookieKey: [] }], { headers: { cookie: "a=b; JSESSIONID=k" } }, 200],
    ["an API key in a cookie is missing", [{ cookieKey: [] }], { headers: { cookie: "a=b" } }, 401],
    [
      "an API key in the Authorization header",
      [{ authorizationKey: [] }],
      { headers: { authorization: "token k" } },
      200,
    ],
    ["user and password", [{ basic: [] }], { headers: basic("user:pass") }, 200],
    ["user and password, a lower-case scheme", [{ basic: [] }], { headers: { authorization: "basic dTpw" } }, 200],
    ["no colon between user and password", [{ basic: [] }], { headers: basic("user") }, 401],
    ["no base64", [{ basic: [] }], { headers: { authorization: "Basic §" } }, 401],
    ["an HTTP bearer token from anywhere", [{ bearer: [] }], { headers: { authorization: "bEARER t" } }, 200],
    ["an HTTP bearer token behind another scheme", [{ bearer: [] }], { headers: basic("u:p") }, 401],
    ["another HTTP scheme", [{ digest: [] }], { headers: { authorization: "digest username=u" } }, 200],
    ["roles of a scheme without scopes", [{ bearer: ["admin"] }], { headers: { authorization: "Bearer t" } }, 200],
    ["a certificate cannot be seen", [{ certificate: [] }], {}, 200],
    ["both of two schemes", [{ headerKey: [], basic: [] }], { headers: { "x-key": "k", ...basic("u:p") } }, 200],
    ["one of two schemes that are both needed", [{ headerKey: [], basic: [] }], { headers: { "x-key": "k" } }, 401],
    ["the second of two alternatives", [{ headerKey: [] }, { basic: [] }], { headers: basic("u:p") }, 200],
    ["an undefined scheme without credentials", [{ nowhere: [] }], {}, 401],
    ["an undefined scheme with any token", [{ nowhere: ["z"] }], { headers: { authorization: "Any t" } }, 200],
    ["an undefined scheme with a key", [{ nowhere: [] }], { query: "key=k" }, 200],
    ["an undefined scheme with a cookie", [{ nowhere: [] }], { headers: { cookie: "c=d" } }, 200],
    ["a scheme called as a member of Object", [{ constructor: [] }], {}, 401],
    ["a scheme called __proto__", [JSON.parse('{ "__proto__": [] }')], {}, 401],
    [
      "a key in a header called as a member of Object",
      [{ headerKey: [] }],
      { headers: Object.create({ "x-key": "k" }) },
      401,
    ],
    [
      "an OpenID Connect token that the mock did not issue",
      [{ oidc: [] }],
      { headers: { authorization: "Bearer t" } },
      401,
    ],
    ["malformed requirements", ["oauth", null], {}, 200],
  ])("%s", async (_, security, given, want) => {
    expect((await accessTo(security).ask(given)).status).toBe(want);
  });

  test("the document's requirements hold where an operation has none of its own", async () => {
    const root = [{ headerKey: [] }];
    expect((await accessTo(undefined, {}, { root }).ask()).status).toBe(401);
    expect((await accessTo([], {}, { root }).ask()).status).toBe(200);
  });

  test("a scheme behind a reference is followed", async () => {
    const document: JsonObject = documentOf(
      { "/x": { get: { security: [{ one: [] }] } } },
      {
        components: {
          securitySchemes: {
            one: { $ref: "#/components/securitySchemes/two" },
            two: schemes.headerKey,
            loop: { $ref: "#/components/securitySchemes/loop" },
          },
        },
      },
    );
    const authorization = createAuthorization(document);
    const source = { headers: { "x-key": "k" }, query: new URLSearchParams() };
    expect((await authorization.authorize(listOperations(document)[0]!, source)).kind).toBe("granted");
  });
});

describe("scopes of a token", () => {
  const anyOf = { scopes: { lists: "any-of", isCaseSensitive: true, implies: new Map() } } as const;
  test.each<[rule: string, security: unknown, scopes: string[], options: AuthorizationOptions, want: number]>([
    ["all of a list", [{ oauth: ["a", "b"] }], ["b", "a"], {}, 200],
    ["one of a list where all are needed", [{ oauth: ["a", "b"] }], ["a"], {}, 403],
    ["one of a list where one is enough", [{ oauth: ["a", "b"] }], ["b"], anyOf, 200],
    ["none of a list where one is enough", [{ oauth: ["a", "b"] }], ["c"], anyOf, 403],
    ["an empty list where one is enough", [{ oauth: [] }], [], anyOf, 200],
    ["a second alternative", [{ oauth: ["a", "b"] }, { oauth: ["c"] }], ["c"], {}, 200],
    ["lists of two schemes, which are both needed", [{ oauth: ["a"], oidc: ["b"] }], ["a"], {}, 403],
    ["an undefined scheme, whose list may be no scopes, and a token of the mock", [{ nowhere: ["z"] }], ["a"], {}, 200],
    ["case that counts", [{ oauth: ["A"] }], ["a"], {}, 403],
    [
      "case that does not count, and an implied scope",
      [{ oauth: ["desk.tickets.read"] }],
      ["Desk.tickets.ALL"],
      { scopes: zohoScopes },
      200,
    ],
  ])("%s", async (_, security, scopes, options, want) => {
    const { authorization, ask } = accessTo(security, {}, options);
    const { accessToken } = await authorization.issueToken({ scopes });
    expect((await ask({ headers: { authorization: `Bearer ${accessToken}` } })).status).toBe(want);
  });

  test("the grant tells what the token allows", async () => {
    const { authorization, ask } = accessTo([{ oauth: ["a"] }], {}, { clock: () => 1000 });
    const { accessToken } = await authorization.issueToken({ scopes: ["a", "b"], organization: "7", clientId: "me" });
    const { grant } = await ask({ headers: { authorization: `Bearer ${accessToken}` } });
    expect(grant).toEqual({ scopes: ["a", "b"], organization: "7", clientId: "me", expiresAt: 3_601_000 });
  });

  test("thousands of scopes are checked, and named in part", async () => {
    const needed = Array.from({ length: 5000 }, (_, index) => `scope-${index}`);
    const { authorization, ask } = accessTo([{ oauth: needed }]);
    const { accessToken } = await authorization.issueToken({ scopes: needed.slice(100).concat("x\r\ny") });
    const refused = await ask({ headers: { authorization: `Bearer ${accessToken}` } });
    expect(refused.status).toBe(403);
    expect(refused.body["missingScopes"]).toHaveLength(21);
    expect(refused.headers["www-authenticate"]!.length).toBeLessThan(6000);
    expect(refused.headers["www-authenticate"]).not.toMatch(/[\r\n]/);
  });
});

describe("modes", () => {
  const stranger = { headers: { authorization: "Bearer stranger" } };

  test("strict refuses a token that the mock did not issue, and says how to get one, without the token's text", async () => {
    const { status, body } = await accessTo([{ oauth: ["a"] }]).ask(stranger);
    expect(status).toBe(401);
    expect(body["detail"]).toBe(
      'This mock did not issue the token that came with getX: get one from POST /token or with issueToken, or set auth to "lenient".',
    );
    expect(JSON.stringify(body)).not.toContain("stranger");
  });

  test("lenient takes any token and still checks those of the mock", async () => {
    const { authorization, ask } = accessTo([{ oauth: ["a"] }], { mode: "lenient" });
    const { accessToken } = await authorization.issueToken({ scopes: ["b"] });
    expect((await ask()).status).toBe(401);
    expect((await ask(stranger)).status).toBe(200);
    expect((await ask({ headers: { authorization: `Bearer ${accessToken}` } })).status).toBe(403);
  });

  test("off checks nothing", async () => {
    expect((await accessTo([{ oauth: ["a"] }], { mode: "off" }).ask()).status).toBe(200);
  });
});

describe("prefixes", () => {
  test.each<[prefixes: string[], authorization: string, want: number]>([
    [["Zoho-oauthtoken"], "Zoho-oauthtoken <>", 200],
    [["Zoho-oauthtoken"], "zoho-OAUTHTOKEN   <>", 200],
    [["Zoho-oauthtoken"], "Bearer <>", 401],
    [["Zoho-oauthtoken", "Bearer"], "bearer <>", 200],
    [["Bearer"], "Bearer<>", 401],
    [["Bearer"], "Bearer", 401],
    [["Bearer"], "<>", 401],
    [["a.c"], "abc <>", 401],
    [[""], "<>", 200],
  ])("%j and %s", async (prefixes, text, want) => {
    const { authorization, ask } = accessTo([{ oauth: ["a"] }], { prefixes });
    const { accessToken } = await authorization.issueToken({ scopes: ["a"] });
    expect((await ask({ headers: { authorization: text.replace("<>", accessToken) } })).status).toBe(want);
  });

  test("another prefix is named as the fault, and nothing of the header is repeated", async () => {
    const { body } = await accessTo([{ oauth: [] }], zohoDesk).ask({ headers: { authorization: "Bearer s3cret" } });
    expect(body["message"]).toContain('needs the Authorization header "Zoho-oauthtoken <token>"');
    expect(JSON.stringify(body)).not.toContain("s3cret");
  });
});

describe("the life of a token", () => {
  test("it expires", async () => {
    let now = 0;
    const { authorization, ask } = accessTo([{ oauth: ["a"] }], {}, { clock: () => now });
    const { accessToken, expiresAt } = await authorization.issueToken({ scopes: ["a"], expiresIn: 10 });
    const given = { headers: { authorization: `Bearer ${accessToken}` } };
    expect(expiresAt).toBe(10_000);
    now = 9999;
    expect((await ask(given)).status).toBe(200);
    now = 10_000;
    const { status, body, headers } = await ask(given);
    expect([status, body["title"]]).toEqual([401, "The token has expired"]);
    expect(headers["www-authenticate"]).toContain('error="invalid_token"');
  });

  test("it can be expired, revoked and forgotten", async () => {
    const { authorization, ask } = accessTo([{ oauth: ["a"] }]);
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => authorization.issueToken({ scopes: ["a"] })));
    await authorization.expire(first!.accessToken);
    await authorization.revoke(second!.accessToken);
    const titleFor = async (token: string) =>
      (await ask({ headers: { authorization: `Bearer ${token}` } })).body["title"];
    expect(await titleFor(first!.accessToken)).toBe("The token has expired");
    expect(await titleFor(second!.accessToken)).toBe("Credentials are not valid");
    expect(await titleFor(third!.accessToken)).toBeUndefined();
    expect((await authorization.tokens()).map(({ isRevoked }) => isRevoked)).toEqual(
      expect.arrayContaining([false, true, false]),
    );
    await authorization.reset();
    expect(await authorization.tokens()).toEqual([]);
    expect(await titleFor(third!.accessToken)).toBe("Credentials are not valid");
  });

  test.each<[what: string, security: unknown, given: Given, credential: string]>([
    ["an API key", [{ headerKey: [] }], { headers: { "x-key": "k" } }, "k"],
    ["a user", [{ basic: [] }], { headers: basic("u:p") }, "u:p"],
    ["a bearer token", [{ bearer: [] }], { headers: { authorization: "Bearer t" } }, "t"],
  ])("%s from outside can be revoked and expired, and is not listed", async (_, security, given, credential) => {
    const { authorization, ask } = accessTo(security);
    await authorization.revoke(credential);
    expect((await ask(given)).status).toBe(401);
    await authorization.reset();
    expect((await ask(given)).status).toBe(200);
    await authorization.expire(credential);
    expect((await ask(given)).body["title"]).toBe("The token has expired");
    expect(await authorization.tokens()).toEqual([]);
  });

  test("revoking a refresh token ends its access tokens", async () => {
    const { authorization, ask } = accessTo([{ oauth: ["a"] }]);
    const { accessToken, refreshToken } = await authorization.issueToken({ scopes: ["a"], refreshToken: true });
    await authorization.revoke(refreshToken!);
    expect((await ask({ headers: { authorization: `Bearer ${accessToken}` } })).status).toBe(401);
    expect((await authorization.tokens())[0]!.isRevoked).toBe(true);
  });

  test("the same seed gives the same tokens, another seed others", async () => {
    const issue = async (seed?: string) => {
      const options = seed === undefined ? {} : { seed };
      const { authorization } = accessTo([], {}, options);
      return [await authorization.issueToken({ scopes: [] }), await authorization.issueToken({ scopes: [] })].map(
        ({ accessToken }) => accessToken,
      );
    };
    const [first, second] = await issue("s");
    expect(first).not.toBe(second);
    expect(await issue("s")).toEqual([first, second]);
    expect(await issue("t")).not.toContain(first);
    const [guess] = await issue();
    expect(await issue()).not.toContain(guess);
  });
});

describe("errors", () => {
  test("without settings they are those of RFC 6750 with problem details", async () => {
    const { authorization, ask } = accessTo([{ oauth: ["a", "b"] }]);
    const none = await ask();
    expect(none.headers["content-type"]).toBe("application/problem+json");
    expect(none.headers["www-authenticate"]).toBe('Bearer realm="mock", scope="a b"');
    const { accessToken } = await authorization.issueToken({ scopes: ["a"] });
    const few = await ask({ headers: { authorization: `Bearer ${accessToken}` } });
    expect(few.body).toEqual({
      type: "https://stoplight.io/prism/errors#INSUFFICIENT_SCOPE",
      title: "The token lacks a scope",
      status: 403,
      detail: "getX needs a and b. The token has a; missing: b.",
      requiredScopes: ["a", "b"],
      missingScopes: ["b"],
    });
    expect(few.headers["www-authenticate"]).toBe(
      'Bearer realm="mock", error="insufficient_scope", error_description="getX needs a and b. The token has a; missing: b.", scope="a b"',
    );
  });

  test("every alternative is challenged for once", async () => {
    const { headers } = await accessTo([{ basic: [] }, { headerKey: [] }, { digest: [] }, { bearer: [] }]).ask();
    expect(headers["www-authenticate"]).toBe(
      'Basic realm="mock", charset="UTF-8", ApiKey in="header", name="X-Key", digest realm="mock", Bearer realm="mock"',
    );
  });

  test("the failure that came closest to access is the one that is told", async () => {
    const { authorization, ask } = accessTo([{ headerKey: [] }, { oauth: ["a", "b", "c"] }, { oauth: ["a", "b"] }]);
    const { accessToken } = await authorization.issueToken({ scopes: ["a"] });
    const { body } = await ask({ headers: { authorization: `Bearer ${accessToken}` } });
    expect(body["missingScopes"]).toEqual(["b"]);
  });

  test("of two schemes that are both needed the one that is missing is told before the scope that is lacking", async () => {
    const { authorization, ask } = accessTo([{ oauth: ["a"], headerKey: [] }]);
    const { accessToken } = await authorization.issueToken({ scopes: [] });
    const { status, body } = await ask({ headers: { authorization: `Bearer ${accessToken}` } });
    expect([status, body["detail"]]).toEqual([401, "getX needs X-Key in the header."]);
  });

  test("a template's texts are filled once, in bodies and in headers, and nothing breaks out of them", async () => {
    const hostile = '{detail}\r\nset-cookie: a=b<script>"';
    const { authorization, ask } = accessTo([{ oauth: [hostile] }], {
      errors: {
        insufficientScope: {
          status: 403,
          headers: { "x-missing": "{missing}", "x-other": "{unknown}" },
          body: JSON.parse(
            '{ "__proto__": { "need": ["{scopes}"] }, "operation": "{operation}", "has": "{granted}", "n": 1 }',
          ),
        },
      },
    });
    const { accessToken } = await authorization.issueToken({ scopes: ["b", "c"] });
    const { status, body, headers } = await ask({ headers: { authorization: `Bearer ${accessToken}` } });
    expect(status).toBe(403);
    expect(Object.entries(body)).toEqual([
      ["__proto__", { need: [hostile] }],
      ["operation", "getX"],
      ["has", "b and c"],
      ["n", 1],
    ]);
    expect(headers["content-type"]).toBe("application/json");
    expect(headers["x-missing"]).toBe('{detail}??set-cookie: a=b<script>"');
    expect(headers["x-other"]).toBe("{unknown}");
  });

  test("texts are escaped in a page", async () => {
    const document: JsonObject = documentOf(
      { "/x": { get: { operationId: "<b>&", security: [{ oauth: [] }] } } },
      { components: { securitySchemes: schemes } },
    );
    const authorization = createAuthorization(document, {
      errors: { missingToken: { status: 401, headers: { "content-type": "text/html" }, body: "<h1>{operation}</h1>" } },
    });
    const source = { headers: {}, query: new URLSearchParams() };
    const decision = await authorization.authorize(listOperations(document)[0]!, source);
    expect(decision).toMatchObject({
      kind: "refused",
      response: { status: 401, headers: [["content-type", "text/html"]], body: "<h1>&#60;b&#62;&#38;</h1>" },
    });
  });
});

describe("organizations", () => {
  test.each<[given: Given, want: number]>([
    [{}, 200],
    [{ query: "orgId=7" }, 200],
    [{ query: "orgId=8" }, 403],
    [{ headers: { orgid: "7" } }, 200],
    [{ headers: { orgid: "8" } }, 403],
    [{ query: "orgId=7", headers: { orgid: "8" } }, 403],
    [{ query: "orgId=7&orgId=8" }, 403],
  ])("a token of organization 7 and a request with %j", async ({ headers, query = "" }, want) => {
    const { authorization, ask } = accessTo([{ oauth: ["a"] }], {
      organization: { name: "orgId", in: ["query", "header"] },
    });
    const { accessToken } = await authorization.issueToken({ scopes: ["a"], organization: "7" });
    const own = { authorization: `Bearer ${accessToken}` };
    expect((await ask({ headers: { ...own, ...headers }, query })).status).toBe(want);
    const free = await authorization.issueToken({ scopes: ["a"] });
    expect((await ask({ headers: { ...headers, authorization: `Bearer ${free.accessToken}` }, query })).status).toBe(
      200,
    );
  });
});

describe("cookies of a browser session", () => {
  test("they are not authentication, and the response says so without their values", async () => {
    const { status, body } = await accessTo([{ oauth: [] }], zohoDesk).ask({ headers: { cookie: "zalb_12=s3cret" } });
    expect(status).toBe(401);
    expect(body["message"]).toContain("The cookie zalb_* belongs to a browser session and is not authentication.");
    expect(JSON.stringify(body)).not.toContain("s3cret");
  });

  test("they are none for a scheme that names one, nor for one that is not defined", async () => {
    const given = { headers: { cookie: "JSESSIONID=k" } };
    expect((await accessTo([{ cookieKey: [] }], zohoDesk).ask(given)).status).toBe(401);
    expect((await accessTo([{ nowhere: [] }], zohoDesk).ask(given)).status).toBe(401);
  });

  test("they do no harm beside a token", async () => {
    const { authorization, ask } = accessTo([{ oauth: [] }], zohoDesk);
    const { accessToken } = await authorization.issueToken({ scopes: [] });
    const headers = { authorization: `Zoho-oauthtoken ${accessToken}`, cookie: "JSESSIONID=k" };
    expect((await ask({ headers })).status).toBe(200);
  });
});
