import { expect, test } from "vitest";
import { defaultSettings, type Settings } from "../../generator/entry.ts";
import { digestOfSettings } from "../../generator/output/manifest.ts";

const settings = defaultSettings(["."], undefined, "/api");
const { auth, client } = settings;
const name = "orgId";

test.each<[what: string, change: Partial<Settings>]>([
  ["a server", { client: { ...client, servers: new Map([["eu", { url: "https://api.example.eu" }]]) } }],
  ["pages", { client: { ...client, pages: new Map([["getThings", { style: "none" }]]) } }],
  ["a parameter", { client: { ...client, parameters: new Map([[name, { in: "query", exclude: [] }]]) } }],
  ["a name", { names: new Map([["GET /things", { name }]]) }],
  ["the token endpoint", { auth: { ...auth, tokenUrl: "/token" } }],
  ["an implication", { scopes: { ...settings.scopes, implies: new Map([["a", ["b"]]]) } }],
])("the digest of settings knows %s", (_, change) => {
  expect(digestOfSettings({ ...settings, ...change }, "")).not.toBe(digestOfSettings(settings, ""));
});

test("the digest of settings does not depend on their places in the file", () => {
  const at = (line: number) => ({ names: new Map([["GET /things", { name, at: { file: "twinspec.yaml", line } }]]) });
  expect(digestOfSettings({ ...settings, ...at(1) }, "")).toBe(digestOfSettings({ ...settings, ...at(2) }, ""));
});
