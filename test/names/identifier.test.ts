import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  camelCase,
  foldCase,
  isIdentifier,
  isSlug,
  kebabCase,
  pascalCase,
} from "../../generator/names/identifiers/identifier.ts";
import { hostileText } from "./arbitraries.ts";

const rows: [given: string, camel: string, pascal: string, kebab: string][] = [
  // Separators
  ["get_session_analytics", "getSessionAnalytics", "GetSessionAnalytics", "get-session-analytics"],
  ["repos/get", "reposGet", "ReposGet", "repos-get"],
  [
    "actions/set-github-actions-permissions",
    "actionsSetGithubActionsPermissions",
    "ActionsSetGithubActionsPermissions",
    "actions-set-github-actions-permissions",
  ],
  ["agentId[]", "agentId", "AgentId", "agent-id"],
  ["X-Rate-Limit", "xRateLimit", "XRateLimit", "x-rate-limit"],
  ["IM Sessions", "imSessions", "IMSessions", "im-sessions"],
  ["  a..b  ", "aB", "AB", "a-b"],
  ["$ref", "ref", "Ref", "ref"],
  // Kept as they are
  ["getSessionAnalytics2", "getSessionAnalytics2", "GetSessionAnalytics2", "get-session-analytics2"],
  ["listAllURLs", "listAllURLs", "ListAllURLs", "list-all-urls"],
  ["getURL", "getURL", "GetURL", "get-url"],
  ["userIDs", "userIDs", "UserIDs", "user-ids"],
  // Acronyms
  ["HTTPServer", "httpServer", "HTTPServer", "http-server"],
  ["URLs", "urls", "URLs", "urls"],
  ["URLsOfUser", "urlsOfUser", "URLsOfUser", "urls-of-user"],
  ["OAuth2Token", "oAuth2Token", "OAuth2Token", "o-auth2-token"],
  ["GET", "get", "GET", "get"],
  ["GET_SESSION_ANALYTICS", "getSessionAnalytics", "GetSessionAnalytics", "get-session-analytics"],
  ["get_URL", "getURL", "GetURL", "get-url"],
  ["ERROR", "error", "ERROR", "error"],
  // Digits
  ["2fa", "_2fa", "_2fa", "2fa"],
  ["v1.2", "v1_2", "V1_2", "v1-2"],
  ["v1_2", "v1_2", "V1_2", "v1-2"],
  ["v12", "v12", "V12", "v12"],
  ["get 2 things", "get2Things", "Get2Things", "get-2-things"],
  // Unicode
  ["größe", "größe", "Größe", "größe"],
  ["cafe\u0301", "café", "Café", "café"],
  ["取得", "取得", "取得", "取得"],
  ["हिन्दी", "हिन्दी", "हिन्दी", "हिन्दी"],
  ["z\u0334\u0321alg\u0337o", "zalgo", "Zalgo", "zalgo"],
  ["a\u202eb\u200dc\u2066d", "abcd", "Abcd", "abcd"],
  ["a\u3164b", "ab", "Ab", "ab"],
  ["İd", "id", "İd", "id"],
  // Emoji, and what is beyond the basic multilingual plane
  ["get😀", "getU1f600", "GetU1f600", "get-u1f600"],
  ["👍🏽", "u1f44dU1f3fd", "U1f44dU1f3fd", "u1f44d-u1f3fd"],
  ["⚡", "u26a1", "U26a1", "u26a1"],
  ["𝐠et", "u1d420Et", "U1d420Et", "u1d420-et"],
  // Nothing left
  ["", "unnamed", "Unnamed", "unnamed"],
  ["---", "unnamed", "Unnamed", "unnamed"],
  ["\ud800", "unnamed", "Unnamed", "unnamed"],
  // Prototype names are ordinary words
  ["__proto__", "proto", "Proto", "proto"],
];

describe("identifiers", () => {
  test.each(rows)("%j becomes %s, %s, %s", (given, camel, pascal, kebab) => {
    expect([camelCase(given), pascalCase(given), kebabCase(given)]).toEqual([camel, pascal, kebab]);
  });

  test("what is an identifier or slug already is not changed", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(camelCase(camelCase(text))).toBe(camelCase(text));
        expect(pascalCase(pascalCase(text))).toBe(pascalCase(text));
        expect(kebabCase(kebabCase(text))).toBe(kebabCase(text));
      }),
      { numRuns: 3000 },
    );
  });

  test("every string gives names that are valid, visible and at most 100 bytes long", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const name of [camelCase(text), pascalCase(text)]) {
          expect(isIdentifier(name)).toBe(true);
          expect(() => new Function(`const ${name}_ = 1;`)).not.toThrow();
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(100);
        }
        expect(isSlug(kebabCase(text))).toBe(true);
        expect(kebabCase(text)).toMatch(/^[^\s/\\:*?"<>|.~%$#_\p{C}-][^\s/\\:*?"<>|.~%$#_\p{C}]*$/u);
        expect(kebabCase(text).toLowerCase()).toBe(kebabCase(text));
        expect(Buffer.byteLength(kebabCase(text))).toBeLessThanOrEqual(100);
      }),
      { numRuns: 3000 },
    );
  });

  test("a name that is too long is cut, and another long name is cut to another", () => {
    const [left, right] = ["left", "right"].map((end) => camelCase(`${"word ".repeat(40)}${end}`));
    expect(left).toHaveLength(99);
    expect(left!.slice(0, 91)).toBe(right!.slice(0, 91));
    expect(left).not.toBe(right);
    expect(Buffer.byteLength(camelCase("取".repeat(200)))).toBeLessThanOrEqual(100);
  });

  test.each([
    ["id", true],
    ["$filter", true],
    ["_links", true],
    ["page_size", true],
    ["größe", true],
    ["2fa", false],
    ["a-b", false],
    ["a b", false],
    ["", false],
    ["cafe\u0301", false],
    ["a\u200db", false],
    ["a\u3164", false],
    ["𠮷", false],
    ["a".repeat(200), false],
  ])("isIdentifier(%j) is %s", (given, want) => {
    expect(isIdentifier(given)).toBe(want);
  });

  test.each([
    ["getX", "GETx"],
    ["straße", "STRASSE"],
    ["ſet", "Set"],
    ["caf\u00e9", "CAFE\u0301"],
    ["K\u0131", "kI"],
  ])("%s and %s are the same to a case-insensitive disk", (left, right) => {
    expect(foldCase(left)).toBe(foldCase(right));
  });
});
