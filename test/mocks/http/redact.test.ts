import { describe, expect, test } from "vitest";
import { createRedaction } from "../../../mocks/http/redact.ts";
import { documentOf } from "../document.ts";

const redaction = createRedaction(
  documentOf(
    {},
    {
      components: {
        securitySchemes: {
          query: { type: "apiKey", in: "query", name: "Key" },
          header: { type: "apiKey", in: "header", name: "X-Desk" },
          broken: { type: "apiKey" },
          named: { type: "apiKey", in: "query", name: "__proto__" },
        },
      },
    },
  ),
);

describe("an address", () => {
  test.each([
    ["/a", "/a"],
    ["/a?b=1&c", "/a?b=1&c"],
    ["/a?key=1&KEY=2&keys=3&__proto__=4", "/a?key=[redacted]&KEY=[redacted]&keys=3&__proto__=[redacted]"],
    [
      "/a?access_token=1&accessToken=2&refresh-token=3",
      "/a?access_token=[redacted]&accessToken=[redacted]&refresh-token=[redacted]",
    ],
    ["/a?user%5Bpassword%5D=1&login.secret=2", "/a?user%5Bpassword%5D=[redacted]&login.secret=[redacted]"],
    ["/a?token=&page_token=2&nextPageToken=3", "/a?token=&page_token=2&nextPageToken=3"],
    ["/a?state=open&code=7", "/a?state=open&code=7"],
    ["/a?state=aaaaaaaaaa&code=bbbbbbbbbb", "/a?state=[redacted]&code=[redacted]"],
    ["/a?response_type=code&client_id=1&state=2&scope=3", "/a?response_type=code&client_id=1&state=[redacted]&scope=3"],
    ["/a?grant_type=x&code=1&device_code=2", "/a?grant_type=x&code=[redacted]&device_code=[redacted]"],
    [
      "https://app/#access_token=1&state=2&expires_in=3",
      "https://app/#access_token=[redacted]&state=[redacted]&expires_in=3",
    ],
    ["https://me:pw@app/?a=1#part", "https://[redacted]@app/?a=1#part"],
    ["/a?to=https%3A%2F%2Fx%2F%3Ftoken%3D1%26a%3D2", "/a?to=https%3A%2F%2Fx%2F%3Ftoken%3D%5Bredacted%5D%26a%3D2"],
    ["/a?%=1&%zz=2&password=%zz", "/a?%=1&%zz=2&password=[redacted]"],
    ["/@me?a=b@c", "/@me?a=b@c"],
  ])("%s", (url, wanted) => {
    expect(redaction.url(url)).toBe(wanted);
  });
});

describe("headers", () => {
  test.each([
    ["authorization", "Bearer 1"],
    ["cookie", "a=1"],
    ["set-cookie", "a=1"],
    ["x-desk", "1"],
    ["x-amz-security-token", "1"],
    ["x-csrf-token", "1"],
    ["ocp-apim-subscription-key", "1"],
    ["private-token", "1"],
  ])("%s is replaced", (name, value) => {
    expect(redaction.headers({ [name]: value })).toEqual({ [name]: "[redacted]" });
  });

  test.each([
    ["x-next-page-token", "p2"],
    ["idempotency-key", "1"],
    ["etag", '"token"'],
    ["location", "/tickets?state=open"],
    ["www-authenticate", 'Bearer error="invalid_token"'],
  ])("%s stays", (name, value) => {
    expect(redaction.headers({ [name]: value })).toEqual({ [name]: value });
  });

  test("addresses in headers lose their secrets", () => {
    const headers = {
      location: "https://app/cb?code=1",
      referer: "https://app/?token=1",
      link: '<https://x/?page=2&access_token=1>; rel="next", <https://x/?page=9>; rel="last"',
    };
    expect(redaction.headers(headers)).toEqual({
      location: "https://app/cb?code=[redacted]",
      referer: "https://app/?token=[redacted]",
      link: '<https://x/?page=2&access_token=[redacted]>; rel="next", <https://x/?page=9>; rel="last"',
    });
  });
});

test("path variables with the name of a secret are replaced where they stand", () => {
  const variables = new Map([
    ["token", "a%2Fb"],
    ["id", "7"],
  ]);
  expect(redaction.path("/resets/a%2Fb/v7", variables)).toBe("/resets/[redacted]/v7");
});

test("every secret that is replaced is noted, decoded", () => {
  const noted: string[] = [];
  const context = { isOAuth: false, note: (secret: string) => noted.push(secret) };
  const basic = `Basic ${Buffer.from("me:pw").toString("base64")}`;
  redaction.url("https://u:v@x/?token=a%20b#id_token=c", context);
  redaction.headers({ authorization: basic, cookie: "theme=dark; sid=1; other=0123456789" }, context);
  expect(noted).toEqual(["u:v", "v", "a b", "c", basic, basic.slice(6), "me:pw", "pw", "1", "0123456789"]);
});

test("an address as long as a server takes is done at once", () => {
  const long = "a=1&".repeat(20_000);
  for (const text of [
    `/?${long}`,
    `/#${long}`,
    `/?x=${"%2F%3F".repeat(10_000)}`,
    `//${"@".repeat(50_000)}`,
    `/${"?".repeat(50_000)}`,
  ]) {
    expect(redaction.url(text).length).toBeGreaterThan(0);
  }
});
